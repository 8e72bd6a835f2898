import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { NetworkFault } from '../../../../src/aws/network/fault.ts';
import { noteRequest } from '../../../../src/aws/problems/facts.ts';
import { startProblem } from '../../../../src/aws/problems/start.ts';
import { awsProblem } from '../../../../src/aws/problems.ts';
import { awsError } from '../support/fake-aws.ts';

/** The clients whose errors reach this program, including those of its credential providers. */
const clients = {
  amplify: () => import('@aws-sdk/client-amplify'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  iam: () => import('@aws-sdk/client-iam'),
  s3: () => import('@aws-sdk/client-s3'),
  sts: () => import('@aws-sdk/client-sts'),
};

/** Errors as from the SDK, which may differ from AWS's documentation: 429 for a quota. */
async function modelledErrors(load: () => Promise<object>) {
  return Object.entries(await load()).flatMap(([name, shape]) => {
    const traits: unknown = Array.isArray(shape) ? shape[3] : undefined;
    if (!name.endsWith('$') || typeof traits !== 'object' || traits === null || !('error' in traits))
      return [];
    const { httpError = 400, awsQueryError = [] } = traits as {
      httpError?: number;
      awsQueryError?: readonly unknown[];
    };
    const [code] = awsQueryError;
    return [name.slice(0, -1), ...(typeof code === 'string' ? [code] : [])].map((each) => ({
      name: each,
      status: httpError,
    }));
  });
}

it('every error that one of our services models belongs to the family that its name says', async () => {
  const families: Record<string, string[]> = {};
  let all = 0;
  for (const load of Object.values(clients)) {
    for (const { name, status } of await modelledErrors(load)) {
      all += 1;
      const problem = awsProblem(awsError(name, 'words of AWS', status), 'do it');
      expect(`${problem.what} ${problem.why}`, name).toContain('words of AWS');
      families[problem.code] = [...new Set([...(families[problem.code] ?? []), name])].sort();
    }
  }
  expect(all).toBeGreaterThan(120);
  const { AWS_REJECTED = [], ...others } = families;
  expect(others).toEqual({
    ACCESS_DENIED: ['AccessDenied', 'UnauthorizedException'],
    AWS_FAULT: [
      'DependentServiceFailureException',
      'IDPCommunicationError',
      'IDPCommunicationErrorException',
      'InternalFailureException',
      'OpenIdIdpCommunicationError',
      'OpenIdIdpCommunicationErrorException',
      'PolicyEvaluation',
      'PolicyEvaluationException',
      'ServiceFailure',
      'ServiceFailureException',
    ],
    CREDENTIALS_EXPIRED: ['ExpiredTokenException'],
    MFA_NEEDED: ['InvalidAuthenticationCode', 'InvalidAuthenticationCodeException'],
    STACK_EXISTS: ['AlreadyExistsException'],
  });
  expect(AWS_REJECTED).toEqual(
    expect.arrayContaining([
      'AnnotationLimitExceeded',
      'ConcurrentResourcesLimitExceeded',
      'LimitExceeded',
      'LimitExceededException',
      'ReportGenerationLimitExceeded',
    ]),
  );
});

/** The clients that the SDK's own providers use to sign in. */
const signInClients = {
  sso: ['@aws-sdk/nested-clients/sso', '@aws-sdk/nested-clients/sso-oidc'],
  login: ['@aws-sdk/nested-clients/signin'],
} as const;

it.each([
  [
    'sso' as const,
    {
      ACCESS_DENIED: ['AccessDeniedException', 'ResourceNotFoundException', 'UnauthorizedClientException'],
      AWS_FAULT: ['InternalServerException'],
      AWS_REJECTED: [
        'AuthorizationPendingException',
        'InvalidRequestException',
        'InvalidScopeException',
        'UnsupportedGrantTypeException',
      ],
      SIGNED_OUT: ['UnauthorizedException'],
      SIGN_IN_EXPIRED: ['ExpiredTokenException', 'InvalidClientException', 'InvalidGrantException'],
      THROTTLED: ['SlowDownException', 'TooManyRequestsException'],
    },
  ],
  [
    'login' as const,
    {
      ACCESS_DENIED: ['AccessDeniedException'],
      AWS_FAULT: ['InternalServerException'],
      AWS_REJECTED: ['ValidationException'],
      THROTTLED: ['TooManyRequestsError'],
    },
  ],
])('every error that a sign-in by %s models is what its name says', async (kind, expected) => {
  const load = createRequire(import.meta.resolve('@aws-sdk/credential-providers'));
  const families: Record<string, string[]> = {};
  for (const client of signInClients[kind]) {
    for (const { name, status } of await modelledErrors(async () => load(client) as object)) {
      // As the client throws it, and as the providers wrap it.
      const thrown = [awsError(name, 'words of AWS', status), new Error(`${name}: words of AWS`)];
      const codes = thrown.map((each) => {
        const problem = startProblem({ kind, profile: 'dev' }, each);
        expect(`${problem.what} ${problem.why}`, name).toContain('words of AWS');
        return problem.code;
      });
      expect(new Set(codes), name).toHaveLength(1);
      for (const code of codes) families[code] = [...new Set([...(families[code] ?? []), name])].sort();
    }
  }
  expect(families).toEqual(expected);
});

const families: readonly (readonly [family: string, code: string, names: readonly string[]])[] = [
  [
    'a rate',
    'THROTTLED',
    [
      ...['Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'SlowDown'],
      ...['RequestThrottledException', 'TooManyRequestsException', 'TooManyRequestsError'],
      ...['RequestLimitExceeded', 'BandwidthLimitExceeded', 'PriorRequestNotComplete', 'SlowDownException'],
    ],
  ],
  [
    'a quota',
    'AWS_REJECTED',
    [
      ...['LimitExceededException', 'LimitExceeded', 'ConcurrentResourcesLimitExceeded', 'TooManyBuckets'],
      ...['ServiceQuotaExceededException', 'ResourceLimitExceeded', 'StackLimitExceededException'],
    ],
  ],
  ['an end', 'CREDENTIALS_EXPIRED', ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']],
  [
    'a key',
    'CREDENTIALS_REJECTED',
    [
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidAccessKeyId',
      'InvalidToken',
      'AuthFailure',
    ],
  ],
  ['a clock', 'CLOCK_SKEW', ['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture']],
  ['a secret', 'CREDENTIALS_SIGNATURE', ['SignatureDoesNotMatch', 'InvalidSignatureException']],
  [
    'a permission',
    'ACCESS_DENIED',
    ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized'],
  ],
  [
    'a fault',
    'AWS_FAULT',
    ['InternalFailure', 'InternalError', 'ServiceUnavailable', 'InternalServerException'],
  ],
  [
    'a refusal for good',
    'AWS_REJECTED',
    ['NotImplemented', 'OptInRequired', 'NotSignedUp', 'MissingAuthenticationToken', 'InvalidBucketName'],
  ],
];

it.each(families)('%s is called %s whatever the HTTP status is', (_, code, names) => {
  for (const name of names) {
    for (const status of [400, 403, 404, 409, 429, 500, 503]) {
      const found = awsProblem(awsError(name, '', status), 'do it');
      // A name in no table counts as a fault of AWS if the status says so; all others here are in one.
      if (name === 'InvalidBucketName' && status >= 500) continue;
      expect([name, status, found.code]).toEqual([name, status, code]);
      expect(`${found.what} ${found.why}`).toContain(name);
    }
  }
});

it('an error without a name is classified by its status', () => {
  const code = (status: number) => awsProblem(awsError('Unknown', 'Unknown', status), 'do it');
  expect(code(429).code).toBe('THROTTLED');
  expect(code(403).code).toBe('ACCESS_DENIED');
  expect(code(503).code).toBe('AWS_FAULT');
  expect(code(404)).toMatchObject({ code: 'AWS_REJECTED', why: expect.stringContaining('404') });
  for (const status of [301, 302, 303, 307, 308]) {
    const problem = code(status);
    expect(problem.code).toBe('AWS_ANSWER');
    expect(`${problem.what} ${problem.why}`).not.toMatch(/bucket|Unknown/);
  }
});

it('a bucket elsewhere is reported with its region, and only S3 has buckets', () => {
  const headers = { 'x-amz-bucket-region': 'eu-central-1' };
  const head = Object.assign(awsError('Unknown', 'Unknown', 301), { $response: { headers } });
  expect(awsProblem(head, 'read it')).toMatchObject({
    what: expect.stringContaining('another region'),
    next: expect.stringContaining('eu-central-1'),
  });
  const words =
    "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'";
  expect(awsProblem(awsError('AuthorizationHeaderMalformed', words, 400), 'read it').next).toContain(
    'eu-central-1',
  );
  expect(awsProblem(awsError('PermanentRedirect', 'use the endpoint x', 301), 'read it').why).toContain(
    'use the endpoint x',
  );
  // If one address answers for all services, as with other clouds, no bucket is mentioned.
  const malformed = awsError('AuthorizationHeaderMalformed', words, 400);
  for (const thrown of [
    malformed,
    Object.assign(awsError('Unknown', 'Unknown', 301), { $response: { headers } }),
  ]) {
    noteRequest(thrown, { service: 'sts', session: false });
    const problem = awsProblem(thrown, 'tell who you are');
    expect(`${problem.what} ${problem.why} ${problem.next}`).not.toMatch(/bucket/);
  }
  expect(awsProblem(malformed, 'tell who you are').next).toBe('Choose the region eu-central-1 (--region).');
});

it.each([
  ['sts.eu-west-1.amazonaws.com', 'sign-in page of a network'],
  ['cloudformation.cn-north-1.amazonaws.com.cn', 'sign-in page of a network'],
  ['sts.eu-west-1.api.aws', 'sign-in page of a network'],
  ['cloud.example:4566', 'endpoint_url'],
  ['evil-amazonaws.com', 'endpoint_url'],
])('what %s sends elsewhere is the fault of %s', (host, advice) => {
  const problem = awsProblem(new NetworkFault('redirect', { host }, 'login.example'), 'tell who you are');
  expect(problem).toMatchObject({ code: 'AWS_ANSWER', next: expect.stringContaining(advice) });
});

it('AWS messages that mention JSON are not an answer from somebody else', () => {
  const words = 'Template format error: JSON not well-formed. Unexpected token } is not valid JSON';
  expect(awsProblem(awsError('ValidationError', words, 400), 'do it')).toMatchObject({
    code: 'AWS_REJECTED',
    why: words,
  });
});

it('what the SDK says about an unreadable page is not reported as words of AWS', () => {
  const words =
    '@aws-sdk XML parse error: unexpected content.\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';
  expect(awsProblem(awsError('Error', words, 502), 'do it')).toMatchObject({
    code: 'AWS_FAULT',
    why: 'It answered 502; that is not about your request.',
  });
  expect(awsProblem(awsError('Error', words, 403), 'do it').code).toBe('AWS_ANSWER');
});

describe('a wrong clock', () => {
  const told = (name: string, message: string, more: object = {}) =>
    awsProblem(Object.assign(awsError(name, message, 403), more), 'list stacks');

  it.each([
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20261129T084500Z is now earlier than 20261129T095500Z (20261129T100000Z - 5 min.)',
      'The clock of this machine is 1h 15m behind, so AWS did not list stacks.',
    ],
    [
      'InvalidSignatureException',
      'Signature not yet current: 20261129T101630Z is still later than 20261129T100500Z (20261129T100000Z + 5 min.)',
      'The clock of this machine is 16m 30s ahead, so AWS did not list stacks.',
    ],
    [
      'SignatureDoesNotMatch',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261129' != '20261130', from '20261130T000010Z'.",
      'The clock of this machine is too far off, so AWS did not list stacks.',
    ],
    [
      'RequestExpired',
      'Request has expired.',
      'The clock of this machine is too far off, so AWS did not list stacks.',
    ],
  ])('%s: %s', (name, message, what) => {
    expect(told(name, message)).toMatchObject({ code: 'CLOCK_SKEW', what });
    expect(told(name, message).why).toContain(message);
  });

  it('is off by as much as S3 says', () => {
    const times = { RequestTime: '20261129T102000Z', ServerTime: '2026-11-29T10:00:00Z' };
    const words = 'The difference between the request time and the current time is too large.';
    expect(told('RequestTimeTooSkewed', words, times).what).toContain('is 20m 00s ahead');
    expect(told('RequestTimeTooSkewed', words).what).toContain('is too far off');
  });
});

describe('in a region that is off by default', () => {
  const told = (name: string, request: { service: string; session: boolean; region: string }) => {
    const thrown = awsError(name, 'The security token included in the request is invalid.', 403);
    noteRequest(thrown, request);
    return awsProblem(thrown, 'list stacks');
  };
  const region = 'eu-south-1';

  it('a key that AWS does not know may be right', () => {
    expect(told('InvalidClientTokenId', { service: 'cloudformation', session: false, region })).toMatchObject(
      {
        code: 'CREDENTIALS_REJECTED',
        what: 'AWS does not know the access key in eu-south-1, so it did not list stacks.',
        next: 'Switch eu-south-1 on in the account settings, or choose another region.',
      },
    );
  });

  it('a session may come from the global endpoint of STS', () => {
    const problem = told('UnrecognizedClientException', { service: 'amplify', session: true, region });
    expect(problem.why).toContain('sts_regional_endpoints = legacy');
    expect(problem.next).toContain('Switch eu-south-1 on');
  });

  it.each([
    { service: 'cloudformation', session: false, region: 'eu-west-1' },
    { service: 'iam', session: false, region },
    { service: 'cloudformation', session: true, region: 'cn-north-1' },
  ])('does not mention that for %j', (request) => {
    const { what, why, next } = told('InvalidClientTokenId', request);
    expect(`${what} ${why} ${next}`).not.toMatch(/switch|global endpoint/i);
  });
});
