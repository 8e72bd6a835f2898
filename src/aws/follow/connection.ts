import type { Problem } from '../../values/problem.ts';
import { isThrottle } from '../problems.ts';
import type { FollowConnection } from '../progress/model.ts';
import type { Pace } from './pace.ts';

const firstOfflineWait = 1_000;
const longestOfflineWait = 15_000;
/** How often it is tried whether new credentials are there. */
const expiredWait = 5_000;
/** Tries of anything else that goes wrong, the first one included. */
const tries = 3;
const otherWait = 1_000;

/** Keeps account of how the connection is, and says what a failed call means for it. */
export interface ConnectionWatch {
  readonly state: FollowConnection;
  /** A call has been answered. */
  answered(): void;
  /**
   * A call has failed.
   *
   * @returns milliseconds to wait until the next try
   * @throws the problem itself when waiting does not help
   */
  failed(problem: Problem, now: number): number;
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
    failed(problem, now) {
      if (isThrottle(problem)) {
        const wait = pace.throttled();
        state = { kind: 'throttled', nextTryAt: now + wait };
        return wait;
      }
      const why = problem.why;
      if (problem.code === 'OFFLINE' || problem.code === 'TIMED_OUT' || problem.code === 'AWS_FAULT') {
        const wait = offlineWait;
        offlineWait = Math.min(longestOfflineWait, offlineWait * 2);
        const since = state.kind === 'offline' ? state.since : now;
        state = { kind: 'offline', since, nextTryAt: now + wait, why };
        return wait;
      }
      if (problem.code === 'CREDENTIALS_EXPIRED' || problem.code === 'MFA_NEEDED') {
        state = { kind: 'expired', since: state.kind === 'expired' ? state.since : now, why };
        return expiredWait;
      }
      others += 1;
      if (others >= tries) throw problem;
      return otherWait * others;
    },
  };
}
