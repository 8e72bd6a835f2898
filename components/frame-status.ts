import type { SnapshotFrom } from 'xstate';
import type { StateMeta } from '../machines/meta.ts';
import type { sessionMachine } from '../machines/session/machine.ts';
import type { SessionContext } from '../machines/session/types.ts';
import type { Identity } from '../src/values/plan.ts';
import type { FrameStatus } from './frame/top-line-parts.ts';

/** What the top line says: where the person is, and as whom. In a flow it is the flow's own identity that counts. */
export function frameStatus(
  { context }: SnapshotFrom<typeof sessionMachine>,
  meta: StateMeta,
  now: number,
): FrameStatus {
  if (meta.pane.startsWith('configure.') && context.configure) return configureStatus(context);
  const inInit = meta.pane.startsWith('init.') && context.init !== undefined;
  const init = inInit ? context.init?.getSnapshot().context : undefined;
  const identity: Identity | undefined = inInit ? init?.identity : context.identity;
  const choice = inInit ? init?.answers?.access : context.access?.choice;
  const project = context.home?.found.kind === 'project' ? context.home.found.project : undefined;
  const profile = choice?.kind === 'environment' ? 'environment keys' : choice?.name;
  return {
    program: 'amplify-tui',
    project: inInit ? 'new project' : project?.settings.name,
    environment: project?.environment,
    cloud: identity?.cloud ?? context.cloud,
    profile,
    account: identity?.account,
    accountAlias: identity?.accountAlias,
    region: identity?.region ?? (inInit ? init?.answers?.region : context.access?.region),
    timeLeft: timeLeft(identity?.expiresAt, now),
    production: profile !== undefined && context.home?.production.includes(profile) === true,
  };
}

/** What is left of a session, to the minute. */
function timeLeft(expiresAt: number | undefined, now: number): string | undefined {
  if (expiresAt === undefined) return undefined;
  const minutes = Math.floor((expiresAt - now) / 60_000);
  return minutes < 1
    ? 'expired'
    : minutes < 60
      ? `${minutes}m`
      : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}

/** In `configure` nobody is signed in before the flow has asked: the top line tells whom it found. */
function configureStatus({ configure, ...context }: SessionContext): FrameStatus {
  const flow = configure?.getSnapshot().context;
  const identity = flow?.saved?.identity ?? flow?.verified?.identity;
  return {
    program: 'amplify-tui',
    project: 'AWS access',
    environment: undefined,
    cloud: identity?.cloud ?? context.cloud,
    profile: identity?.access,
    account: identity?.account,
    accountAlias: identity?.accountAlias,
    region: identity?.region ?? flow?.answers?.region,
    production: identity !== undefined && context.home?.production.includes(identity.access) === true,
  };
}
