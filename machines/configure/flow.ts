import { defineFlow, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { configureMachine } from './machine.ts';
import type { ConfigurePaneId } from './meta.ts';

/** The definition of `configure`. */
export const flow = defineFlow<typeof configureMachine, ConfigurePaneId>()({
  label: 'configure',
  about:
    'Sets up AWS access and saves it as a profile in ~/.aws: keys you have, keys from the console, or a new user. Each change is shown before it is written.',
  group: 'Configure',
  panes: 'configure',
  steps: 'CONFIGURE',
  background: true,
  place: 2,
  event: 'OPEN_CONFIGURE',
  opens: {
    key: 'c',
    label: 'configure',
    footer: 2,
    help: 'Sets up AWS access: an IAM user, its access key, a profile.',
  },
  command,

  stake: (snapshot) =>
    stakeOn<ConfigurePaneId>(snapshot, {
      answers: [
        'configure.access',
        'configure.region',
        'configure.account',
        'configure.user',
        'configure.keys',
        'configure.policy',
        'configure.console',
        'configure.typed',
        'configure.save-as',
        'configure.review',
        'configure.plan-text',
      ],
      work: ['configure.working', 'configure.not-finished'],
    }),
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('configure');
    const done = { existing: 'verified', create: 'created', console: 'saved', rotate: 'rotated' }[output.way];
    return { text: `profile ${output.profile} ${done}: account ${output.identity.account}`, tone: 'good' };
  },
});
