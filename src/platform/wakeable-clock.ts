import type { Clock } from './clock.ts';

/** A clock whose sleepers can be woken early. */
export interface WakeableClock extends Clock {
  /** Ends all current sleeps, so that whoever slept checks again immediately. */
  wake(): void;
}

export function wakeableClock(clock: Clock): WakeableClock {
  const sleepers = new Set<() => void>();
  return {
    now: clock.now,
    wake: () => {
      for (const wake of [...sleepers]) wake();
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      const woken = new AbortController();
      const wake = () => woken.abort();
      sleepers.add(wake);
      try {
        await clock.sleep(ms, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal);
      } catch (thrown) {
        signal?.throwIfAborted();
        if (!woken.signal.aborted) throw thrown;
      } finally {
        sleepers.delete(wake);
      }
    },
  };
}
