import { defineFlow, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { assumeMachine } from './machine.ts';
import type { AssumePaneId } from './meta.ts';

/** The definition of `assume-role`. */
export const flow = defineFlow<typeof assumeMachine, AssumePaneId>()({
  label: 'assume role',
  about:
    'Access across accounts: makes a role that others may assume, or sets up the role that you were given: user, MFA device and profiles.',
  group: 'Assume role',
  panes: 'assume',
  steps: 'ASSUME ROLE',
  place: 7,
  event: 'OPEN_ASSUME_ROLE',
  opens: {
    key: 'a',
    label: 'assume role',
    footer: 7,
    help: 'Makes a role for others, or sets up a role that you were given: user, MFA device, profiles.',
  },
  command,

  stake: (snapshot) =>
    // Its secret is shown once.
    snapshot.matches('device')
      ? 'work'
      : stakeOn<AssumePaneId>(snapshot, {
          answers: ['assume.form', 'assume.choices', 'assume.review'],
          work: ['assume.working', 'assume.device', 'assume.unfinished'],
        }),
  entries: { words: /^assume-role\b/, label: 'continue' },
  ended: (output) => {
    if (output.kind === 'left')
      return output.begun
        ? { text: 'assume-role did not finish: open it to continue or to delete what was made', tone: 'bad' }
        : toldLeft('assume-role');
    if (output.kind === 'role') return { text: `role made: ${output.roleArn}`, tone: 'good' };
    return { text: `profile ${output.roleProfile} ${output.proved ? 'proved' : 'written'}`, tone: 'good' };
  },
});
