import type { Clock } from '../../src/platform/clock.ts';

/** A clock that only moves when a test moves it. */
export interface FakeClock extends Clock {
  /** Advances by some milliseconds, waking every sleeper that is due on the way, each at its own time. */
  advance(ms: number): Promise<void>;
  /**
   * Lets time pass until `running` settles: whenever everything sleeps, the clock moves to the next sleeper.
   *
   * @param deadline fails the test when this time is reached; milliseconds since the epoch
   */
  advanceUntil<T>(running: Promise<T>, deadline?: number): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** @param start milliseconds since the epoch */
export function createFakeClock(start = Date.UTC(2026, 10, 23, 9, 45, 0)): FakeClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  const next = () => [...sleepers].sort((a, b) => a.due - b.due)[0];

  function wakeNext(limit: number): boolean {
    const sleeper = next();
    if (!sleeper || sleeper.due > limit) return false;
    now = Math.max(now, sleeper.due);
    sleepers.delete(sleeper);
    sleeper.wake();
    return true;
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper: Sleeper = { due: now + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(ms) {
      const end = now + ms;
      await idle();
      while (wakeNext(end)) await idle();
      now = end;
    },
    async advanceUntil(running, deadline = Number.POSITIVE_INFINITY) {
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      running.then(over, over);
      for (;;) {
        await idle();
        if (isOver) return running;
        // Without sleepers, something is still loading or answering, so the clock stands still.
        if (!wakeNext(deadline) && next())
          throw new Error(`still running at ${new Date(deadline).toISOString()}`);
      }
    },
  };
}

/** Lets everything run that does not wait for the clock. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
