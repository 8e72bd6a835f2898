import { isMigrating } from '../aws/migration-lock.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { AccessChoice } from '../credentials/access.ts';
import type { ProjectAccess, ProjectStack } from '../project/project.ts';
import type { AppContext } from './app-context.ts';

/** An environment of a project, and its access. */
export interface GuardedEnvironment {
  readonly stack?: Pick<ProjectStack, 'appId' | 'stackId' | 'region'> | undefined;
  /** Absent when the project has no environments. */
  readonly environment?: string | undefined;
  readonly access?: ProjectAccess | AccessChoice | undefined;
}

/** The part of the app context for asking whether an environment is locked. */
export type Asking = Pick<AppContext, 'connect' | 'log' | 'patience'>;

/** How long AWS may take to say whether an environment is locked, in milliseconds. */
const deadline = 8_000;

/**
 * Refuses to write to an environment that the Amplify CLI is moving to Gen 2. The lock is only in AWS, so AWS is asked, but
 * never with an MFA code just for this. A backend without an Amplify app cannot be locked.
 *
 * @returns what the user should know when AWS could not be asked, in one sentence
 * @throws Problem PROJECT_LOCKED
 */
export async function expectUnlocked(
  appContext: Asking,
  guarded: GuardedEnvironment,
): Promise<string | undefined> {
  const { stack, environment, access } = guarded;
  if (!stack?.appId) return undefined;
  const { appId, stackId, region } = stack;
  const unknown = (why: string) => `Whether the backend is locked for a move to Gen 2 is not known: ${why}`;
  if (!access || access.kind === 'keys-file') return unknown('this project names no profile to ask with.');
  let locked: boolean;
  try {
    const { access: open, clients } = appContext.connect(access, region);
    await open.credentials({ mayAsk: false });
    const place = { appId, environment, stack: stackId };
    locked = await isMigrating(clients, place, AbortSignal.timeout(deadline + appContext.patience));
  } catch (thrown) {
    return unknown(asProblem(thrown).what);
  }
  if (locked) throw lockedProblem(appId, environment);
  return undefined;
}

/** Like {@link expectUnlocked}, when no review can show what is unknown: it is logged. @throws Problem PROJECT_LOCKED */
export async function refuseLocked(appContext: Asking, guarded: GuardedEnvironment): Promise<void> {
  const unknown = await expectUnlocked(appContext, guarded);
  if (unknown !== undefined) appContext.log.warn(unknown);
}

function lockedProblem(appId: string, environment: string | undefined): Problem {
  const whose = environment === undefined ? 'The backend' : `The environment ${plainText(environment)}`;
  return new Problem({
    code: 'PROJECT_LOCKED',
    what: `${whose} is being moved to Amplify Gen 2.`,
    why: `The app ${plainText(appId)} is locked by \`amplify gen2-migration\`, so nothing is written.`,
    next: 'Finish the move; or, while no stack is refactored yet, run `amplify gen2-migration lock --rollback`.',
  });
}
