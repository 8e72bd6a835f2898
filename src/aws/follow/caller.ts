import { asProblem, type Problem } from '../../core/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Budget } from './budget.ts';
import type { ConnectionWatch } from './connection.ts';

/** Makes the follower's calls, each from the one budget. */
export interface Caller {
  /**
   * Repeats a call until it succeeds, and waits in between as long as the connection requires.
   *
   * @param isAnswer problems that are thrown immediately, for the caller to judge
   */
  insist<T>(call: () => Promise<T>, isAnswer?: (problem: Problem) => boolean): Promise<T>;
  /**
   * Makes a call once, so that something more important can come before a retry.
   *
   * @returns `waited` if the connection failed; its required wait is over then
   * @throws the Problem if a retry does not help
   */
  once<T>(call: () => Promise<T>): Promise<{ readonly answer: T } | 'waited'>;
}

interface CallerParts {
  readonly budget: Budget;
  readonly connection: ConnectionWatch;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Called before each wait after a failure. */
  readonly tell: () => void;
}

/** Problems of the connection, not of the request. */
const passing = new Set([
  'THROTTLED',
  'OFFLINE',
  'TIMED_OUT',
  'AWS_FAULT',
  'CREDENTIALS_EXPIRED',
  'MFA_NEEDED',
  'SIGNED_OUT',
  'SIGN_IN_EXPIRED',
]);

export function createCaller({ budget, connection, clock, signal, tell }: CallerParts): Caller {
  async function attempt<T>(call: () => Promise<T>, isAnswer: (problem: Problem) => boolean) {
    await budget.take(signal);
    const sentAt = clock.now();
    try {
      const answer = await call();
      connection.answered();
      return { answer };
    } catch (thrown) {
      signal?.throwIfAborted();
      const problem = asProblem(thrown);
      if (isAnswer(problem)) throw problem;
      const wait = connection.failed(problem, clock.now(), sentAt);
      tell();
      await clock.sleep(wait, signal);
      return 'waited' as const;
    }
  }
  return {
    async insist(call, isAnswer = () => false) {
      for (;;) {
        const made = await attempt(call, isAnswer);
        if (made !== 'waited') return made.answer;
      }
    },
    once: (call) => attempt(call, ({ code }) => !passing.has(code)),
  };
}

/** Whether the rest continues without an optional answer, the resources or the template, that may be denied. */
export function isPassable({ code }: Problem): boolean {
  return ['ACCESS_DENIED', 'AWS_REJECTED', 'STACK_UNKNOWN', 'AWS_ANSWER'].includes(code);
}
