import type { Problem, ProblemCode } from '../../core/problem.ts';
import { isThrottle } from '../problems.ts';
import type { FollowConnection } from '../progress/model.ts';
import type { Pace } from './pace.ts';

const firstOfflineWait = 1_000;
const longestOfflineWait = 15_000;
/** How often it is tried whether new credentials are there. */
const expiredWait = 5_000;
/** The same where only a person can give them: whoever types a code wakes what waits; another window may have asked for it. */
const codeWait = 60_000;
/** Tries of anything else that goes wrong, the first one included. */
const tries = 3;
const otherWait = 1_000;
/** What can go wrong with reading a profile while somebody is writing new keys into it. */
const beingMended: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'PROFILE_NOT_USABLE',
  'PROFILE_UNKNOWN',
  'ACCESS_NONE',
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
]);

/** The credentials have expired, or the sign-in that gives them. */
const ended: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'CREDENTIALS_EXPIRED',
  'MFA_NEEDED',
  'SIGNED_OUT',
  'SIGN_IN_EXPIRED',
]);

/** Whether waiting for new credentials helps: old ones, or keys that are just being exchanged. */
export function isExpiry({ code }: Problem, state: FollowConnection): boolean {
  if (ended.has(code)) return true;
  return state.kind === 'expired' && beingMended.has(code);
}

/** Keeps track of the connection, and says what a failed call means for it. */
export interface ConnectionWatch {
  readonly state: FollowConnection;
  /** A call has been answered. */
  answered(): void;
  /**
   * A call has failed.
   *
   * @param now milliseconds
   * @param sentAt when the call was sent: since then at the latest there is no connection, milliseconds
   * @returns milliseconds to wait until the next try
   * @throws the problem itself when waiting does not help
   */
  failed(problem: Problem, now: number, sentAt?: number): number;
}

export function createConnectionWatch(pace: Pace): ConnectionWatch {
  let state: FollowConnection = { kind: 'ok' };
  let offlineWait = firstOfflineWait;
  let others = 0;
  return {
    get state() {
      return state;
    },
    answered() {
      state = { kind: 'ok' };
      offlineWait = firstOfflineWait;
      others = 0;
    },
    failed(problem, now, sentAt = now) {
      if (isThrottle(problem)) {
        const wait = pace.throttled();
        state = { kind: 'throttled', nextTryAt: now + wait };
        return wait;
      }
      const why = problem.why;
      if (problem.code === 'OFFLINE' || problem.code === 'TIMED_OUT' || problem.code === 'AWS_FAULT') {
        const wait = offlineWait;
        offlineWait = Math.min(longestOfflineWait, offlineWait * 2);
        const since = state.kind === 'offline' ? state.since : sentAt;
        state = { kind: 'offline', since, nextTryAt: now + wait, why };
        return wait;
      }
      if (isExpiry(problem, state)) {
        const since = state.kind === 'expired' ? state.since : now;
        const { code, signIn } = problem;
        const who = signIn === undefined ? {} : { signIn };
        const wait = code === 'MFA_NEEDED' ? codeWait : expiredWait;
        state = { kind: 'expired', since, why, code, ...who, nextTryAt: now + wait };
        return wait;
      }
      others += 1;
      if (others >= tries) throw problem;
      return otherWait * others;
    },
  };
}
