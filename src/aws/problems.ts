import { asProblem, Problem, type ProblemText } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import { deniedText } from './problems/access.ts';
import { type ErrorFacts, errorFacts } from './problems/facts.ts';
import { networkText } from './problems/network.ts';
import { rejectedText } from './problems/rejected.ts';

/**
 * Translates what an SDK call threw: the edge where AWS's errors become ours. A Problem comes back as it is.
 *
 * Only modelled errors have classes in the SDK, so names and codes decide, then the HTTP status.
 *
 * @param doing what was being done, verb first: `create the stack inventory-20261123094512`
 */
export function awsProblem(thrown: unknown, doing: string): Problem {
  if (thrown instanceof Problem) return thrown;
  const facts = errorFacts(thrown);
  const text =
    networkText(facts, doing) ??
    deniedText(facts, doing) ??
    faultText(facts, doing) ??
    rejectedText(facts, doing);
  return text ? new Problem(text, { cause: thrown }) : asProblem(thrown);
}

const throttleNames = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
]);

const faultNames = new Set([
  'ServiceFailureException',
  'ServiceFailure',
  'InternalFailure',
  'InternalError',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
]);

function faultText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  if (throttleNames.has(facts.name) || facts.status === 429) {
    return {
      code: 'THROTTLED',
      what: `AWS asks for fewer requests, so it did not ${doing}.`,
      why: 'The limit is shared by everyone who works in this account and region.',
      next: 'Wait half a minute, then try again.',
    };
  }
  if (faultNames.has(facts.name) || (facts.status !== undefined && facts.status >= 500)) {
    return {
      code: 'AWS_FAULT',
      what: `AWS had a fault and did not ${doing}.`,
      why: `It answered ${plainText([facts.status, facts.name].filter(Boolean).join(' '))}; that is not about your request.`,
      next: 'Try again in a minute; health.aws.amazon.com tells of longer faults.',
    };
  }
  return undefined;
}

/** Errors of AWS that pass by themselves soon, although they are rejections. */
const passingNames = new Set([
  'EntityTemporarilyUnmodifiableException',
  'EntityTemporarilyUnmodifiable',
  'ConcurrentModificationException',
  'ConcurrentModification',
  'OperationAborted',
]);

/** True when trying the same again later can help and nothing has to be changed first. */
export function isTransient(problem: Problem): boolean {
  return (
    ['THROTTLED', 'OFFLINE', 'TIMED_OUT', 'AWS_FAULT'].includes(problem.code) ||
    (problem.cause instanceof Error && passingNames.has(problem.cause.name))
  );
}

/** True when AWS asked for fewer requests. */
export function isThrottle(problem: Problem): boolean {
  return problem.code === 'THROTTLED';
}
