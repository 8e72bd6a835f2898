import { rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leafCredentials } from '../../../src/aws/leaf-credentials.ts';
import { isInstanceWithRole } from '../../../src/aws/machine-credentials.ts';
import type { Problem } from '../../../src/core/problem.ts';
import type { AccessChoice } from '../../../src/credentials/access.ts';
import { openAccess } from '../../../src/credentials/open.ts';
import type { RoleTools } from '../../../src/credentials/roles.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';
import { problemOf } from '../../support/problem-of.ts';

/** SelectedRows in for the services of a machine: the container's credentials, the metadata of EC2, STS. */
let machine: Server;
let url: string;
let home: string;
let seen: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
let answer: (path: string) => { status?: number; type?: string; body?: string } | undefined;

const secretToken = 'canary-token-0123456789';
const credentials = {
  AccessKeyId: 'ASIAEXAMPLE000000001',
  SecretAccessKey: 'canary-secret',
  Token: 'canary-session',
  Expiration: '2100-01-01T00:00:00Z',
};

beforeEach(async () => {
  home = folderOfTest();
  seen = [];
  answer = () => ({ body: JSON.stringify(credentials) });
  machine = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      seen.push({ method, path, headers, body });
      const given = answer(path);
      // Without an answer it stays silent.
      if (!given) return;
      response.writeHead(given.status ?? 200, { 'content-type': given.type ?? 'application/json' });
      response.end(given.body ?? '');
    });
  });
  await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(machine.address() as AddressInfo).port}`;
});

afterEach(async () => {
  machine.closeAllConnections();
  await new Promise((resolve) => machine.close(resolve));
});

async function open(choice: AccessChoice, env: NodeJS.ProcessEnv, config = '') {
  await writeFile(join(home, 'config'), config);
  const whole: NodeJS.ProcessEnv = {
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    ...env,
  };
  return openAccess(choice, {
    list: readProfiles(whole),
    env: whole,
    support: {
      leaf: (start, place) => leafCredentials(start, place, { maxAttempts: 1 }),
      roles: () => ({}) as Omit<RoleTools, 'start'>,
    },
  });
}

async function problemWith(choice: AccessChoice, env: NodeJS.ProcessEnv, config = ''): Promise<Problem> {
  const problem = await problemOf(open(choice, env, config).then((opened) => opened.credentials()));
  expect(JSON.stringify(problem)).not.toContain('canary');
  return problem;
}

const container: AccessChoice = { kind: 'machine', source: 'container' };
const full = () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/creds?id=1` });

describe('a container', () => {
  it('provides credentials that expire, and receives the token of the variable', async () => {
    const access = await open(container, { ...full(), AWS_CONTAINER_AUTHORIZATION_TOKEN: secretToken });
    const found = await access.credentials();
    expect(access.label).toBe('container credentials');
    expect(found).toMatchObject({
      accessKeyId: credentials.AccessKeyId,
      expiresAt: Date.parse(credentials.Expiration),
    });
    expect([found.secretAccessKey.reveal(), found.sessionToken?.reveal()]).toEqual([
      'canary-secret',
      'canary-session',
    ]);
    expect(seen).toMatchObject([
      { method: 'GET', path: '/creds?id=1', headers: { authorization: secretToken } },
    ]);
  });

  it('receives the token that its file contains now, before that of the variable', async () => {
    const file = join(home, 'token');
    const env = {
      ...full(),
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    };
    await writeFile(file, 'first\n');
    const { credentials: give } = await open(container, env);
    await give();
    await writeFile(file, 'second');
    await give({ renew: true });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['first', 'second']);
    await rm(file);
    const problem = await problemWith(container, env);
    expect(problem.code).toBe('FILE_UNREADABLE');
    expect(problem.why).toContain(`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names ${file}`);
    await writeFile(file, 'canary\r\nx-evil: 1');
    expect(await problemWith(container, env)).toMatchObject({
      code: 'ENVIRONMENT',
      what: expect.stringContaining('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
    });
    expect(seen).toHaveLength(2);
  });

  it.each([
    'http://example.com/creds',
    'http://169.254.170.2.example.com/',
    'http://10.0.0.1/',
    'http://127.0.0.1@example.com/',
    'ftp://127.0.0.1/',
    'nonsense',
  ])('is never asked at %s', async (address) => {
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: address,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: secretToken,
    };
    const problem = await problemWith(container, env);
    expect(problem.code).toBe('ENVIRONMENT');
    expect(problem.what).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it('without a credential service says so', async () => {
    const problem = await problemWith(container, {});
    expect(problem.code).toBe('ACCESS_NONE');
    expect(problem.why).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it.each([
    [403, { message: `not ${secretToken}` }, 'ACCESS_NONE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'],
    [404, { message: 'no role' }, 'ACCESS_NONE', 'role'],
    [429, {}, 'THROTTLED', 'again'],
    [500, {}, 'AWS_FAULT', 'again'],
    [200, { AccessKeyId: 'ASIA' }, 'AWS_ANSWER', 'profile'],
  ])('that answers %i is reported with the variable', async (status, body, code, next) => {
    answer = () => ({ status, body: JSON.stringify(body) });
    const problem = await problemWith(container, {
      ...full(),
      AWS_CONTAINER_AUTHORIZATION_TOKEN: secretToken,
    });
    expect(problem.code).toBe(code);
    expect(problem.why).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(problem.next).toContain(next);
  });

  it('that is not reachable counts as no connection, which is waited for', async () => {
    const problem = await problemWith(container, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
    });
    expect(problem.code).toBe('OFFLINE');
    expect(problem.why).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI names it: 127.0.0.1:1');
  });

  it('serves a profile with credential_source, its token file included', async () => {
    const file = join(home, 'token');
    await writeFile(file, 'pod');
    const env = { ...full(), AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file };
    const config =
      '[profile box]\nrole_arn = arn:aws:iam::111122223333:role/x\ncredential_source = EcsContainer\n';
    answer = () => ({ status: 401, body: '{}' });
    const problem = await problemWith({ kind: 'profile', name: 'box' }, env, config);
    expect(problem.what).toContain('for box');
    expect(seen[0]?.headers.authorization).toBe('pod');
    expect((await problemWith({ kind: 'profile', name: 'box' }, {}, config)).what).toBe(
      'box takes its credentials from a container, and this is none.',
    );
  });
});

describe('an EC2 instance', () => {
  const metadata = (path: string) => {
    if (path === '/latest/api/token') return { type: 'text/plain', body: 'session' };
    if (path.endsWith('/security-credentials/')) return { type: 'text/plain', body: 'app-role\n' };
    return { body: JSON.stringify({ Code: 'Success', ...credentials }) };
  };
  const profile: AccessChoice = { kind: 'profile', name: 'box' };
  const config =
    '[profile box]\nrole_arn = arn:aws:iam::111122223333:role/x\ncredential_source = Ec2InstanceMetadata\n';
  const at = () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url, AWS_EC2_METADATA_DISABLED: 'false' });

  it('provides the credentials of its role by IMDSv2', async () => {
    answer = metadata;
    const { credentials: give, label } = await open({ kind: 'machine', source: 'instance' }, at());
    expect((await give()).accessKeyId).toBe(credentials.AccessKeyId);
    expect(label).toBe('EC2 instance role');
    expect(
      seen.map(({ method, path, headers }) => [method, path, headers['x-aws-ec2-metadata-token']]),
    ).toEqual([
      ['PUT', '/latest/api/token', undefined],
      ['GET', '/latest/meta-data/iam/security-credentials/', 'session'],
      ['GET', '/latest/meta-data/iam/security-credentials/app-role', 'session'],
    ]);
    expect(await isInstanceWithRole(new URL(url))).toBe(true);
  });

  it('without a role says so, as does a machine that is not an instance, and neither counts as one', async () => {
    answer = (path) =>
      path === '/latest/api/token' ? metadata(path) : { status: 404, type: 'text/html', body: '<html>' };
    expect((await problemWith(profile, at(), config)).what).toBe(
      'The EC2 instance has no role, so box has no credentials.',
    );
    expect(await isInstanceWithRole(new URL(url))).toBe(false);
    const nowhere = { ...at(), AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' };
    expect(await problemWith(profile, nowhere, config)).toMatchObject({
      code: 'ACCESS_NONE',
      what: expect.stringContaining('does not seem to be one'),
    });
    expect(await isInstanceWithRole(new URL('http://127.0.0.1:1'))).toBe(false);
  });

  it('is reported if it answers with a fault, or is not allowed to have the role', async () => {
    answer = () => ({ status: 503, type: 'text/plain' });
    expect((await problemWith(profile, at(), config)).code).toBe('AWS_FAULT');
    answer = (path) =>
      /app-role$/.test(path)
        ? {
            body: JSON.stringify({
              Code: 'AssumeRoleUnauthorizedAccess',
              Message: 'EC2 cannot assume the role',
            }),
          }
        : metadata(path);
    expect((await problemWith(profile, at(), config)).why).toContain('EC2 cannot assume the role');
  });

  it('is not asked if AWS_EC2_METADATA_DISABLED says so', async () => {
    const problem = await problemWith(profile, { ...at(), AWS_EC2_METADATA_DISABLED: 'true' }, config);
    expect(problem.why).toBe('AWS_EC2_METADATA_DISABLED is set.');
    expect(seen).toEqual([]);
  });
});

describe('a web identity of the environment', () => {
  const choice: AccessChoice = { kind: 'machine', source: 'web-identity' };
  const env = () => ({
    AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'jwt'),
    AWS_ROLE_ARN: 'arn:aws-cn:iam::111122223333:role/pod',
    AWS_ENDPOINT_URL: url,
  });

  it('assumes its role with the token of the file', async () => {
    await writeFile(join(home, 'jwt'), 'canary-jwt\n');
    answer = () => ({
      type: 'text/xml',
      body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAWEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    });
    const access = await open(choice, { ...env(), AWS_ROLE_SESSION_NAME: 'pod-7' });
    expect((await access.credentials()).accessKeyId).toBe('ASIAWEB');
    expect(access.label).toBe('web identity token');
    const sent = new URLSearchParams(seen[0]?.body);
    expect([sent.get('RoleArn'), sent.get('RoleSessionName'), sent.get('WebIdentityToken')]).toEqual([
      'arn:aws-cn:iam::111122223333:role/pod',
      'pod-7',
      'canary-jwt',
    ]);
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it('names the variable if the file or the role is missing', async () => {
    const missing = await problemWith(choice, env());
    expect(missing.code).toBe('FILE_UNREADABLE');
    expect(missing.why).toContain(`AWS_WEB_IDENTITY_TOKEN_FILE names ${join(home, 'jwt')}`);
    expect((await problemWith(choice, { ...env(), AWS_ROLE_ARN: '' })).why).toBe('AWS_ROLE_ARN is not set.');
  });
});
