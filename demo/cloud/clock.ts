/** The cloud's sense of time. Tests use their own, so that a deployment of half a minute needs no waiting. */
export interface Clock {
  /** Now, in milliseconds since 1970. Requests are checked against it, so a test clock starts at the real time. */
  now(): number;
  /** Runs `task` once after `delay` milliseconds; the returned function cancels it. */
  schedule(delay: number, task: () => void): () => void;
}

/** The longest delay of a Node timer; a longer one would fire immediately. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delay, task) {
    const timer = setTimeout(task, Math.min(Math.max(delay, 0), LONGEST_DELAY));
    return () => clearTimeout(timer);
  },
};
