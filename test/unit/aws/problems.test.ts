import { describe, expect, it } from 'vitest';
import { noteDestination } from '../../../src/aws/network/fault.ts';
import { awsProblem, isThrottle, isTransient } from '../../../src/aws/problems.ts';
import { Problem, type ProblemCode } from '../../../src/core/problem.ts';
import { awsError, networkError } from './support/fake-aws.ts';

const doing = 'create the stack amplify-shop';

const table: readonly (readonly [name: string, message: string, status: number, code: ProblemCode])[] = [
  ['AlreadyExistsException', 'Stack [amplify-shop] already exists', 400, 'STACK_EXISTS'],
  [
    'InsufficientCapabilitiesException',
    'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    400,
    'AWS_REJECTED',
  ],
  ['TokenAlreadyExistsException', '', 400, 'AWS_REJECTED'],
  ['ValidationError', 'Stack with id x does not exist', 400, 'STACK_UNKNOWN'],
  ['ValidationError', 'Stack [x] does not exist', 400, 'STACK_UNKNOWN'],
  [
    'ValidationError',
    "1 validation error detected: Value '1' at 'stackName' failed to satisfy constraint: …",
    400,
    'STACK_NAME',
  ],
  [
    'ValidationError',
    'Template format error: JSON not well-formed. (line 1, column 25)',
    400,
    'AWS_REJECTED',
  ],
  ['ValidationError', 'something new', 400, 'AWS_REJECTED'],
  ['Throttling', 'Rate exceeded', 400, 'THROTTLED'],
  ['ThrottlingException', 'Rate exceeded', 400, 'THROTTLED'],
  ['TooManyRequestsException', '', 429, 'THROTTLED'],
  ['SlowDown', 'Reduce your request rate', 503, 'THROTTLED'],
  ['InternalFailure', '', 500, 'AWS_FAULT'],
  ['ServiceUnavailable', '', 503, 'AWS_FAULT'],
  ['ServiceFailureException', '', 500, 'AWS_FAULT'],
  ['ExpiredToken', 'The security token included in the request is expired', 403, 'CREDENTIALS_EXPIRED'],
  ['ExpiredTokenException', '', 403, 'CREDENTIALS_EXPIRED'],
  [
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    403,
    'CREDENTIALS_REJECTED',
  ],
  ['InvalidAccessKeyId', '', 403, 'CREDENTIALS_REJECTED'],
  [
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match',
    403,
    'CREDENTIALS_SIGNATURE',
  ],
  ['SignatureDoesNotMatch', 'Signature expired: 20261123T090000Z is now earlier than …', 403, 'CLOCK_SKEW'],
  ['RequestExpired', '', 403, 'CLOCK_SKEW'],
  ['RequestTimeTooSkewed', '', 403, 'CLOCK_SKEW'],
  [
    'AccessDenied',
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    403,
    'MFA_NEEDED',
  ],
  ['AccessDenied', '', 403, 'ACCESS_DENIED'],
  // The answer to a HEAD has no body, so only its status is known.
  ['403', '', 403, 'ACCESS_DENIED'],
  ['404', '', 404, 'AWS_REJECTED'],
  // An action on MFA devices is not a request for a code.
  [
    'AccessDenied',
    'User: arn:aws:iam::111122223333:user/x is not authorized to perform: iam:ListVirtualMFADevices on resource: arn:aws:iam::111122223333:mfa/* because no identity-based policy allows the iam:ListVirtualMFADevices action',
    403,
    'ACCESS_DENIED',
  ],
  ['EntityAlreadyExistsException', 'Role with name x already exists.', 409, 'AWS_REJECTED'],
  ['NoSuchEntityException', '', 404, 'AWS_REJECTED'],
  ['LimitExceededException', '', 409, 'AWS_REJECTED'],
  ['MalformedPolicyDocumentException', 'Invalid principal in policy', 400, 'AWS_REJECTED'],
  ['InvalidAuthenticationCodeException', '', 403, 'MFA_NEEDED'],
  ['EntityTemporarilyUnmodifiableException', '', 409, 'AWS_REJECTED'],
  ['ConcurrentModificationException', '', 409, 'AWS_REJECTED'],
  ['DeleteConflictException', '', 409, 'AWS_REJECTED'],
  ['RegionDisabledException', '', 403, 'AWS_REJECTED'],
  ['OptInRequired', '', 403, 'AWS_REJECTED'],
  ['BucketNotEmpty', '', 409, 'BUCKET_NOT_EMPTY'],
  ['NoSuchBucket', '', 404, 'AWS_REJECTED'],
];

describe('awsProblem', () => {
  it.each(table)('%s "%s" (%i) is %s', (name, message, status, code) => {
    const problem = awsProblem(awsError(name, message, status), doing);
    expect(problem.code).toBe(code);
    for (const line of [problem.what, problem.why, problem.next]) {
      expect(line.length).toBeGreaterThan(8);
      expect(line).not.toMatch(/undefined|\[object|[!]/);
    }
  });

  it.each([
    ['ECONNREFUSED', 'OFFLINE'],
    ['ENOTFOUND', 'OFFLINE'],
    ['EAI_AGAIN', 'OFFLINE'],
    ['ECONNRESET', 'OFFLINE'],
  ] as const)('%s is %s', (code, expected) => {
    expect(awsProblem(networkError(code), doing).code).toBe(expected);
  });

  it('names an unreachable address of the user, which may be wrong, but none of AWS', () => {
    const told = (code: string, host: string) => {
      const thrown = networkError(code);
      noteDestination(thrown, { host });
      return awsProblem(thrown, doing);
    };
    expect(told('ECONNREFUSED', '127.0.0.1:9')).toMatchObject({
      why: 'Nothing listens at 127.0.0.1:9. (ECONNREFUSED)',
      next: expect.stringContaining('endpoint_url in ~/.aws/config'),
    });
    expect(told('ENOTFOUND', 'cloud.invalid:4566').why).toBe(
      'The name cloud.invalid cannot be looked up. (ENOTFOUND)',
    );
    const aws = told('ENOTFOUND', 'sts.eu-west-1.amazonaws.com');
    expect(aws.why).toContain('this machine seems to have no network');
    expect(aws.next).not.toContain('endpoint');
  });

  it('treats a broken socket as offline although the SDK calls it a timeout', () => {
    const thrown = Object.assign(networkError('ECONNRESET'), { name: 'TimeoutError' });
    expect(awsProblem(thrown, doing).code).toBe('OFFLINE');
  });

  it('finds the system error below what Node wraps around it', () => {
    const thrown = Object.assign(new Error(''), { errors: [networkError('ECONNREFUSED')] });
    expect(awsProblem(thrown, doing).code).toBe('OFFLINE');
  });

  it('recognises a timeout and an answer that is a page', () => {
    expect(awsProblem(Object.assign(new Error('x'), { name: 'TimeoutError' }), doing).code).toBe('TIMED_OUT');
    expect(awsProblem(awsError('Error', 'XML parse error: unclosed tag', 200), doing).code).toBe(
      'AWS_ANSWER',
    );
  });

  it('returns a Problem unchanged, and keeps what was thrown', () => {
    const problem = new Problem({ code: 'USAGE', what: 'a', why: 'b', next: 'c' });
    expect(awsProblem(problem, doing)).toBe(problem);
    const thrown = awsError('Throttling');
    expect(awsProblem(thrown, doing).cause).toBe(thrown);
  });

  it('does not guess: unknown errors are unexpected', () => {
    expect(awsProblem(new TypeError('x is not a function'), doing).code).toBe('UNEXPECTED');
  });

  it("removes escape sequences from AWS's messages", () => {
    const { what, why, next } = awsProblem(awsError('ValidationError', 'bad \u001B[31mred\u0007'), doing);
    expect(what + why + next).not.toMatch(/\p{Cc}/u);
  });
});

describe('a denial', () => {
  const denial = (
    stack: string,
    because = 'because no identity-based policy allows the cloudformation:CreateStack action',
  ) =>
    awsProblem(
      awsError(
        'AccessDenied',
        `User: arn:aws:iam::111122223333:user/dev is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:eu-west-1:111122223333:stack/${stack}/* ${because}`,
        403,
      ),
      doing,
    );

  it('names who may not call what', () => {
    const { what } = denial('amplify-shop');
    expect(what).toContain('arn:aws:iam::111122223333:user/dev');
    expect(what).toContain('cloudformation:CreateStack');
  });

  it('mentions the limit of the managed policy for a stack that is not named amplify-*, and only then', () => {
    expect(denial('shop-2026').why).toContain('AdministratorAccess-Amplify');
    expect(denial('amplify-shop').why).not.toContain('AdministratorAccess-Amplify');
  });
});

describe('which errors may be retried', () => {
  it.each([
    ['Throttling', 400, true, true],
    ['InternalFailure', 500, true, false],
    ['ConcurrentModificationException', 409, true, false],
    ['AccessDenied', 403, false, false],
    ['AlreadyExistsException', 400, false, false],
  ] as const)('%s', (name, status, transient, throttle) => {
    const problem = awsProblem(awsError(name, '', status), doing);
    expect(isTransient(problem)).toBe(transient);
    expect(isThrottle(problem)).toBe(throttle);
  });
});
