import { assign } from 'xstate';
import { sameChoice } from '../../src/credentials/access.ts';
import { given } from '../kit/given.ts';
import { failsWithIt } from '../kit/problem.ts';
import { accountStates } from './account.ts';
import { beginningStates } from './beginning.ts';
import { questionStates } from './questions.ts';
import { reviewStates } from './review.ts';
import { initSetup } from './setup.ts';
import type { InitContext, InitOutput } from './types.ts';

/**
 * The flow `init`: look at the folder, ask, show the acting identity, review, deploy, write.
 *
 * Answers are complete from the start (detected values fill them) and are kept on the way back; only `deploying` changes
 * anything, and only after CONFIRM on the review.
 */
export const initMachine = initSetup.createMachine({
  id: 'init',
  context: ({ input: { folder, adds } }) => ({ folder, ...(adds ? { adds } : {}) }),
  initial: 'looking',
  output: ({ context }) => context.output ?? { kind: 'left' },
  on: { EDIT: { actions: 'edit' } },
  states: {
    ...beginningStates,
    ...questionStates,
    ...accountStates,
    ...reviewStates,
    deploying: {
      meta: { pane: 'init.deploying', title: 'Deploying', step: 'deploy' },
      invoke: {
        id: 'deployment',
        src: 'deployment',
        input: ({ context }) => ({
          ...given(context, 'plan'),
          ...(context.resumed ? { resumed: context.resumed } : {}),
          ...otherAccess(context),
          cleanUp: context.cleanUp === true,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'created',
            target: 'finished',
            actions: assign(({ event }) => ({ output: event.output as InitOutput })),
          },
          { target: 'left', actions: assign(({ event }) => ({ output: event.output })) },
        ],
        onError: failsWithIt,
      },
    },
    finished: { type: 'final', meta: { pane: 'init.done', title: 'Done', step: 'deploy' } },
    opened: {
      type: 'final',
      meta: { pane: 'home', title: 'Opening the project' },
      entry: assign(({ context }) => {
        const found = context.localState?.found;
        return {
          output: {
            kind: 'open' as const,
            root: found?.kind === 'project' ? found.project.root : context.folder,
          },
        };
      }),
    },
    left: { type: 'final', meta: { pane: 'home', title: 'Left' } },
  },
});

/** A resumed init keeps its own access in the files; another chosen one does the rest of the work. */
function otherAccess({ resumed, answers }: InitContext) {
  const choice = answers?.access;
  return resumed && choice && !sameChoice(resumed.access, choice) ? { access: choice } : {};
}
