import type { Clock } from '../../platform/clock.ts';

const minute = 60_000;

/** A limit on calls per minute: every call is taken from here first, and waits if there is none left. */
export interface Budget {
  /** Takes one call; waits until it fits. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void>;
  /** Calls taken in the last 60 seconds. */
  used(): number;
  /** Calls available without waiting. */
  free(): number;
  /**
   * The interval between calls in milliseconds that does not exhaust the limit before the oldest calls are a minute old.
   *
   * @param reserve calls to keep for later
   */
  evenInterval(reserve: number): number;
}

/** @param limit the current limit of calls in any 60 seconds; it may grow */
export function createBudget(limit: () => number, clock: Clock): Budget {
  /** Times of the calls in the last minute, oldest first. */
  let taken: number[] = [];
  const forget = () => {
    const now = clock.now();
    // If the clock was set back, some times are in the future: without this they would be waited for.
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
