import { fromPromise } from 'xstate';
import { type DeleteLook, deleteMachine } from '../../../machines/delete/machine.ts';
import type { DeleteContext, DeleteEvent, LookedDelete } from '../../../machines/delete/types.ts';
import { telling } from '../../../machines/kit/telling.ts';
import type { DeletePlan } from '../../flows/delete/plan.ts';
import type { AppContext } from '../app-context.ts';
import { runUntilStopped } from '../following.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./delete/work.ts');

/**
 * The machine of `delete` with everything it touches.
 *
 * @param giveUpAfter milliseconds of trouble without a break after which waiting ends; absent: never, a person looks on
 */
export function wireDelete(appContext: AppContext, giveUpAfter?: number) {
  return deleteMachine.provide({
    actors: {
      look: fromPromise<LookedDelete, DeleteLook>(async ({ input: { context, tell }, signal }) =>
        (await loadWork()).lookForDelete(appContext, context, { signal, tell, giveUpAfter }),
      ),
      checkFolder: fromPromise<string, { context: DeleteContext }>(async ({ input: { context } }) =>
        (await loadWork()).downloadFolder(
          appContext,
          context.found?.root ?? context.folder,
          context.typedFolder,
        ),
      ),
      run: telling<DeleteEvent, { plan: DeletePlan }>((send, { plan }) =>
        runUntilStopped(send, async (signal) => {
          const { carryOutDelete } = await loadWork();
          const files = await carryOutDelete(appContext, plan, {
            signal,
            giveUpAfter,
            tell: (connection) => send({ type: 'CONNECTION', connection }),
            news: (news) => send({ type: 'NEWS', news }),
          });
          send({ type: 'DELETED', files });
        }),
      ),
    },
    actions: { tryNow: () => appContext.clock.wake() },
  });
}
