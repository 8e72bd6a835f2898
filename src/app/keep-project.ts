import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { followSession } from '../../machines/follow-session.ts';
import type { sessionMachine } from '../../machines/session/machine.ts';
import type { FollowUpdate } from '../aws/progress/model.ts';
import { accessName } from '../credentials/access.ts';
import { recordedEnvironments } from '../project/layouts/multi-env.ts';
import { type HomePlace, openRecentProjects, type RecentProject } from '../state/projects.ts';
import type { AppContext } from './app-context.ts';

/** How long after a change it is written, in milliseconds: several changes in quick succession are written as one. */
const writeAfter = 1_500;

/** Where the user is, as the screen knows it. */
export interface Placed {
  readonly place: () => HomePlace;
  /** Calls back when that changes. @returns stops it */
  readonly listen: (listener: () => void) => () => void;
}

/**
 * Remembers the project of a session, with its account and the last known state of its stack, for the list of recent
 * projects. Nothing waits for it: the first frame and the first answers of AWS come first.
 *
 * @param placed absent when there is no screen: then the remembered place stays
 * @returns writes pending changes and stops
 */
export function keepProject(
  session: ActorRefFrom<typeof sessionMachine>,
  appContext: Pick<AppContext, 'stateFolder' | 'clock' | 'log'>,
  placed?: Placed,
): () => Promise<void> {
  const recent = openRecentProjects(appContext.stateFolder);
  const openedAt = appContext.clock.now();
  let seen: { readonly update: FollowUpdate; readonly at: number } | undefined;
  /** When AWS first reported this state of the stack: an unchanged state keeps its time. */
  const seenAt = (update: FollowUpdate) => {
    if (seen?.update !== update) seen = { update, at: appContext.clock.now() };
    return seen.at;
  };
  const known = () => {
    const facts = knownOf(session.getSnapshot(), openedAt, seenAt);
    return facts && placed ? { ...facts, place: placed.place() } : facts;
  };
  let written = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const now = known();
    if (!now || significant(now) === written) return;
    written = significant(now);
    writing = writing
      .then(async () => {
        const { project, ...facts } = now;
        await recent.note({ ...facts, environments: await recordedEnvironments(project) });
      })
      .catch((error: unknown) => appContext.log.warn(`the project was not remembered: ${String(error)}`));
  };
  const look = () => {
    const now = known();
    if (timer || !now || significant(now) === written) return;
    timer = setTimeout(write, writeAfter);
    timer.unref?.();
  };
  const stop = followSession(session, look);
  const stopPlace = placed?.listen(look);
  return async () => {
    stop();
    stopPlace?.();
    write();
    await writing;
  };
}

/** What counts as a change: not that the same was seen again within the minute. */
function significant({
  project,
  stack,
  ...facts
}: NonNullable<ReturnType<typeof knownOf>> & { readonly place?: HomePlace }): string {
  const seen = stack && [stack.name, stack.status, Math.floor(stack.at / 60_000)];
  return JSON.stringify([facts, project.root, seen]);
}

function knownOf(
  { context }: SnapshotFrom<typeof sessionMachine>,
  openedAt: number,
  seenAt: (update: FollowUpdate) => number,
) {
  const { home, identity, access, watch, init } = context;
  if (home?.found.kind !== 'project') return undefined;
  const { project } = home.found;
  const deploying = init?.getSnapshot().children.deployment?.getSnapshot().context.update;
  const update = deploying ?? watch?.getSnapshot().context.update;
  const progress = update?.progress;
  // `watch STACK` may follow another stack.
  const isOwn = progress?.stackName === project.stack?.stackName;
  return {
    project,
    folder: project.root,
    openedAt,
    name: project.settings.name,
    ...(project.environment === undefined ? {} : { environment: project.environment }),
    ...(access ? { access: accessName(access.choice) } : {}),
    ...(identity ? { account: identity.account, region: identity.region } : {}),
    ...(identity?.accountAlias === undefined ? {} : { accountAlias: identity.accountAlias }),
    ...(update && progress && isOwn && progress.status !== ''
      ? { stack: { name: progress.stackName, status: progress.status, at: seenAt(update) } }
      : {}),
  } satisfies Omit<RecentProject, 'environments'> & { project: unknown };
}
