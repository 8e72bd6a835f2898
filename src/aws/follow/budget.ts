import type { Clock } from '../../platform/clock.ts';

const minute = 60_000;

/** A limit of calls in any minute: whoever wants to make a call takes one from here, and waits if there is none. */
export interface Budget {
  /** Takes one call; waits until it fits. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void>;
  /** Calls taken in the last 60 seconds. */
  used(): number;
  /** Calls that fit in now without waiting. */
  free(): number;
  /**
   * How far apart calls have to be, milliseconds, so that the limit is not run into before the oldest calls have
   * passed out of the minute.
   *
   * @param reserve calls to keep for later
   */
  evenInterval(reserve: number): number;
}

/** @param limit calls that fit into any 60 seconds, now; it may grow */
export function createBudget(limit: () => number, clock: Clock): Budget {
  /** Times of the calls in the last minute, oldest first. */
  let taken: number[] = [];
  const forget = () => {
    const now = clock.now();
    // A clock that was set back leaves times that are still to come: they would be waited for.
    taken = taken.filter((at) => at >= now - minute && at <= now);
  };
  const untilOldestPasses = () => {
    const [oldest] = taken;
    return oldest === undefined ? 0 : oldest + minute + 1 - clock.now();
  };
  return {
    async take(signal) {
      signal?.throwIfAborted();
      for (forget(); taken.length >= limit(); forget()) await clock.sleep(untilOldestPasses(), signal);
      taken.push(clock.now());
    },
    used() {
      forget();
      return taken.length;
    },
    free() {
      forget();
      return Math.max(0, limit() - taken.length);
    },
    evenInterval(reserve) {
      forget();
      const left = limit() - reserve - taken.length;
      return Math.ceil(untilOldestPasses() / Math.max(1, left));
    },
  };
}
