import { randomBytes } from 'node:crypto';
import { type AnyEventObject, fromCallback, fromPromise } from 'xstate';
import { environmentsMachine } from '../../machines/environments/machine.ts';
import type { LookedEnvironments, UpgradeRun } from '../../machines/environments/types.ts';
import type { ProjectFileChange } from '../configure-project/plan.ts';
import { accessChoices } from '../credentials/choice.ts';
import type { EnvironmentRow } from '../environments/rows.ts';
import { asProblem } from '../values/problem.ts';
import type { House } from './house.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./upgrade-work.ts');

/** The machine of the environments with everything it touches. */
export function wireEnvironments(house: House) {
  return environmentsMachine.provide({
    actors: {
      look: fromPromise<LookedEnvironments, { folder: string }>(({ input }) => look(house, input.folder)),
      askStates: fromCallback<AnyEventObject, { rows: readonly EnvironmentRow[] }>(({ input, sendBack }) => {
        const stopped = new AbortController();
        for (const row of input.rows) {
          import('./environment-states.ts')
            .then(({ stackStateOf }) => stackStateOf(house, row, stopped.signal))
            .then(
              (state) => sendBack({ type: 'STATE', name: row.name, state }),
              (thrown: unknown) => {
                if (!stopped.signal.aborted) house.log.warn(asProblem(thrown).what);
              },
            );
        }
        return () => stopped.abort();
      }),
      plan: fromPromise<readonly ProjectFileChange[], { folder: string; name: string }>(async ({ input }) =>
        (await loadWork()).planUpgradeOf(input.folder, input.name),
      ),
      write: fromPromise<UpgradeRun, { folder: string; plan: readonly ProjectFileChange[] }>(
        async ({ input }) =>
          (await loadWork()).carryOutUpgrade(
            input.folder,
            input.plan,
            randomBytes(3).toString('hex').slice(0, 5),
          ),
      ),
      undo: fromPromise<UpgradeRun, { folder: string }>(async ({ input }) =>
        (await loadWork()).takeBackUpgrade(input.folder),
      ),
    },
  });
}

async function look(house: House, folder: string): Promise<LookedEnvironments> {
  const { lookAtProject, openProject } = await import('../configure-project/look.ts');
  const { environmentRows } = await import('../environments/rows.ts');
  const { newestBackup } = await import('../upgrade/backup.ts');
  const project = await openProject(folder);
  const facts = await lookAtProject(project, accessChoices(house.profiles(), house.env), []);
  const backup = await newestBackup(project.root);
  return { root: project.root, layout: project.layout, rows: environmentRows(facts), backup };
}
