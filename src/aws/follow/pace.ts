import type { Budget } from './budget.ts';

/** Milliseconds between the first reads, so that a quick end is noticed quickly. */
const firstLooks = [200, 500, 1_100] as const;
/** Milliseconds between later reads: an end is noticed one second late on average. */
export const steady = 2_000;
/** How long without an event until reads become rarer, milliseconds. */
const quietAfter = 5 * 60_000;
const quietLongest = 10_000;
/** The longest wait when AWS throttles, milliseconds. */
const throttledLongest = 30_000;
/** Calls of the budget that are kept for the end: describe, resources, last events. */
const reserve = 2;

/** The waits between reads. */
export interface Pace {
  /**
   * @param now milliseconds
   * @param hadEvents whether the latest read brought new events
   * @param usual milliseconds between reads while there are events; {@link steady} for one stack, less for several
   */
  next(now: number, hadEvents: boolean, usual?: number): number;
  /** AWS throttles: doubles the wait. @returns milliseconds */
  throttled(): number;
}

/** The pace of single calls: no wait except when AWS throttles, until the next success. */
export interface CallPace extends Pace {
  answered(): void;
}

/**
 * @param first half of the first wait when AWS throttles, milliseconds
 * @param longest the longest wait, milliseconds
 */
export function createCallPace(first: number, longest: number): CallPace {
  let wait = first;
  return {
    next: () => 0,
    throttled() {
      wait = Math.min(longest, wait * 2);
      return wait;
    },
    answered() {
      wait = first;
    },
  };
}

/** @param startedAt when the first read was made, milliseconds */
export function createPace(budget: Budget, startedAt: number): Pace {
  let look = 0;
  let slowed = 0;
  let quiet = steady;
  let lastEventAt = startedAt;
  return {
    next(now, hadEvents, usual = steady) {
      if (hadEvents) {
        lastEventAt = now;
        quiet = usual;
      } else if (now - lastEventAt >= quietAfter) {
        quiet = Math.min(quietLongest, quiet * 1.5);
      } else {
        quiet = usual;
      }
      // The wait shrinks step by step, or the next reads would be throttled again.
      slowed = slowed > steady ? slowed / 2 : 0;
      const first = firstLooks[look];
      look += 1;
      if (first !== undefined && slowed === 0) return first;
      return Math.max(quiet, slowed, budget.evenInterval(reserve));
    },
    throttled() {
      slowed = Math.min(throttledLongest, Math.max(steady, slowed) * 2);
      return slowed;
    },
  };
}
