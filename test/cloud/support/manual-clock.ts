import type { Clock } from '../../../demo/cloud/clock.ts';

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Advances by some milliseconds, stopping at every task that is due on the way. */
  advance(milliseconds: number): void;
}

/** A clock that starts at the real time, because the cloud compares request dates with it. */
export function manualClock(start = Date.now()): ManualClock {
  let now = start;
  let tasks: { due: number; run: () => void }[] = [];
  return {
    now: () => now,
    schedule(delay, run) {
      const task = { due: now + Math.max(0, delay), run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = tasks.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        now = Math.max(now, next.due);
        tasks = tasks.filter((task) => task !== next);
        next.run();
      }
      now = end;
    },
  };
}
