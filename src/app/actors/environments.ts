import { fromPromise } from 'xstate';
import { environmentsMachine } from '../../../machines/environments/machine.ts';
import type {
  EnvironmentsEvent,
  LookedEnvironments,
  UpgradeRun,
  WrittenUpgrade,
} from '../../../machines/environments/types.ts';
import { telling } from '../../../machines/kit/telling.ts';
import { asProblem } from '../../core/problem.ts';
import type { ProjectFileChange } from '../../flows/configure-project/plan.ts';
import type { EnvironmentRow } from '../../flows/environments/rows.ts';
import type { House } from '../house.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./environments/upgrade.ts');
const loadStates = () => import('./environments/states.ts');

/** The machine of the environments with everything it touches. */
export function wireEnvironments(house: House) {
  return environmentsMachine.provide({
    actors: {
      look: fromPromise<LookedEnvironments, { folder: string }>(({ input }) => look(house, input.folder)),
      askStates: telling<EnvironmentsEvent, { rows: readonly EnvironmentRow[] }>((send, input) => {
        const stopped = new AbortController();
        for (const row of input.rows) {
          loadStates()
            .then(({ stackStateOf }) => stackStateOf(house, row, stopped.signal))
            .then(
              (state) => send({ type: 'STATE', name: row.name, state }),
              (thrown: unknown) => {
                if (!stopped.signal.aborted) house.log.warn(asProblem(thrown).what);
              },
            );
        }
        return () => stopped.abort();
      }),
      plan: fromPromise<readonly ProjectFileChange[], { folder: string; name: string }>(async ({ input }) => {
        const { openProject } = await import('../../flows/configure-project/look.ts');
        return (await loadWork()).planUpgradeOf(await openProject(input.folder), input.name);
      }),
      write: fromPromise<UpgradeRun, { root: string; plan: readonly ProjectFileChange[] }>(
        async ({ input }) => (await loadWork()).carryOutUpgrade(input.root, input.plan),
      ),
      undo: fromPromise<WrittenUpgrade, { root: string }>(async ({ input }) =>
        (await loadWork()).takeBackUpgrade(house, input.root),
      ),
    },
  });
}

async function look(house: House, folder: string): Promise<LookedEnvironments> {
  const { environmentsOf } = await loadStates();
  const { changedSince, newestBackup } = await import('../../flows/environments/upgrade/backup.ts');
  const { project, rows } = await environmentsOf(house, folder);
  const { root, layout } = project;
  const backup = await newestBackup(root);
  const notes = layout === 'documented' ? await (await loadWork()).upgradeNotes(project) : [];
  return { root, layout, rows, notes, backup, changedSince: backup && (await changedSince(root, backup)) };
}
