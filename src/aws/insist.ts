import type { ProblemCode } from '../core/problem.ts';
import type { Clock } from '../platform/clock.ts';
import { createConnectionWatch, isExpiry } from './follow/connection.ts';
import { createCallPace } from './follow/pace.ts';
import { faultIn } from './network/fault.ts';
import { createPatience } from './persist.ts';
import { systemCodeOf } from './problems/facts.ts';
import { awsProblem } from './problems.ts';
import type { Awaited, SilenceTeller } from './silence.ts';

/** How long a client keeps retrying by itself. */
export interface Insistence {
  readonly clock: Clock;
  /** Milliseconds of uninterrupted trouble after which the latest error is thrown. */
  readonly giveUpAfter: number;
}

/** One call of a client. */
export interface InsistedCall {
  /** For people: `CloudFormation`. */
  readonly service: string;
  /** In the API: `DescribeStacks`. */
  readonly action: string;
  readonly signal: AbortSignal | undefined;
}

const passing: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'OFFLINE',
  'TIMED_OUT',
  'AWS_FAULT',
  'THROTTLED',
]);
/** Nothing was sent, so nothing can have happened. */
const unsent = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN)$/;
const firstThrottledWait = 1_000;
const longestThrottledWait = 10_000;

/** Whether a call only reads: repeating it changes nothing. */
export function isReading(action: string): boolean {
  return /^(?:Get|List|Describe|Head)/.test(action);
}

/**
 * Repeats a call until it is answered, AWS refuses it, or the connection has been in trouble for too long. A call that
 * changes something is repeated only if AWS cannot have executed it: a second one could create a duplicate.
 *
 * @throws the latest try's error, or the signal's reason
 */
export async function insist<T>(
  { clock, giveUpAfter }: Insistence,
  { service, action, signal }: InsistedCall,
  silence: SilenceTeller | undefined,
  call: () => Promise<T>,
): Promise<T> {
  const watch = createConnectionWatch(createCallPace(firstThrottledWait, longestThrottledWait));
  const patience = createPatience(clock, giveUpAfter);
  let awaited: Awaited | undefined;
  try {
    for (;;) {
      const sentAt = clock.now();
      try {
        return await call();
      } catch (thrown) {
        signal?.throwIfAborted();
        const problem = awsProblem(thrown, `make the call ${action}`);
        const isSafe = problem.code === 'THROTTLED' || isReading(action) || isUnsent(thrown);
        const isWorthATry = (passing.has(problem.code) && isSafe) || isExpiry(problem, watch.state);
        if (!isWorthATry || giveUpAfter === 0) throw thrown;
        const wait = watch.failed(problem, clock.now(), sentAt);
        if (patience.see(watch.state)) throw thrown;
        awaited ??= silence?.begin(service, () => {}, sentAt);
        await clock.sleep(wait, signal);
      }
    }
  } finally {
    awaited?.end(true);
  }
}

function isUnsent(thrown: unknown): boolean {
  const kind = faultIn(thrown)?.kind;
  if (kind !== undefined) return kind === 'no-connection' || kind === 'proxy-unreachable';
  return unsent.test(systemCodeOf(thrown) ?? '');
}
