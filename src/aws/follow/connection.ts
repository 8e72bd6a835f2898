import type { Problem, ProblemCode } from '../../core/problem.ts';
import { isThrottle } from '../problems.ts';
import type { FollowConnection } from '../progress/model.ts';
import type { Pace } from './pace.ts';

const firstOfflineWait = 1_000;
const longestOfflineWait = 15_000;
/** How often to check for new credentials, milliseconds. */
const expiredWait = 5_000;
/** The same if only a user can provide them: typing a code wakes the waiting call, but the code may be typed in another window. */
const codeWait = 60_000;
/** Tries for any other error, including the first. */
const tries = 3;
const otherWait = 1_000;
/** Problems of a profile while somebody is writing new keys into it. */
const beingMended: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'PROFILE_NOT_USABLE',
  'PROFILE_UNKNOWN',
  'ACCESS_NONE',
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
]);

/** The credentials have expired, or the sign-in that provides them. */
const ended: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'CREDENTIALS_EXPIRED',
  'MFA_NEEDED',
  'SIGNED_OUT',
  'SIGN_IN_EXPIRED',
]);

/** Whether waiting for new credentials helps: the old ones expired, or are being replaced right now. */
export function isExpiry({ code }: Problem, state: FollowConnection): boolean {
  if (ended.has(code)) return true;
  return state.kind === 'expired' && beingMended.has(code);
}

/** Keeps track of the connection, and decides what a failed call means for it. */
export interface ConnectionWatch {
  readonly state: FollowConnection;
  /** Records a successful call. */
  answered(): void;
  /**
   * Records a failed call.
   *
   * @param now milliseconds
   * @param sentAt when the call was sent, milliseconds: the connection is lost since then at the latest
   * @returns milliseconds to wait until the next try
   * @throws the problem itself if waiting does not help
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
