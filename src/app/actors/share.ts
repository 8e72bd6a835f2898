import { resolve } from 'node:path';
import { fromPromise } from 'xstate';
import { shareMachine } from '../../../machines/share/machine.ts';
import type { PlannedShare, SharedFolder } from '../../../machines/share/types.ts';
import type { SharePlan } from '../../flows/share/plan.ts';
import { expandTilde } from '../../platform/paths.ts';
import type { AppContext } from '../app-context.ts';
import type { Wire } from '../wiring.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./share/work.ts');

export const wire: Wire<'share'> = ({ appContext }) => wireShare(appContext);

/** The machine of `share` with everything it touches. */
export function wireShare(appContext: AppContext) {
  const project = async (folder: string) =>
    (await import('../../flows/configure-project/look.ts')).openProject(folder);
  return shareMachine.provide({
    actors: {
      look: fromPromise<readonly string[], { folder: string }>(async ({ input }) =>
        (await loadWork()).sharedWith(appContext, (await project(input.folder)).root),
      ),
      plan: fromPromise<PlannedShare, { folder: string; typed: string }>(async ({ input }) => {
        const { folder, typed } = input;
        const target = typed === '' ? undefined : resolve(folder, expandTilde(typed, appContext.env));
        return (await loadWork()).planSharing(appContext, await project(folder), target);
      }),
      write: fromPromise<readonly SharedFolder[], { plan: SharePlan }>(async ({ input }) =>
        (await loadWork()).carryOutSharing(appContext, input.plan),
      ),
    },
  });
}
