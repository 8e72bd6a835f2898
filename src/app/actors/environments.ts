import { fromPromise } from 'xstate';
import { environmentsMachine } from '../../../machines/environments/machine.ts';
import type {
  EnvironmentsEvent,
  EnvironmentsInput,
  LookedEnvironments,
  UpgradeRun,
  WrittenUpgrade,
} from '../../../machines/environments/types.ts';
import { telling } from '../../../machines/kit/telling.ts';
import { asProblem } from '../../core/problem.ts';
import type { ProjectFileChange } from '../../flows/configure-project/plan.ts';
import type { EnvironmentRow, StackState } from '../../flows/environments/rows.ts';
import type { House } from '../house.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./environments/upgrade.ts');
const loadStates = () => import('./environments/states.ts');

/** What of a house the environments need. */
export type EnvironmentsHouse = Pick<House, 'connect' | 'env' | 'flags' | 'log' | 'patience' | 'profiles'>;

/** The machine of the environments with everything it touches. */
export function wireEnvironments(house: EnvironmentsHouse) {
  return environmentsMachine.provide({
    actors: {
      look: fromPromise<LookedEnvironments, EnvironmentsInput>(({ input }) => look(house, input)),
      // Each as the access that it is tied to sees it, or the profile of `--profile`.
      askStates: telling<EnvironmentsEvent, { rows: readonly EnvironmentRow[] }>((send, input) => {
        const stopped = new AbortController();
        const { profile } = house.flags;
        const asker = profile === undefined ? {} : { access: { kind: 'profile', name: profile } as const };
        for (const row of input.rows) {
          loadStates()
            .then(({ stackStateOf }) => stackStateOf(house, { ...row, ...asker }, stopped.signal))
            .catch((thrown: unknown): StackState => ({ kind: 'unknown', why: asProblem(thrown).what }))
            .then((state) => {
              if (!stopped.signal.aborted) send({ type: 'STATE', name: row.name, state });
            });
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

/** What a command does not ask about is not read: what is broken there does not keep it from its work. */
async function look(
  house: EnvironmentsHouse,
  { folder, task }: EnvironmentsInput,
): Promise<LookedEnvironments> {
  const { openProject } = await import('../../flows/configure-project/look.ts');
  const { changedSince, newestBackup } = await import('../../flows/environments/upgrade/backup.ts');
  const project = await openProject(folder);
  const { root, layout, environment, faults } = project;
  const rows = task === undefined ? await (await loadStates()).environmentsOf(house, project) : [];
  const notes =
    layout === 'documented' && task !== 'undo' ? await (await loadWork()).upgradeNotes(project) : [];
  const backup =
    task === 'undo'
      ? await (await loadWork()).undoableBackup(house, root)
      : task === undefined
        ? await newestBackup(root)
        : undefined;
  return {
    ...{ root, layout, environment, faults, rows, notes, backup },
    changedSince: backup && (await changedSince(root, backup)),
  };
}
