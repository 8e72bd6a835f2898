import type { FailedStack } from '../deployment/types.ts';
import { defineFlow, type Told, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { initMachine } from './machine.ts';
import type { InitPaneId } from './meta.ts';

/** The definition of `init`. */
export const flow = defineFlow<typeof initMachine, InitPaneId>()({
  label: 'init',
  about:
    'Creates an Amplify project in this folder, one answer after the other. Esc goes back a step. Nothing is written before you have seen the review and confirmed it; then the stack is created while you watch.',
  group: 'Init',
  panes: 'init',
  steps: 'INIT',
  background: true,
  place: 1,
  event: 'OPEN_INIT',
  opens: {
    key: 'i',
    label: 'init',
    footer: 1,
    help: 'Creates an Amplify project in this folder, or resumes one that was started.',
  },
  command,

  stake: (snapshot) => {
    const { answers, localState } = snapshot.context;
    if (snapshot.matches('name') || snapshot.matches('environment'))
      return answers === localState?.answers ? undefined : 'answers';
    return stakeOn<InitPaneId>(snapshot, {
      answers: [
        'init.editor',
        'init.app',
        'init.framework',
        'init.resources',
        'init.access',
        'init.region',
        'init.identity',
        'init.review',
        'init.plan-text',
      ],
    });
  },
  ended: (output) => {
    if (output.kind === 'created') {
      const what = output.plan.backend ? `environment ${output.plan.environment} is there` : 'init finished';
      return { text: `${what}: ${output.stack.stackName}, ${output.files.length} files`, tone: 'good' };
    }
    if (output.kind === 'left' && output.failed) return initFailed(output.failed);
    return toldLeft('init');
  },
});

/** That an `init`, or the environment that it was to add, has failed. */
export function initFailed({ stackName, words, environment }: FailedStack): Told {
  const what = environment === undefined ? 'init' : `environment ${environment}`;
  return { text: `${what} failed: ${stackName} ${words}`, tone: 'bad' };
}
