import { fromPromise } from 'xstate';
import { type DeleteLook, deleteMachine } from '../../../machines/delete/machine.ts';
import type { DeleteEvent, LookedDelete } from '../../../machines/delete/types.ts';
import { telling } from '../../../machines/kit/telling.ts';
import type { DeletePlan } from '../../flows/delete/plan.ts';
import type { AppContext } from '../app-context.ts';
import { runUntilStopped } from '../following.ts';
import type { Wire } from '../wiring.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./delete/work.ts');

export const wire: Wire<'delete'> = ({ appContext }) => wireDelete(appContext);

/**
 * The machine of `delete` with everything it touches.
 *
 * @param giveUpAfter after how many milliseconds of uninterrupted trouble to give up; absent for never, when a user is watching
 */
export function wireDelete(appContext: AppContext, giveUpAfter?: number) {
  return deleteMachine.provide({
    actors: {
      look: fromPromise<LookedDelete, DeleteLook>(async ({ input, signal }) =>
        (await loadWork()).lookForDelete(appContext, input, { signal, tell: input.tell, giveUpAfter }),
      ),
      checkFolder: fromPromise<string, { root: string; typedFolder: string }>(async ({ input }) =>
        (await loadWork()).downloadFolder(appContext, input.root, input.typedFolder),
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
