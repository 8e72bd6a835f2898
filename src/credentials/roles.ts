import { Problem } from '../core/problem.ts';
import type { AwsCredentials, CredentialProvider } from './access.ts';
import type { CredentialChain, RoleStep } from './chain.ts';
import type { AskMfaCode, MfaRequest } from './mfa.ts';
import { renewBefore } from './provider.ts';
import type { RoleSession, SessionCache, SessionSource } from './session-cache.ts';
import { codeNeeded } from './sign-in.ts';

/** A session that can be renewed without asking is renewed when less time than this is left, in milliseconds. */
export const renewAhead = 10 * 60_000;
/** How many codes are asked for before giving up. */
const tries = 3;

/** Why AWS refused a code. */
export type CodeRefusal = Exclude<MfaRequest['refused'], undefined>;

export interface RoleTools {
  /** The credentials at the start of the chain; rejects with a Problem. */
  readonly start: (request?: { readonly renew?: boolean }) => Promise<AwsCredentials>;
  /** One AssumeRole. @throws Problem; see `refusedCode` for a refused code */
  readonly assume: (
    step: RoleStep,
    source: AwsCredentials,
    code: string | undefined,
    signal?: AbortSignal,
  ) => Promise<RoleSession>;
  /** Why the code was refused, when a Problem means that and another code may work; undefined for any other. */
  readonly refusedCode: (problem: unknown) => CodeRefusal | undefined;
  /** Whether a session is really one of this role, by GetCallerIdentity: for sessions that another program cached. */
  readonly isOf: (session: RoleSession, step: RoleStep) => Promise<boolean>;
  readonly ask: AskMfaCode;
  readonly cache: SessionCache;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The credentials of a chain of roles, for all clients of the program: concurrent calls share one resolution, a cached
 * session is used as long as it lasts, and one that needs no code is renewed ahead of time.
 *
 * A code is asked for only when the request says that a user is there (`mayAsk`): a background poller gets the Problem
 * MFA_NEEDED instead, so that no question comes out of nowhere. The credentials at the start are resolved before any
 * question.
 *
 * A session that AWS no longer accepts is removed from the cache, and one that any program has removed from the cache is no
 * longer used.
 */
export function roleProvider(chain: CredentialChain, tools: RoleTools): CredentialProvider {
  let kept: AwsCredentials | undefined;
  let underWay: { readonly mayAsk: boolean; readonly result: Promise<AwsCredentials> } | undefined;
  const timeLeft = () => (kept?.expiresAt ?? 0) - tools.now();

  const resolve = (mayAsk: boolean, renew: boolean): Promise<AwsCredentials> => {
    // An open question also serves later callers; a resolution that may not ask is no use to one that may.
    if (underWay && (underWay.mayAsk || !mayAsk)) return underWay.result;
    const result = walk(chain, tools, { mayAsk, renew }).then((credentials) => {
      kept = credentials;
      return credentials;
    });
    const own = { mayAsk, result };
    underWay = own;
    const done = () => {
      if (underWay === own) underWay = undefined;
    };
    result.then(done, done);
    return result;
  };

  const own = chain.roles.at(-1);
  const isRemoved = async () => own !== undefined && !(await tools.cache.holds(own.roleArn, own.sessionName));

  return async (request = {}) => {
    const { renew = false, mayAsk = false, refused } = request;
    if (refused !== undefined) {
      if (kept?.accessKeyId === refused) kept = undefined;
      await tools.cache.drop(refused);
    }
    if (kept && !renew && timeLeft() > renewBefore && !(await isRemoved())) {
      // In the background, and only if no code is needed: a failure shows when the session expires.
      if (timeLeft() < renewAhead && !chain.roles.some(({ mfaSerial }) => mfaSerial)) {
        resolve(false, true).catch(() => undefined);
      }
      return kept;
    }
    return resolve(mayAsk, renew);
  };
}

async function walk(
  chain: CredentialChain,
  tools: RoleTools,
  { mayAsk, renew }: { mayAsk: boolean; renew: boolean },
): Promise<AwsCredentials> {
  let credentials = await tools.start({ renew });
  let source = credentials.accessKeyId;
  let isFromCache = false;
  for (const [index, step] of chain.roles.entries()) {
    const { externalId, mfaSerial, durationSeconds } = step;
    const identity: SessionSource = { source, externalId, mfaSerial, durationSeconds };
    const isLast = index === chain.roles.length - 1;
    const cached = renew && isLast ? undefined : await cachedSession(step, identity, tools);
    const made = cached ?? (await newSession(step, credentials, tools, mayAsk).catch(refusedSource));
    if (made === 'source refused') {
      // The previous role's session comes from the cache, and AWS no longer accepts it.
      await tools.cache.drop(credentials.accessKeyId);
      return walk(chain, tools, { mayAsk, renew });
    }
    if (!cached) await tools.cache.save(step.roleArn, step.sessionName, identity, made);
    credentials = made;
    isFromCache = cached !== undefined;
    source = `${source} ${step.roleArn} ${step.sessionName}`;
  }
  return credentials;

  function refusedSource(thrown: unknown): 'source refused' {
    const code = thrown instanceof Problem ? thrown.code : undefined;
    if (isFromCache && (code === 'CREDENTIALS_EXPIRED' || code === 'CREDENTIALS_REJECTED'))
      return 'source refused';
    throw thrown;
  }
}

async function cachedSession(
  step: RoleStep,
  source: SessionSource,
  tools: RoleTools,
): Promise<RoleSession | undefined> {
  const found = await tools.cache.find(step.roleArn, step.sessionName, source);
  if (!found) return undefined;
  return found.verified || (await tools.isOf(found.session, step)) ? found.session : undefined;
}

async function newSession(
  step: RoleStep,
  source: AwsCredentials,
  tools: RoleTools,
  mayAsk: boolean,
): Promise<RoleSession> {
  if (!step.mfaSerial) return tools.assume(step, source, undefined);
  const { profile, roleArn, mfaSerial: device, durationSeconds: seconds = 3600 } = step;
  if (!mayAsk) throw codeNeeded(profile, device);
  let refused: CodeRefusal | undefined;
  for (let tried = 1; ; tried += 1) {
    const code = await tools.ask({ profile, roleArn, device, seconds, ...(refused ? { refused } : {}) });
    try {
      return await tools.assume(step, source, code);
    } catch (thrown) {
      refused = tools.refusedCode(thrown);
      if (!refused || tried >= tries) throw thrown;
    }
  }
}
