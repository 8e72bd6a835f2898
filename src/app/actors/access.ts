import { fromPromise } from 'xstate';
import { type AccessRun, accessMachine } from '../../../machines/access/machine.ts';
import type { AccessInput, LookedAccess } from '../../../machines/access/types.ts';
import type { AppContext } from '../app-context.ts';
import type { Wire } from '../wiring.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./access/work.ts');

export const wire: Wire<'access'> = ({ appContext }) => wireAccess(appContext);

/** The machine of `access` with everything it touches. */
export function wireAccess(appContext: AppContext) {
  return accessMachine.provide({
    actors: {
      look: fromPromise<LookedAccess, AccessInput>(async ({ input, signal }) =>
        (await loadWork()).lookForAccess(appContext, input, signal),
      ),
      run: fromPromise<void, AccessRun>(async ({ input, signal }) =>
        (await loadWork()).carryOutAccess(appContext, input, signal),
      ),
    },
  });
}
