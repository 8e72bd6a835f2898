import { fromPromise } from 'xstate';
import { projectsMachine } from '../../../machines/projects/machine.ts';
import type { RunningProject } from '../../../machines/session/types.ts';
import type { FoundProjects } from '../../flows/projects/find.ts';
import type { ProjectRow } from '../../flows/projects/rows.ts';
import { isFolder } from '../../platform/files.ts';
import { nameAmong } from '../../platform/real-path.ts';
import { findProject } from '../../project/open.ts';
import { openRecentProjects, type RecentProject } from '../../state/projects.ts';
import { readSettings } from '../../state/settings.ts';
import type { AppContext } from '../app-context.ts';
import type { Wire } from '../wiring.ts';

/** Loaded for the first search. */
const loadFind = () => import('../../flows/projects/find.ts');

export const wire: Wire<'projects'> = ({ appContext, running }) => wireProjects(appContext, running);

/**
 * The machine of `projects` with everything it touches.
 *
 * @param running what is in progress in the open projects, including the one on screen
 */
export function wireProjects(appContext: AppContext, running: () => readonly RunningProject[]) {
  return projectsMachine.provide({
    actors: {
      look: fromPromise<readonly ProjectRow[]>(() => projectRows(appContext, running())),
      check: fromPromise<string, { folder: string }>(async ({ input }) =>
        (await loadFind()).folderTyped(input.folder, appContext.folder, appContext.env),
      ),
      find: fromPromise<FoundProjects, { folder: string }>(async ({ input, signal }) => {
        const { findProjectsBelow, folderTyped } = await loadFind();
        return findProjectsBelow(
          await folderTyped(input.folder || '~', appContext.folder, appContext.env),
          signal,
        );
      }),
      forget: fromPromise<void, { folder: string }>(({ input }) =>
        openRecentProjects(appContext.stateFolder).forget(input.folder),
      ),
    },
  });
}

/** The remembered projects, newest first, including those in progress and the one on screen. */
export async function projectRows(
  appContext: Pick<AppContext, 'folder' | 'stateFolder' | 'clock'>,
  running: readonly RunningProject[],
): Promise<readonly ProjectRow[]> {
  const [remembered, settings, found] = await Promise.all([
    openRecentProjects(appContext.stateFolder).list(),
    readSettings(appContext.stateFolder),
    findProject(appContext.folder),
  ]);
  const now = appContext.clock.now();
  // An open project may be remembered under another name.
  const open = [appContext.folder, ...running.map(({ folder }) => folder)];
  const recent = await Promise.all(
    remembered.map(async (each) => ({ ...each, folder: await nameAmong(open, each.folder) })),
  );
  const known = new Set([...recent, ...running].map(({ folder }) => folder));
  const own: RecentProject[] =
    found.kind === 'project' && !known.has(appContext.folder)
      ? [{ folder: appContext.folder, openedAt: now, name: found.project.settings.name, environments: [] }]
      : [];
  const begun = running.flatMap(({ folder, name, where }): RecentProject[] =>
    recent.some((each) => each.folder === folder)
      ? []
      : [{ folder, name, openedAt: now, environments: [], ...where }],
  );
  return Promise.all(
    [...own, ...begun, ...recent].map(async ({ place: _, ...project }): Promise<ProjectRow> => {
      const { words } = running.find(({ folder }) => folder === project.folder) ?? {};
      return {
        ...project,
        current: project.folder === appContext.folder,
        gone: !(await isFolder(project.folder)),
        production: project.access !== undefined && settings.production.includes(project.access),
        ...(words === undefined ? {} : { running: words }),
      };
    }),
  );
}
