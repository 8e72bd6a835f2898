import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Access, AwsCredentials } from '../../../src/credentials/access.ts';
import { serveCredentials } from '../../../src/credentials/credential-server.ts';
import { execEnvironment } from '../../../src/credentials/exec-environment.ts';
import { setForThisProcess } from '../../../src/platform/own-variables.ts';

const session: AwsCredentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: new Secret('the-secret'),
  sessionToken: new Secret('the-token'),
  expiresAt: Date.UTC(2026, 10, 29, 12),
};
const access: Access = {
  choice: { kind: 'profile', name: 'deploy' },
  label: 'profile deploy',
  region: 'eu-west-1',
  endpoints: {},
  credentials: () => Promise.resolve(session),
};

describe('the environment of a command', () => {
  it('has nothing that this process set for itself, and keeps what the user has set', () => {
    process.env.OWN_TEST_PERSONS = 'theirs';
    try {
      setForThisProcess('OWN_TEST_OURS', 'true');
      setForThisProcess('OWN_TEST_PERSONS', 'true');
      expect(process.env.OWN_TEST_OURS).toBe('true');
      const given = execEnvironment(process.env, access, session);
      expect(given).not.toHaveProperty('OWN_TEST_OURS');
      expect(given).toHaveProperty('OWN_TEST_PERSONS', 'theirs');
    } finally {
      delete process.env.OWN_TEST_OURS;
      delete process.env.OWN_TEST_PERSONS;
    }
  });

  it('has the credentials with their expiry, and the region', () => {
    expect(execEnvironment({ PATH: '/bin' }, access, session)).toEqual({
      PATH: '/bin',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'the-secret',
      AWS_SESSION_TOKEN: 'the-token',
      AWS_CREDENTIAL_EXPIRATION: '2026-11-29T12:00:00.000Z',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    });
  });

  it.each([
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SESSION_TOKEN',
    'AWS_SECURITY_TOKEN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_ROLE_ARN',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CREDENTIAL_EXPIRATION',
    'aws_profile',
    'AWS_ENDPOINT_URL_S3',
  ])('has no other access in it: %s', (name) => {
    const { accessKeyId, secretAccessKey } = session;
    expect(
      execEnvironment({ [name]: 'another' }, access, { accessKeyId, secretAccessKey }),
    ).not.toHaveProperty(name);
  });

  it("sends requests where the profile's own go", () => {
    const endpoints = { all: 'http://127.0.0.1:4566', s3: 'http://127.0.0.1:9000' };
    const settings = { fips: false, dualstack: true } as Access['settings'] & object;
    const env = { AWS_ENDPOINT_URL: 'http://elsewhere', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    expect(execEnvironment(env, { ...access, endpoints, settings }, session)).toMatchObject({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    });
  });

  it('has an address instead of credentials that have to be renewed', () => {
    const env = execEnvironment({ AWS_ACCESS_KEY_ID: 'AKIAOTHER' }, access, { url: 'http://x', token: 't' });
    expect(env).toMatchObject({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 't',
    });
    expect(env).not.toHaveProperty('AWS_ACCESS_KEY_ID');
  });
});

describe('the address that provides credentials', () => {
  let server: Awaited<ReturnType<typeof serveCredentials>>;
  afterEach(() => server.close());
  const get = (authorization: string, method = 'GET') =>
    fetch(server.url, { method, headers: { authorization } });

  it('returns the current ones to whoever has the token', async () => {
    let count = 0;
    server = await serveCredentials(
      () => Promise.resolve({ ...session, accessKeyId: `ASIA${++count}` }),
      Date.now,
    );
    const answer = {
      SecretAccessKey: 'the-secret',
      Token: 'the-token',
      Expiration: '2026-11-29T12:00:00.000Z',
    };
    expect(await (await get(server.token)).json()).toEqual({ AccessKeyId: 'ASIA1', ...answer });
    expect(await (await get(server.token)).json()).toEqual({ AccessKeyId: 'ASIA2', ...answer });
  });

  it('says when to ask again for keys that do not expire', async () => {
    const { accessKeyId, secretAccessKey } = session;
    server = await serveCredentials(
      () => Promise.resolve({ accessKeyId, secretAccessKey }),
      () => 0,
    );
    expect(await (await get(server.token)).json()).toMatchObject({
      Token: '',
      Expiration: '1970-01-01T01:00:00.000Z',
    });
  });

  it('returns nothing to anybody else, and does not ask for credentials then', async () => {
    let asked = 0;
    server = await serveCredentials(() => {
      asked += 1;
      return Promise.resolve(session);
    }, Date.now);
    for (const token of [
      '',
      `${server.token}x`,
      server.token.replace(/^./, (first) => (first === '_' ? '-' : '_')),
      'é',
    ]) {
      const answer = await get(encodeURIComponent(token));
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain('the-');
    }
    expect((await get(server.token, 'POST')).status).toBe(403);
    expect(asked).toBe(0);
  });

  it('says why there are none', async () => {
    const problem = new Problem({
      code: 'MFA_NEEDED',
      what: 'A code is needed.',
      why: 'So.',
      next: 'Give it.',
    });
    server = await serveCredentials(() => Promise.reject(problem), Date.now);
    const answer = await get(server.token);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ code: 'MFA_NEEDED', message: 'A code is needed. Give it.' });
  });
});
