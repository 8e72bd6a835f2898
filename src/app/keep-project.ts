import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { followSession } from '../../machines/follow-session.ts';
import type { sessionMachine } from '../../machines/session/machine.ts';
import type { FollowUpdate } from '../aws/progress/model.ts';
import { accessName } from '../credentials/access.ts';
import { recordedEnvironments } from '../project/layouts/multi-env.ts';
import { openRecentProjects, type RecentProject } from '../state/projects.ts';
import type { AppContext } from './app-context.ts';

/** So long after a change it is written, milliseconds: what changes several times in a moment is one change. */
const writeAfter = 1_500;

/**
 * Remembers the project of a session, with the account and the state of its stack as they are known, for the list of recent
 * projects. Nothing waits for it: the first frame and the first answers of AWS come before.
 *
 * @returns writes what is not written yet, and ends it
 */
export function keepProject(
  session: ActorRefFrom<typeof sessionMachine>,
  appContext: Pick<AppContext, 'stateFolder' | 'clock' | 'log'>,
): () => Promise<void> {
  const recent = openRecentProjects(appContext.stateFolder);
  const openedAt = appContext.clock.now();
  let seen: { readonly update: FollowUpdate; readonly at: number } | undefined;
  /** When AWS told of a stack as it is shown: what stands since then is not seen anew. */
  const seenAt = (update: FollowUpdate) => {
    if (seen?.update !== update) seen = { update, at: appContext.clock.now() };
    return seen.at;
  };
  let written = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const known = knownOf(session.getSnapshot(), openedAt, seenAt);
    if (!known || significant(known) === written) return;
    written = significant(known);
    writing = writing
      .then(async () => {
        const { project, ...facts } = known;
        await recent.note({ ...facts, environments: await recordedEnvironments(project) });
      })
      .catch((error: unknown) => appContext.log.warn(`the project was not remembered: ${String(error)}`));
  };
  const look = () => {
    const known = knownOf(session.getSnapshot(), openedAt, seenAt);
    if (timer || !known || significant(known) === written) return;
    timer = setTimeout(write, writeAfter);
    timer.unref?.();
  };
  const stop = followSession(session, look);
  return async () => {
    stop();
    write();
    await writing;
  };
}

/** What makes a difference: not that the same was seen again, but within the minute. */
function significant({ project, stack, ...facts }: NonNullable<ReturnType<typeof knownOf>>): string {
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
  // `watch STACK` may follow another one.
  const isOwn = progress?.stackName === project.stack?.stackName;
  return {
    project,
    ...{ folder: project.root, openedAt, name: project.settings.name },
    ...(project.environment === undefined ? {} : { environment: project.environment }),
    ...(access ? { access: accessName(access.choice) } : {}),
    ...(identity ? { account: identity.account, region: identity.region } : {}),
    ...(identity?.accountAlias === undefined ? {} : { accountAlias: identity.accountAlias }),
    ...(update && progress && isOwn && progress.status !== ''
      ? { stack: { name: progress.stackName, status: progress.status, at: seenAt(update) } }
      : {}),
  } satisfies Omit<RecentProject, 'environments'> & { project: unknown };
}
