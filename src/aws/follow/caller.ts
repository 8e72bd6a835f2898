import { asProblem, type Problem } from '../../core/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Budget } from './budget.ts';
import type { ConnectionWatch } from './connection.ts';

/** Makes the follower's calls, each out of the one budget. */
export interface Caller {
  /**
   * Makes a call as often as it takes, and waits in between as long as the connection asks for.
   *
   * @param isAnswer problems that are thrown at once, for whoever asked to judge
   */
  insist<T>(call: () => Promise<T>, isAnswer?: (problem: Problem) => boolean): Promise<T>;
  /**
   * Makes a call once, so that something more important can come before another try.
   *
   * @returns `waited` when the connection was at fault; what it asks for has been waited then
   * @throws the Problem when trying again does not help
   */
  once<T>(call: () => Promise<T>): Promise<{ readonly answer: T } | 'waited'>;
}

interface CallerParts {
  readonly budget: Budget;
  readonly connection: ConnectionWatch;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Told before each wait that a failure makes necessary. */
  readonly tell: () => void;
}

/** Problems of the connection, not of what was asked for. */
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

/** For what is good to have but may not be allowed, the list of resources and the template: without it the rest continues. */
export function isPassable({ code }: Problem): boolean {
  return ['ACCESS_DENIED', 'AWS_REJECTED', 'STACK_UNKNOWN', 'AWS_ANSWER'].includes(code);
}
