import { defineFlow, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { accessMachine } from './machine.ts';
import type { AccessPaneId } from './meta.ts';

/** The definition of `access`. */
export const flow = defineFlow<typeof accessMachine, AccessPaneId>()({
  label: 'access',
  about:
    'Shows what AWS has for a profile: its user, keys, policies, MFA device or role. It can be taken away here; the name is asked for first.',
  group: 'Access',
  panes: 'access',
  place: 11,
  event: 'OPEN_ACCESS',
  opens: {
    key: 'u',
    label: 'access',
    footer: 15,
    help: 'Shows what AWS has for the profile: user, keys, policies, MFA device, role. Takes it away once its name is typed.',
  },
  command,

  stake: (snapshot) =>
    stakeOn<AccessPaneId>(snapshot, { answers: ['access.confirm'], work: ['access.running'] }),
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('access');
    return { text: `access of ${output.profile} taken away`, tone: 'good' };
  },
});
