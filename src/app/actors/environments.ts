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
import type { AppContext } from '../app-context.ts';
import type { Wire } from '../wiring.ts';

/** Loaded when the flow starts: the first frame of the screen does not wait for it. */
const loadWork = () => import('./environments/upgrade.ts');
const loadStates = () => import('./environments/states.ts');

/** The part of the app context that the environments need. */
export type EnvironmentsNeeds = Pick<
  AppContext,
  'clock' | 'connect' | 'env' | 'flags' | 'log' | 'patience' | 'profiles' | 'stateFolder'
>;

export const wire: Wire<'environments'> = ({ appContext }) => wireEnvironments(appContext);

/** The machine of the environments with everything it touches. */
export function wireEnvironments(appContext: EnvironmentsNeeds) {
  return environmentsMachine.provide({
    actors: {
      look: fromPromise<LookedEnvironments, EnvironmentsInput>(({ input }) => look(appContext, input)),
      // Each with its own access, or with the profile of `--profile`.
      askStates: telling<EnvironmentsEvent, { root: string; rows: readonly EnvironmentRow[] }>(
        (send, input) => {
          const stopped = new AbortController();
          const { profile } = appContext.flags;
          const asker = profile === undefined ? {} : { access: { kind: 'profile', name: profile } as const };
          for (const row of input.rows) {
            loadStates()
              .then(({ stackStateOf }) => stackStateOf(appContext, { ...row, ...asker }, stopped.signal))
              .catch((thrown: unknown): StackState => ({ kind: 'unknown', why: asProblem(thrown).what }))
              .then(async (state) => {
                // Home reads it as soon as the list is left.
                await (await loadStates()).keepSeen(appContext, input.root, row, state);
                if (!stopped.signal.aborted) send({ type: 'STATE', name: row.name, state });
              });
          }
          return () => stopped.abort();
        },
      ),
      plan: fromPromise<readonly ProjectFileChange[], { folder: string; name: string }>(async ({ input }) => {
        const { openProject } = await import('../../flows/configure-project/look.ts');
        return (await loadWork()).planUpgradeOf(await openProject(input.folder), input.name);
      }),
      write: fromPromise<UpgradeRun, { root: string; plan: readonly ProjectFileChange[] }>(
        async ({ input }) => (await loadWork()).carryOutUpgrade(input.root, input.plan),
      ),
      undo: fromPromise<WrittenUpgrade, { root: string }>(async ({ input }) =>
        (await loadWork()).takeBackUpgrade(appContext, input.root),
      ),
      finish: fromPromise<void, { root: string }>(async ({ input }) => {
        const { finishUpgrade } = await import('../../flows/environments/upgrade/backup.ts');
        await finishUpgrade(input.root);
      }),
    },
  });
}

/** Reads only what a command needs, so that faults elsewhere do not stop it. */
async function look(
  appContext: EnvironmentsNeeds,
  { folder, task }: EnvironmentsInput,
): Promise<LookedEnvironments> {
  const { openProject } = await import('../../flows/configure-project/look.ts');
  const { changedSince, newestBackup } = await import('../../flows/environments/upgrade/backup.ts');
  const project = await openProject(folder);
  const { root, layout, environment, faults } = project;
  const rows = task === undefined ? await (await loadStates()).environmentsOf(appContext, project) : [];
  const notes =
    layout === 'documented' && task !== 'undo' ? await (await loadWork()).upgradeNotes(project) : [];
  const backup =
    task === 'undo'
      ? await (await loadWork()).undoableBackup(appContext, root)
      : task === undefined
        ? await newestBackup(root)
        : undefined;
  return {
    root,
    layout,
    environment,
    faults,
    rows,
    notes,
    backup,
    changedSince: backup && (await changedSince(root, backup)),
  };
}
