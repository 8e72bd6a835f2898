import { asProblem, Problem, type ProblemCode } from '../core/problem.ts';
import { count } from '../core/text.ts';
import type { Clock } from '../platform/clock.ts';
import { createConnectionWatch, isExpiry } from './follow/connection.ts';
import { createCallPace } from './follow/pace.ts';
import type { FollowConnection } from './progress/model.ts';

/** How long one attempt of a call may take, its answer read to the end, milliseconds. */
const attemptDeadline = 30_000;
/** A single call now and then adds little load where AWS throttles; a follower waits longer. */
const firstThrottledWait = 500;
const longestThrottledWait = 10_000;

/** What passes by itself, or when somebody mends the network or the credentials; a try or two more for the last two. */
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
  /** Ends the trying; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Told each time a call has failed and will be tried again, and once when one is answered after that. */
  readonly onConnection: (connection: FollowConnection) => void;
  /** Milliseconds of trouble without a break after which trying ends; 0: one try; absent: never, somebody looks on. */
  readonly giveUpAfter?: number | undefined;
  /** False: expired credentials are a problem at once. */
  readonly waitForCredentials?: boolean;
}

/**
 * Makes calls as often as it takes: the caller's signal or {@link PersistOptions.giveUpAfter} ends it.
 *
 * @returns a function that makes one call; what waiting does not help against is thrown at once
 */
export type Persist = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** The one retry of everything outside the follower; give it clients that make one attempt a call. */
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

/** Keeps track of how long the connection has been in trouble without a break. */
export interface Patience {
  /** @returns what to end with when it has been too long; at once where an MFA code is needed and nobody looks on */
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
      // Waiting gives no code.
      if (giveUpAfter !== undefined && connection.kind === 'expired' && connection.code === 'MFA_NEEDED')
        return codeMissing(connection.why);
      // A silence counts from when it began, which is before it was told.
      since ??= connection.kind === 'offline' ? Math.min(connection.since, clock.now()) : clock.now();
      // If the clock was set back, it would wait that much longer.
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
