import { asProblem, Problem, type ProblemCode } from '../core/problem.ts';
import { count } from '../core/text.ts';
import type { Clock } from '../platform/clock.ts';
import { createConnectionWatch, isExpiry } from './follow/connection.ts';
import { createCallPace } from './follow/pace.ts';
import type { FollowConnection } from './progress/model.ts';

/** How long one attempt of a call may take, with its whole answer, milliseconds. */
const attemptDeadline = 30_000;
/** Single calls now and then add little load when AWS throttles; a follower waits longer. */
const firstThrottledWait = 500;
const longestThrottledWait = 10_000;

/** Problems that pass by themselves, or once somebody fixes the network or the credentials; the last two get only a few tries. */
const passing: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'OFFLINE',
  'TIMED_OUT',
  'AWS_FAULT',
  'THROTTLED',
  'AWS_ANSWER',
  'CLOCK_SKEW',
]);

export interface PersistOptions {
  readonly clock: Clock;
  /** Stops the retries; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Called each time a call has failed and will be retried, and once when one succeeds after that. */
  readonly onConnection: (connection: FollowConnection) => void;
  /** Milliseconds of uninterrupted trouble after which it gives up; 0: one try; absent: never, because somebody is watching. */
  readonly giveUpAfter?: number | undefined;
  /** False: expired credentials are thrown immediately. */
  readonly waitForCredentials?: boolean;
}

/**
 * Retries calls until they succeed, or the caller's signal or {@link PersistOptions.giveUpAfter} stops it.
 *
 * @returns a function that makes one call; problems for which waiting does not help are thrown immediately
 */
export type Persist = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** The one retry outside the follower; use it with clients that make one attempt per call. */
export function createPersist(options: PersistOptions): Persist {
  const { clock, signal, onConnection } = options;
  const pace = createCallPace(firstThrottledWait, longestThrottledWait);
  const watch = createConnectionWatch(pace);
  const patience = createPatience(clock, options.giveUpAfter);

  function isWorthATry(problem: Problem): boolean {
    if (passing.has(problem.code)) return true;
    return options.waitForCredentials !== false && isExpiry(problem, watch.state);
  }

  return async (call) => {
    for (;;) {
      signal.throwIfAborted();
      const sentAt = clock.now();
      try {
        const answer = await withDeadline(call, signal);
        pace.answered();
        if (watch.state.kind !== 'ok') onConnection({ kind: 'ok' });
        watch.answered();
        patience.see(watch.state);
        return answer;
      } catch (thrown) {
        signal.throwIfAborted();
        const problem = asProblem(thrown);
        if (options.giveUpAfter === 0 || !isWorthATry(problem)) throw problem;
        const wait = watch.failed(problem, clock.now(), sentAt);
        if (watch.state.kind !== 'ok') onConnection(watch.state);
        const tooLong = patience.see(watch.state);
        if (tooLong) throw tooLong;
        await clock.sleep(wait, signal);
      }
    }
  };
}

async function withDeadline<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  const attempt = new AbortController();
  const stop = () => attempt.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => attempt.abort(noAnswer()), attemptDeadline);
  try {
    return await call(attempt.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function noAnswer(): Problem {
  return new Problem({
    code: 'TIMED_OUT',
    what: 'AWS did not answer in time, so it is not known what it did.',
    why: `Nothing complete came within ${attemptDeadline / 1000} seconds.`,
    next: 'Check the network of this machine, then try again.',
  });
}

/** Keeps track of how long the connection has been in trouble without interruption. */
export interface Patience {
  /** @returns the Problem when it has been too long; immediately if an MFA code is needed and nobody is watching */
  see(connection: FollowConnection): Problem | undefined;
}

/** @param giveUpAfter milliseconds; absent: never */
export function createPatience(clock: Clock, giveUpAfter: number | undefined): Patience {
  let since: number | undefined;
  return {
    see(connection) {
      if (connection.kind === 'ok') {
        since = undefined;
        return undefined;
      }
      // Waiting does not produce a code.
      if (giveUpAfter !== undefined && connection.kind === 'expired' && connection.code === 'MFA_NEEDED')
        return codeMissing(connection.why);
      // A silence counts from its beginning, which is before it was reported.
      since ??= connection.kind === 'offline' ? Math.min(connection.since, clock.now()) : clock.now();
      // If the clock was set back, it would otherwise wait that much longer.
      since = Math.min(since, clock.now());
      const lasted = clock.now() - since;
      return giveUpAfter !== undefined && lasted >= giveUpAfter ? tooLong(connection, lasted) : undefined;
    },
  };
}

function codeMissing(why: string): Problem {
  return new Problem({
    code: 'MFA_NEEDED',
    what: 'An MFA code is needed to continue.',
    why,
    next: 'Type the code when you are asked, or give it with --mfa-code.',
  });
}

function tooLong(connection: Exclude<FollowConnection, { kind: 'ok' }>, lasted: number): Problem {
  const time = count(Math.round(lasted / 1000), 'second');
  if (connection.kind === 'expired') {
    return new Problem({
      code: 'CREDENTIALS_EXPIRED',
      what: `The credentials have expired, and no new ones came within ${time}.`,
      why: connection.why,
      next: 'Sign in again, or put new keys into the profile.',
    });
  }
  if (connection.kind === 'offline') {
    return new Problem({
      code: 'OFFLINE',
      what: `AWS could not be reached for ${time}.`,
      why: connection.why,
      next: 'Check the network, VPN and proxy of this machine.',
    });
  }
  return new Problem({
    code: 'THROTTLED',
    what: `AWS has asked for fewer requests for ${time}.`,
    why: 'The limit is shared by everyone who works in this account and region.',
    next: 'Wait until others have finished.',
  });
}
