import type { Clock } from './clock.ts';

/** A clock whose sleepers can be woken before their time. */
export interface WakeableClock extends Clock {
  /** Ends every sleep that is under way; whoever slept looks again at once. */
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
