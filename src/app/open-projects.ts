import type { ActorRefFrom } from 'xstate';
import { goesOnAlone, leftInAwsBy } from '../../machines/deployment/left-in-aws.ts';
import { followSession } from '../../machines/follow-session.ts';
import type { sessionMachine } from '../../machines/session/machine.ts';
import { isDeploying } from '../../machines/session/setup.ts';
import type { HomeData, RunningProject } from '../../machines/session/types.ts';
import { countWords, outcomeWords } from '../aws/progress/narration.ts';
import type { Identity } from '../core/plan.ts';
import { sameValue } from '../core/same-value.ts';
import { numeral, plainText } from '../core/text.ts';
import { accessName } from '../credentials/access.ts';
import { isFolder } from '../platform/files.ts';
import { realPathSync } from '../platform/real-path.ts';
import type { ActivityEntry } from '../state/activity.ts';
import { type AppContext, folderName } from './app-context.ts';
import type { Notices } from './notices.ts';

type Session = ActorRefFrom<typeof sessionMachine>;

/** An open project of this run: a session of its own, in its own folder. */
export interface OpenProject {
  readonly appContext: AppContext;
  readonly session: Session;
  /** Writes what is still to be remembered about it, and ends its session. */
  readonly close: () => Promise<void>;
}

/** What a session starts with when its project is opened from another one. */
export interface BeginWith {
  /** The access that was chosen when it was last open. */
  readonly access: HomeData['access'];
}

/** The open projects of this run: the one on screen, and those in which something is in progress. */
export interface OpenProjects {
  readonly shown: () => OpenProject;
  readonly all: () => readonly OpenProject[];
  /** What is in progress in those not on screen; the same value as long as nothing changes. */
  readonly elsewhere: () => readonly RunningProject[];
  /** What is in progress in all of them, including the one on screen. */
  readonly running: () => readonly RunningProject[];
  /** Calls back when another one is shown, and when progress elsewhere changes. @returns stops it */
  readonly watch: (listener: () => void) => () => void;
  /**
   * Shows the project of a folder. The previous one stays open, with its access, while something is in progress in it;
   * otherwise it is closed, and reopens with the access that was chosen for it.
   *
   * @param folder absolute, links resolved
   */
  readonly open: (folder: string) => void;
  /** Closes all of them. */
  readonly close: () => Promise<void>;
}

/**
 * Manages the projects of a run.
 *
 * @param first the app context of the command line; its flags apply to its own folder
 * @param begin creates the session of a project, not started yet, with all that follows it; `more` is absent for the first
 * @param tell gets what happens in a project that is not on screen
 */
export function openProjects(
  first: AppContext,
  begin: (appContext: AppContext, more: BeginWith | undefined) => OpenProject,
  tell: (name: string, entry: ActivityEntry) => void,
): OpenProjects {
  const listeners = new Set<() => void>();
  const open = new Map<string, OpenProject>();
  const access = new Map<string, HomeData['access']>();
  /** Stops following projects that are not on screen. */
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
  /** Keeps a project open in the background, as long as something is in progress in it. */
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
      // Not in the middle of its current transition.
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

/** Opens a project whose folder may be gone, as what happened in it is kept for long; a notice says so. */
export async function openIfThere(
  projects: Pick<OpenProjects, 'open'>,
  folder: string,
  notices: Pick<Notices, 'show'>,
): Promise<void> {
  if (await isFolder(folder)) projects.open(folder);
  else notices.show({ tone: 'warning', text: `${plainText(folder)} is not there any more.` });
}

function watchIn(listeners: Set<() => void>): OpenProjects['watch'] {
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}

/** The access that the user chose in a session; the default one is not kept, since the files give it again. */
function chosenIn({ session }: OpenProject): HomeData['access'] {
  const { access, home } = session.getSnapshot().context;
  return access === home?.access ? undefined : access;
}

/** Whether a project that is not on screen has something in progress, or something that must not be lost. */
function isNeeded(project: OpenProject): boolean {
  const { init, configure } = project.session.getSnapshot().context;
  return init !== undefined || configure !== undefined || runningOf(project) !== undefined;
}

/** What is in progress in a project; undefined when nothing is. */
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
  // A finished init waits for nothing; the project's files show it.
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
    goesOnAlone: !deploys || goesOnAlone(leftInAwsBy(deployment)),
    ...(plan ? { where: { ...whereOf(plan.identity), access: accessName(plan.access) } } : {}),
  };
}

function whereOf({ account, accountAlias, region }: Identity): RunningProject['where'] {
  return { account, region, ...(accountAlias === undefined ? {} : { accountAlias }) };
}

/** The name of a project: from its files, from the `init` that creates it, or from its folder. */
export function nameOf({ appContext, session }: Pick<OpenProject, 'appContext' | 'session'>): string {
  const { home, init } = session.getSnapshot().context;
  if (home?.found.kind === 'project') return home.found.project.settings.name;
  return (
    init?.getSnapshot().children.deployment?.getSnapshot().context.plan.settings.name ??
    folderName(appContext.folder)
  );
}

/** The name under which a folder is already open, comparing resolved links; the given name when it is not open. */
function openAs(open: ReadonlyMap<string, OpenProject>, folder: string): string {
  const place = realPathSync(folder);
  return [...open.keys()].find((each) => realPathSync(each) === place) ?? folder;
}
