import type { SnapshotFrom } from 'xstate';
import { flowOfPane } from '../machines/flows.ts';
import { newEnvironmentOf } from '../machines/init/steps.ts';
import type { StateMeta } from '../machines/meta.ts';
import type { sessionMachine } from '../machines/session/machine.ts';
import type { RunningProject, SessionContext } from '../machines/session/types.ts';
import type { Identity } from '../src/core/plan.ts';
import { sameValue } from '../src/core/same-value.ts';
import { type AccessChoice, accessName } from '../src/credentials/access.ts';
import type { AccessOption } from '../src/credentials/access-option.ts';
import { cloudOf } from '../src/credentials/choice.ts';
import { optionIn } from '../src/credentials/option-rows.ts';
import type { FrameStatus } from './frame/top-line-parts.ts';

/** The contents of the top line: where the user is, and as whom. In a flow, the flow's own identity counts. */
export function frameStatus(
  snapshot: SnapshotFrom<typeof sessionMachine>,
  meta: StateMeta,
  now: number,
): FrameStatus {
  const { context } = snapshot;
  const shown = flowOfPane(meta.pane);
  if (shown === 'configure' && context.configure) return configureStatus(context);
  const inInit = shown === 'init' && context.init !== undefined;
  const init = context.init?.getSnapshot().context;
  const adds = init && newEnvironmentOf(init);
  // A session without an access of its own shows that of an init in the background.
  const isInits = inInit || (context.access === undefined && init !== undefined);
  const choice = isInits ? init?.answers?.access : context.access?.choice;
  const isSame = sameValue(choice, context.access?.choice);
  const flow = shown === 'assumeRole' ? assumeIdentity(snapshot) : undefined;
  const own = isInits ? (init?.identity ?? (isSame ? context.identity : undefined)) : context.identity;
  const identity: Identity | undefined = flow ?? own;
  const project = context.home?.found.kind === 'project' ? context.home.found.project : undefined;
  const chosen = choice && accessName(choice);
  const profile = flow?.access ?? chosen;
  const option = choice && optionOf(choice, context);
  return {
    program: 'amplify-tui',
    project: inInit ? (adds?.project ?? 'new project') : project?.settings.name,
    environment: inInit ? adds?.environment || undefined : project?.environment,
    cloud: cloudSoFar(identity, option, context),
    readOnly: context.readOnly,
    profile,
    // Until AWS has answered, what the files say about a role or an SSO session.
    account: identity?.account ?? option?.account,
    accountAlias: identity?.accountAlias,
    region: identity?.region ?? (isInits ? init?.answers?.region : context.access?.region),
    timeLeft: timeLeft(identity?.expiresAt, isLost(context, choice) ? Number.POSITIVE_INFINITY : now),
    production: profile !== undefined && context.home?.production.includes(profile) === true,
  };
}

/** What the files say about an access. */
function optionOf(choice: AccessChoice, { home, init }: SessionContext): AccessOption | undefined {
  return optionIn(home?.profiles ?? init?.getSnapshot().context.localState?.accessOptions, choice);
}

/** The cloud of an access; undefined until the profiles are read, since one may have an endpoint of its own. */
function cloudSoFar(
  identity: Identity | undefined,
  option: AccessOption | undefined,
  { cloud, home, init }: Omit<SessionContext, 'configure'>,
): FrameStatus['cloud'] {
  const found = cloudOf(identity, option, cloud);
  const isRead = home !== undefined || init?.getSnapshot().context.localState !== undefined;
  return found.kind === 'aws' && !identity && !isRead ? undefined : found;
}

/** What is in progress elsewhere, for the end of the top line, in full and as short as possible; undefined for nothing. */
export function elsewhereParts(running: readonly RunningProject[]): FrameStatus['elsewhere'] {
  const [first, ...more] = running.filter(({ short }) => short !== '');
  if (!first) return undefined;
  const others = more.length > 0 ? ` +${more.length}` : '';
  return { whole: `${first.name} ${first.short}${others}`, short: `${first.short}${others}` };
}

/** Who acts in `assume-role`: as AWS said for its review, and at its end the role that was proved. */
function assumeIdentity({ children }: SnapshotFrom<typeof sessionMachine>): Identity | undefined {
  const flow = children.assumeRole?.getSnapshot().context;
  return flow?.proved ?? flow?.plan?.identity;
}

/** Whether AWS has rejected the credentials, whatever they say about their end. */
function isLost(
  { init, watch, connection, access }: SessionContext,
  choice: AccessChoice | undefined,
): boolean {
  const flow = init?.getSnapshot();
  const found = [
    ...(sameValue(choice, flow?.context.answers?.access)
      ? [flow?.children.deployment?.getSnapshot().context.connection]
      : []),
    ...(sameValue(choice, access?.choice)
      ? [watch?.getSnapshot().context.update?.connection, connection]
      : []),
  ];
  return found.some((each) => each?.kind === 'expired');
}

/** The remaining time of a session, to the minute. */
export function timeLeft(expiresAt: number | undefined, now: number): string | undefined {
  if (expiresAt === undefined) return undefined;
  const minutes = Math.floor((expiresAt - now) / 60_000);
  return minutes < 1
    ? 'expired'
    : minutes < 60
      ? `${minutes}m`
      : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}

/** In `configure` the top line shows the identity that the flow has found, and before that the session's. */
function configureStatus({ configure, ...context }: SessionContext): FrameStatus {
  const flow = configure?.getSnapshot().context;
  const identity = flow?.saved?.identity ?? flow?.verified?.identity ?? context.identity;
  const choice = context.access?.choice;
  // Before any identity is known: the session's access according to the files.
  const option = identity || !choice ? undefined : optionOf(choice, context);
  return {
    program: 'amplify-tui',
    project: 'AWS access',
    environment: undefined,
    cloud: cloudSoFar(identity, option, context),
    readOnly: context.readOnly,
    profile: identity?.access ?? (choice && accessName(choice)),
    account: identity?.account ?? option?.account,
    accountAlias: identity?.accountAlias,
    region: identity?.region ?? flow?.answers?.region,
    production: identity !== undefined && context.home?.production.includes(identity.access) === true,
  };
}
