import { isMigrating } from '../../../aws/migration-lock.ts';
import { describeStack } from '../../../aws/stack.ts';
import { asProblem } from '../../../core/problem.ts';
import type { AccessChoice } from '../../../credentials/access.ts';
import { accessChoices } from '../../../credentials/choice.ts';
import { lookAtProject } from '../../../flows/configure-project/look.ts';
import { type EnvironmentRow, environmentRows, type StackState } from '../../../flows/environments/rows.ts';
import type { Project } from '../../../project/project.ts';
import { openRecentProjects } from '../../../state/projects.ts';
import type { AppContext } from '../../app-context.ts';

/** The environments of a project. @throws Problem when its files cannot be read */
export async function environmentsOf(
  appContext: Pick<AppContext, 'env' | 'profiles'>,
  project: Project,
): Promise<readonly EnvironmentRow[]> {
  return environmentRows(
    await lookAtProject(project, accessChoices(appContext.profiles(), appContext.env), []),
  );
}

/** How long AWS may take to describe one stack, in milliseconds. */
const deadline = 15_000;

/** The part of the app context for asking AWS about a stack. */
type Asking = Pick<AppContext, 'connect' | 'patience'>;

/** A stack to ask about; by its app and environment, whether it is being moved to Gen 2 is found out. */
interface NamedStack {
  readonly region: string;
  readonly stackId: string;
  readonly appId?: string | undefined;
  readonly environment?: string | undefined;
}

/**
 * Asks AWS for the state of an environment's stack, with the access of the environment here. It never asks for a code and
 * never throws: an unknown state says why.
 */
export async function stackStateOf(
  appContext: Asking,
  { name, access, region, stackId, appId, keysMissing, stackFault }: EnvironmentRow,
  signal: AbortSignal,
): Promise<StackState> {
  if (stackFault) return { kind: 'unknown', why: 'its record names a stack that cannot be' };
  if (!stackId || !region) return { kind: 'unknown', why: 'no stack is named' };
  if (!access) return { kind: 'unknown', why: 'no access to it' };
  if (access.kind === 'keys-file')
    return {
      kind: 'unknown',
      why: keysMissing ? 'its keys file is not on this machine' : 'keys in a file that is not used',
    };
  return stackStateWith(appContext, access, { region, stackId, appId, environment: name }, signal);
}

/** Remembers how AWS reported the stack of an environment that this machine does not work with, so that home can show it. */
export async function keepSeen(
  appContext: Pick<AppContext, 'clock' | 'log' | 'stateFolder'>,
  root: string,
  { name, current, stackName }: EnvironmentRow,
  state: StackState,
): Promise<void> {
  if (current || state.kind === 'unknown' || stackName === undefined) return;
  const status = state.kind === 'gone' ? 'DELETE_COMPLETE' : state.status;
  await openRecentProjects(appContext.stateFolder)
    .see(root, name, { name: stackName, status, at: appContext.clock.now() })
    .catch((error: unknown) =>
      appContext.log.warn(`the stack of ${name} was not remembered: ${String(error)}`),
    );
}

/** Like {@link stackStateOf}, for a stack with a given access. */
export async function stackStateWith(
  appContext: Asking,
  access: AccessChoice,
  { region, stackId, appId, environment }: NamedStack,
  signal: AbortSignal,
): Promise<StackState> {
  try {
    const connection = appContext.connect(access, region);
    await connection.access.credentials({ mayAsk: false });
    const either = AbortSignal.any([signal, AbortSignal.timeout(deadline + appContext.patience)]);
    const { clients } = connection;
    const [found, locked] = await Promise.all([
      describeStack(clients, stackId, either),
      // If that is not allowed, the state of the stack is enough.
      appId && environment
        ? isMigrating(clients, { appId, environment, stack: stackId }, either).catch(notAsked)
        : false,
    ]);
    if (!found) return { kind: 'gone' };
    const { status, deletedAt, createdAt, updatedAt = createdAt, outputs } = found;
    if (status === 'DELETE_COMPLETE')
      return { kind: 'gone', ...(deletedAt === undefined ? {} : { deletedAt }) };
    return { kind: 'known', status, ...(locked ? { locked } : {}), changedAt: updatedAt, outputs };
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, what } = asProblem(thrown);
    return { kind: 'unknown', why: shortly[code] ?? what };
  }
}

const notAsked = () => false;

const shortly: Readonly<Partial<Record<string, string>>> = {
  ACCESS_DENIED: 'not allowed to see it',
  MFA_NEEDED: 'needs an MFA code first',
  OFFLINE: 'no connection',
  TIMED_OUT: 'no answer in time',
  SIGNED_OUT: 'signed out',
  SIGN_IN_EXPIRED: 'the sign-in has expired',
  PROFILE_UNKNOWN: 'the profile is not on this machine',
  CREDENTIALS_EXPIRED: 'the credentials have expired',
};
