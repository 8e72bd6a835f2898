import { asProblem, Problem, type ProblemText } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { accessDeniedText, deniedText, providerText } from './problems/access.ts';
import { type ErrorFacts, errorFacts } from './problems/facts.ts';
import { isFault, isFinalName, isThrottling } from './problems/names.ts';
import { networkText } from './problems/network.ts';
import { namedRejection, rejectedText, wrongRegionOfBucket } from './problems/rejected.ts';
import { besideAwsWords } from './problems/words.ts';

/**
 * Translates an SDK call's error: the boundary where AWS's errors become ours. A Problem is returned unchanged.
 *
 * Only modelled errors have classes in the SDK, so AWS's name for the error decides, and the HTTP status only if it has
 * no name. AWS's own words are kept beside ours.
 *
 * @param doing what was being done, verb first: `create the stack inventory-20261123094512`
 */
export function awsProblem(thrown: unknown, doing: string): Problem {
  if (thrown instanceof Problem) return thrown;
  const facts = errorFacts(thrown);
  const named = namedText(facts, doing);
  const text = named
    ? besideAwsWords(named, facts)
    : (providerText(facts, doing) ?? networkText(facts, doing) ?? statusText(facts, doing));
  return text ? new Problem(text, { cause: thrown }) : asProblem(thrown);
}

function namedText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  if (!facts.named) return undefined;
  if (isThrottling(facts.name)) return throttledText(doing);
  if (isFault(facts.name)) return faultText(facts, doing);
  return deniedText(facts, doing) ?? namedRejection(facts, doing);
}

/** The text for an error without a known name, by its status. */
function statusText(facts: ErrorFacts, doing: string): ProblemText | undefined {
  const { status, named, name } = facts;
  if (status === undefined) return undefined;
  if (status >= 300 && status < 400) {
    return facts.bucketRegion && (facts.request?.service ?? 's3') === 's3'
      ? wrongRegionOfBucket(facts, doing)
      : redirectText(status, doing);
  }
  const text =
    !named && status === 429
      ? throttledText(doing)
      : !named && status === 403
        ? accessDeniedText(facts.message, doing)
        : status >= 500 && !isFinalName(name)
          ? faultText(facts, doing)
          : rejectedText(facts, doing);
  return text && besideAwsWords(text, facts);
}

function throttledText(doing: string): ProblemText {
  return {
    code: 'THROTTLED',
    what: `AWS asks for fewer requests, so it did not ${doing}.`,
    why: 'The limit is shared by everyone who works in this account and region.',
    next: 'Wait half a minute, then try again.',
  };
}

function faultText(facts: ErrorFacts, doing: string): ProblemText {
  const answer = [facts.status, facts.named ? facts.name : undefined].filter(Boolean).join(' ');
  return {
    code: 'AWS_FAULT',
    what: `AWS had a fault and did not ${doing}.`,
    why: `It answered ${plainText(answer)}; that is not about your request.`,
    next: 'Try again in a minute; health.aws.amazon.com tells of longer faults.',
  };
}

/** AWS's services do not redirect, except S3, which names the bucket's region. */
function redirectText(status: number, doing: string): ProblemText {
  return {
    code: 'AWS_ANSWER',
    what: `The answer to the request to ${doing} does not come from AWS.`,
    why: `It sends on to another address (${status}); a proxy or the sign-in page of a network may be in between.`,
    next: 'Open a web page to see whether your network asks you to sign in, then try again.',
  };
}

/** AWS's errors that soon pass by themselves, although they are rejections. */
const passingNames = new Set([
  'EntityTemporarilyUnmodifiableException',
  'EntityTemporarilyUnmodifiable',
  'ConcurrentModificationException',
  'ConcurrentModification',
  'OperationAborted',
]);

/** Whether a later retry can help without any change. */
export function isTransient(problem: Problem): boolean {
  return (
    ['THROTTLED', 'OFFLINE', 'TIMED_OUT', 'AWS_FAULT'].includes(problem.code) ||
    (problem.cause instanceof Error && passingNames.has(problem.cause.name))
  );
}

/** Whether AWS throttled the request. */
export function isThrottle(problem: Problem): boolean {
  return problem.code === 'THROTTLED';
}
