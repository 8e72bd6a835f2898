import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { leafCredentials } from '../../../src/aws/leaf-credentials.ts';
import { startProblem } from '../../../src/aws/problems/start.ts';
import { requestSettings } from '../../../src/credentials/client-settings.ts';
import type { RequestPlace, SdkStart } from '../../../src/credentials/open.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';
import { problemOf } from '../../support/problem-of.ts';

/** The SDK's own providers, a home folder, and a portal with the answers of a test. */
let home: string;
let portal: Server;
let place: RequestPlace;
let answer: { status: number; type: string; message: string; more?: object };

const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();
const write = async (file: string, text: string) => {
  await mkdir(dirname(join(home, file)), { recursive: true });
  await writeFile(join(home, file), text);
};
const cacheOf = (session: string) =>
  `.aws/sso/cache/${createHash('sha1').update(session).digest('hex')}.json`;
const signedIn = (session: string, more: object = {}) =>
  write(cacheOf(session), JSON.stringify({ accessToken: 'token', expiresAt: hours(2), ...more }));

beforeEach(async () => {
  // The SDK caches a file's text for the life of the process, so every test has its own folder.
  home = folderOfTest();
  answer = { status: 200, type: '', message: '' };
  portal = createServer((_request, response) => {
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-amzn-errortype': answer.type,
    });
    response.end(JSON.stringify({ message: answer.message, ...answer.more }));
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, '.aws/config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, '.aws/credentials'));
  vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', join(home, '.aws/login/cache'));
  place = requestSettings(undefined, readProfiles({ HOME: home }), { AWS_ENDPOINT_URL: url });
  vi.stubEnv('AWS_REGION', 'eu-west-1');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  portal.closeAllConnections();
  await new Promise((resolve) => portal.close(resolve));
});

const problemWith = (start: SdkStart) => problemOf(leafCredentials(start, place, { maxAttempts: 1 }));

const sso = `[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1
`;
const dev: SdkStart = { kind: 'sso', profile: 'dev' };

it.each([
  [401, 'UnauthorizedException', 'Session token not found or invalid', 'SIGNED_OUT'],
  [403, 'ForbiddenException', 'No access', 'ACCESS_DENIED'],
  [429, 'TooManyRequestsException', 'slower', 'THROTTLED'],
  [500, 'InternalServerException', 'oh', 'AWS_FAULT'],
  [400, 'InvalidRequestException', 'Invalid account id', 'AWS_REJECTED'],
])('SSO: the portal answers %i %s', async (status, type, message, code) => {
  await write('.aws/config', sso);
  await signedIn('corp');
  answer = { status, type, message };
  const problem = await problemWith(dev);
  expect(problem.code).toBe(code);
  expect(problem.why).toContain(message);
  expect(/aws sso login/.test(problem.next)).toBe(code === 'SIGNED_OUT');
});

it.each([
  [1e300, undefined],
  [1_900_000_000_000, 1_900_000_000_000],
])('SSO: the portal says that the keys end at %d', async (expiration, expiresAt) => {
  await write('.aws/config', sso);
  await signedIn('corp');
  const keys = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'example' };
  answer = { ...answer, more: { roleCredentials: { ...keys, expiration } } };
  expect((await leafCredentials(dev, place, { maxAttempts: 1 })).expiresAt).toBe(expiresAt);
});

it('SSO: signed out, expired and incomplete are different things', async () => {
  await write('.aws/config', sso);
  expect(await problemWith(dev)).toMatchObject({
    code: 'SIGNED_OUT',
    next: expect.stringContaining('login'),
  });
  await signedIn('corp', { expiresAt: hours(-1) });
  expect(await problemWith(dev)).toMatchObject({
    code: 'SIGN_IN_EXPIRED',
    next: expect.stringContaining('aws sso login --profile dev'),
  });
  const refused: readonly string[] = [
    'Profile is configured with invalid SSO credentials. Required parameters "sso_account_id"',
    "Sso session 'corp' is missing required property 'sso_region'.",
    'Conflicting SSO region configurations in profile dev and sso-session corp',
    "Cannot read properties of undefined (reading 'sso_region')",
  ];
  for (const words of refused) {
    const problem = startProblem(dev, new Error(words));
    expect(problem.code).toBe('PROFILE_NOT_USABLE');
    expect(problem.why).toContain(words);
    expect(problem.next).not.toContain('sso login');
  }
});

it('SSO: an answer in another form is not a sign-out, and is reported as not from AWS', () => {
  const words = `Unexpected token '<', "<html>" is not valid JSON\n  Deserialization error: to see the raw response, inspect`;
  const problem = startProblem(dev, new SyntaxError(words));
  expect(problem).toMatchObject({ code: 'AWS_ANSWER', why: expect.stringContaining('cannot be read') });
  expect(problem.next).not.toContain('sso login');
});

it('SSO: no connection is not a sign-out', async () => {
  await write('.aws/config', sso);
  await signedIn('corp');
  place = { ...place, endpoints: { sso: 'http://127.0.0.1:1' } };
  expect((await problemWith(dev)).code).toBe('OFFLINE');
  for (const words of [
    'Error: getaddrinfo ENOTFOUND portal.sso.eu-west-1.amazonaws.com',
    'AggregateError [ECONNREFUSED]: ',
    'Failed to refresh token: Error: read ECONNRESET. Please re-authenticate using aws login',
  ])
    expect(startProblem(dev, new Error(words)).code).toBe('OFFLINE');
  expect(startProblem(dev, new Error('TimeoutError: socket timeout')).code).toBe('TIMED_OUT');
});

/** A profile whose sign-in has expired, with what its refresh needs. Every test needs its own session, since the SDK caches it. */
async function endedSession(session: string): Promise<void> {
  await write(
    '.aws/config',
    sso.replaceAll('corp\n', `${session}\n`).replace('session corp]', `session ${session}]`),
  );
  await signedIn(session, {
    expiresAt: hours(-1),
    clientId: 'client',
    clientSecret: 'secret',
    refreshToken: 'refresh',
  });
}

it.each([
  ['fault', 500, 'InternalServerException', 'oh', 'AWS_FAULT'],
  ['nameless', 503, '', '', 'AWS_FAULT'],
  ['slower', 400, 'SlowDownException', 'slow down', 'THROTTLED'],
  ['ended', 400, 'InvalidGrantException', 'Invalid refresh token', 'SIGN_IN_EXPIRED'],
  ['registration', 401, 'InvalidClientException', 'client expired', 'SIGN_IN_EXPIRED'],
])('SSO: a refresh answered with %s: %i %s', async (session, status, type, message, code) => {
  await endedSession(session);
  answer = { status, type, message };
  const problem = await problemWith(dev);
  expect(problem).toMatchObject({ code, why: expect.stringContaining(message) });
  expect(/aws sso login/.test(problem.next)).toBe(code === 'SIGN_IN_EXPIRED');
  // For half a minute, the SDK does not ask again and reports the token as expired.
  expect((await problemWith(dev)).code).toBe(code);
});

it('SSO: a refresh without a network is a lost connection, also when it is repeated at once', async () => {
  await endedSession('away');
  place = { ...place, endpoints: { sso: 'http://127.0.0.1:1' } };
  expect((await problemWith(dev)).code).toBe('OFFLINE');
  expect((await problemWith(dev)).code).toBe('OFFLINE');
});

it('aws login: signed out, ended, not allowed and a fault are distinguished', async () => {
  const start: SdkStart = { kind: 'login', profile: 'me' };
  await write('.aws/config', '[profile me]\nlogin_session = arn:aws:iam::111122223333:user/me\n');
  const signedOut = await problemWith(start);
  expect(signedOut).toMatchObject({
    code: 'SIGNED_OUT',
    next: expect.stringContaining('aws login --profile me'),
  });
  const told: readonly (readonly [string, string])[] = [
    ['Your session has expired. Please reauthenticate.', 'SIGN_IN_EXPIRED'],
    [
      'Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.',
      'SIGN_IN_EXPIRED',
    ],
    [
      'Unable to refresh credentials due to insufficient permissions. You may be missing permission',
      'ACCESS_DENIED',
    ],
    [
      'Failed to refresh token: InternalServerException: oh. Please re-authenticate using aws login',
      'AWS_FAULT',
    ],
    [
      'Failed to refresh token: TooManyRequestsError: slower. Please re-authenticate using aws login',
      'THROTTLED',
    ],
    ['something new', 'ACCESS_NONE'],
  ];
  for (const [words, code] of told) {
    const problem = startProblem(start, new Error(words));
    expect([words, problem.code]).toEqual([words, code]);
  }
});

it('a web identity: errors of its token, its file, its role and the network are distinguished', async () => {
  const token = join(home, 'token');
  const roleArn = 'arn:aws:iam::111122223333:role/ci';
  const role = { roleArn, sessionName: 'amplify', tokenFile: token };
  const start: SdkStart = { kind: 'web-identity', profile: 'ci', role };
  expect(await problemWith(start)).toMatchObject({
    code: 'FILE_UNREADABLE',
    why: expect.stringContaining(token),
  });
  await writeFile(token, 'eyJ');
  const thrown = (name: string, message: string, status = 400) =>
    startProblem(start, Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } }));
  expect(thrown('ExpiredTokenException', 'Token expired').code).toBe('CREDENTIALS_EXPIRED');
  expect(
    thrown('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403),
  ).toMatchObject({
    code: 'ROLE_DENIED',
    why: expect.stringContaining('sts:AssumeRoleWithWebIdentity'),
  });
  expect(thrown('InvalidIdentityToken', 'Incorrect token audience').code).toBe('ROLE_DENIED');
  expect(thrown('ServiceUnavailable', '', 503).code).toBe('AWS_FAULT');
  expect(startProblem(start, Object.assign(new Error('x'), { code: 'ECONNRESET' })).code).toBe('OFFLINE');
});
