import { asProblem, Problem, type ProblemText } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { accessDeniedText, deniedText, providerText } from './problems/access.ts';
import { type ErrorFacts, errorFacts } from './problems/facts.ts';
import { isFault, isFinalName, isThrottling } from './problems/names.ts';
import { networkText } from './problems/network.ts';
import { namedRejection, rejectedText, wrongRegionOfBucket } from './problems/rejected.ts';
import { besideAwsWords } from './problems/words.ts';

/**
 * Translates what an SDK call threw: the edge where AWS's errors become ours. A Problem comes back as it is.
 *
 * Only modelled errors have classes in the SDK, so what AWS calls the error decides, and the HTTP status only where it
 * has no name. AWS's own words stand beside ours.
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

/** What the status says of an error without a name, or with one that is in no table. */
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

/** AWS's services do not send their callers elsewhere, S3 apart, which says where its bucket is. */
function redirectText(status: number, doing: string): ProblemText {
  return {
    code: 'AWS_ANSWER',
    what: `The answer to the request to ${doing} does not come from AWS.`,
    why: `It sends on to another address (${status}); a proxy or the sign-in page of a network may be in between.`,
    next: 'Open a web page to see whether your network asks you to sign in, then try again.',
  };
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
