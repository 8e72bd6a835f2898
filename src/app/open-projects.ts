import type { ActorRefFrom } from 'xstate';
import { goesOnAlone, standingOf } from '../../machines/deployment/standing.ts';
import { followSession } from '../../machines/follow-session.ts';
import type { sessionMachine } from '../../machines/session/machine.ts';
import { isDeploying } from '../../machines/session/setup.ts';
import type { HomeData, RunningProject } from '../../machines/session/types.ts';
import { countWords, outcomeWords } from '../aws/progress/narration.ts';
import type { Identity } from '../core/plan.ts';
import { sameValue } from '../core/same-value.ts';
import { numeral } from '../core/text.ts';
import { accessName } from '../credentials/access.ts';
import { realPathSync } from '../platform/real-path.ts';
import type { ActivityEntry } from '../state/activity.ts';
import { type AppContext, folderName } from './app-context.ts';

type Session = ActorRefFrom<typeof sessionMachine>;

/** A project that is open in this run of the program: a session of its own, in its own folder. */
export interface OpenProject {
  readonly appContext: AppContext;
  readonly session: Session;
  /** Writes what is still to be remembered of it, and ends its session. */
  readonly close: () => Promise<void>;
}

/** What a session begins with when its project is opened by another one. */
export interface BeginWith {
  /** The access that was chosen when it was open before. */
  readonly access: HomeData['access'];
}

/** The projects that are open in this run: the one that is shown, and those in which something goes on. */
export interface OpenProjects {
  readonly shown: () => OpenProject;
  readonly all: () => readonly OpenProject[];
  /** What goes on in those that are not shown; the same value as long as nothing has changed. */
  readonly elsewhere: () => readonly RunningProject[];
  /** What goes on in all of them, the one that is shown included. */
  readonly running: () => readonly RunningProject[];
  /** Calls back when another one is shown, and when what goes on elsewhere changes. @returns ends it */
  readonly watch: (listener: () => void) => () => void;
  /**
   * Shows the project of a folder. The one that was shown lives on while something goes on in it, with the access that it
   * has; else it ends, and comes back with the access that was chosen for it.
   *
   * @param folder absolute, links followed
   */
  readonly open: (folder: string) => void;
  /** Closes all of them. */
  readonly close: () => Promise<void>;
}

/**
 * Holds the projects of a run.
 *
 * @param first the app context of the command line; its flags are for its own folder
 * @param begin makes the session of a project, not started yet, with all that follows it; `with` is absent for the first
 * @param tell hears what happens in a project that is not shown
 */
export function openProjects(
  first: AppContext,
  begin: (appContext: AppContext, more: BeginWith | undefined) => OpenProject,
  tell: (name: string, entry: ActivityEntry) => void,
): OpenProjects {
  const listeners = new Set<() => void>();
  const open = new Map<string, OpenProject>();
  const access = new Map<string, HomeData['access']>();
  /** Ends the following of those that are not shown. */
  const stops = new Map<OpenProject, () => void>();
  const closing: Promise<void>[] = [];
  let running: readonly RunningProject[] = [];
  const look = () => {
    const now = [...stops.keys()].flatMap((each) => runningOf(each) ?? []);
    if (sameValue(now, running)) return;
    running = now;
    for (const listener of listeners) listener();
  };
  const end = (project: OpenProject) => {
    open.delete(project.appContext.folder);
    access.set(project.appContext.folder, chosenIn(project));
    stops.get(project)?.();
    stops.delete(project);
    closing.push(project.close());
  };
  /** Keeps running behind the one that is shown, as long as something is going on in it. */
  const follow = (project: OpenProject) => {
    let told = project.session.getSnapshot().context.activity.length;
    const stop = followSession(project.session, () => {
      const { activity } = project.session.getSnapshot().context;
      for (const entry of activity.slice(told)) {
        tell(nameOf(project), entry);
        shown.session.send({ type: 'HAPPENED', entry });
      }
      told = activity.length;
      look();
      // Not in the middle of what it is just doing.
      if (!isNeeded(project)) setImmediate(() => stops.has(project) && !isNeeded(project) && end(project));
    });
    stops.set(project, stop);
  };
  let shown = begin(first, undefined);
  open.set(first.folder, shown);
  return {
    shown: () => shown,
    all: () => [...open.values()],
    elsewhere: () => running,
    running: () => [runningOf(shown) ?? [], running].flat(),
    watch: watchIn(listeners),
    open: (named) => {
      const folder = openAs(open, named);
      if (folder === shown.appContext.folder) return;
      const before = shown;
      const known = open.get(folder);
      if (known) {
        stops.get(known)?.();
        stops.delete(known);
        shown = known;
      } else {
        const appContext = folder === first.folder ? first : { ...first, folder, flags: {} };
        shown = begin(appContext, { access: access.get(folder) });
        open.set(folder, shown);
        shown.session.start();
      }
      (isNeeded(before) ? follow : end)(before);
      running = [...stops.keys()].flatMap((each) => runningOf(each) ?? []);
      for (const listener of listeners) listener();
    },
    close: async () => {
      for (const project of open.values()) {
        stops.get(project)?.();
        closing.push(project.close());
      }
      open.clear();
      stops.clear();
      await Promise.all(closing);
    },
  };
}

function watchIn(listeners: Set<() => void>): OpenProjects['watch'] {
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}

/** The access that the person has chosen in a session; what its files name is found again. */
function chosenIn({ session }: OpenProject): HomeData['access'] {
  const { access, home } = session.getSnapshot().context;
  return access === home?.access ? undefined : access;
}

/** Whether a project that is not shown has something that must not be lost, or that goes on. */
function isNeeded(project: OpenProject): boolean {
  const { init, configure } = project.session.getSnapshot().context;
  return init !== undefined || configure !== undefined || runningOf(project) !== undefined;
}

/** What goes on in a project; undefined when nothing does. */
export function runningOf({
  appContext,
  session,
}: Pick<OpenProject, 'appContext' | 'session'>): RunningProject | undefined {
  const snapshot = session.getSnapshot();
  if (snapshot.status !== 'active') return undefined;
  const { init, watch } = snapshot.context;
  const deployment = init?.getSnapshot().children.deployment?.getSnapshot();
  const plan = deployment?.context.plan;
  const deploys = isDeploying(snapshot.context);
  const progress = (deployment ?? watch?.getSnapshot())?.context.update?.progress;
  const runs = progress?.outcome === 'running';
  // One that is done waits for nothing; the files of the project tell of it.
  const isDone = deployment?.status === 'active' && deployment.matches('done');
  if ((!init || isDone) && !runs) return undefined;
  const counted =
    runs && progress.total > 0 ? `${numeral(progress.completed)}/${numeral(progress.total)}` : '';
  const words = runs
    ? `${outcomeWords(progress)} ${countWords(progress)}`
    : deploys
      ? 'is being created'
      : 'init waits for you';
  return {
    folder: appContext.folder,
    name: nameOf({ appContext, session }),
    words,
    short: counted || (deploys ? 'begins' : ''),
    isDeploying: deploys,
    goesOnAlone: !deploys || goesOnAlone(standingOf(deployment)),
    ...(plan ? { where: { ...whereOf(plan.identity), access: accessName(plan.access) } } : {}),
  };
}

function whereOf({ account, accountAlias, region }: Identity): RunningProject['where'] {
  return { account, region, ...(accountAlias === undefined ? {} : { accountAlias }) };
}

/** What a project is called: by its files, by the `init` that makes it, by its folder. */
export function nameOf({ appContext, session }: Pick<OpenProject, 'appContext' | 'session'>): string {
  const { home, init } = session.getSnapshot().context;
  if (home?.found.kind === 'project') return home.found.project.settings.name;
  return (
    init?.getSnapshot().children.deployment?.getSnapshot().context.plan.settings.name ??
    folderName(appContext.folder)
  );
}

/** The name under which a folder is open already, links followed; its own where it is not. */
function openAs(open: ReadonlyMap<string, OpenProject>, folder: string): string {
  const place = realPathSync(folder);
  return [...open.keys()].find((each) => realPathSync(each) === place) ?? folder;
}
