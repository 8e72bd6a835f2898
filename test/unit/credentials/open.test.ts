import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type OpenAccessOptions, openAccess } from '../../../src/credentials/open.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

const environmentKeys = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENTKEYS1', AWS_SECRET_ACCESS_KEY: 'canary-env' };
const pair = (id = 'AKIAIOSFODNN7EXAMPLE', secret = 'canary') =>
  `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

function open(
  name: string | undefined,
  files: { config?: string; credentials?: string },
  env: NodeJS.ProcessEnv = {},
  more: Partial<OpenAccessOptions> = {},
) {
  writeFileSync(join(folder, 'config'), files.config ?? '');
  writeFileSync(join(folder, 'credentials'), files.credentials ?? '');
  const whole: NodeJS.ProcessEnv = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    ...env,
  };
  const choice =
    name === undefined ? ({ kind: 'environment' } as const) : ({ kind: 'profile', name } as const);
  return openAccess(choice, { list: readProfiles(whole), env: whole, ...more });
}

describe('credentials', () => {
  test('of a profile, whatever the environment contains', async () => {
    const access = open('dev', { credentials: `[dev]\n${pair()}` }, environmentKeys);
    const credentials = await access.credentials();
    expect(access.label).toBe('profile dev');
    expect(credentials.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
    expect(credentials.secretAccessKey.reveal()).toBe('canary');
    expect(credentials.sessionToken).toBeUndefined();
    expect(JSON.stringify({ access, credentials })).not.toContain('canary');
  });

  test('of the environment, with token and expiry', async () => {
    const access = open(
      undefined,
      {},
      {
        ...environmentKeys,
        AWS_SESSION_TOKEN: 'canary-token',
        AWS_CREDENTIAL_EXPIRATION: '2100-01-01T00:00:00Z',
      },
    );
    const credentials = await access.credentials();
    expect(access.label).toBe('environment keys');
    expect(credentials.secretAccessKey.reveal()).toBe('canary-env');
    expect(credentials.sessionToken?.reveal()).toBe('canary-token');
    expect(credentials.expiresAt).toBe(Date.parse('2100-01-01T00:00:00Z'));
  });

  test('that are temporary include their token, in either spelling', async () => {
    for (const key of ['aws_session_token', 'aws_security_token']) {
      const credentials = `[dev]\n${pair('ASIAIOSFODNN7EXAMPLE')}${key} = canary-token\n`;
      const { sessionToken } = await open('dev', { credentials }).credentials();
      expect(sessionToken?.reveal()).toBe('canary-token');
    }
  });

  test('are read from the files again when somebody asks to renew them', async () => {
    const access = open('dev', { credentials: `[dev]\n${pair()}` });
    writeFileSync(join(folder, 'credentials'), `[dev]\n${pair('AKIAROTATEDKEYS00001', 'canary-2')}`);
    expect((await access.credentials()).accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
    expect((await access.credentials({ renew: true })).accessKeyId).toBe('AKIAROTATEDKEYS00001');
    expect((await access.credentials()).accessKeyId).toBe('AKIAROTATEDKEYS00001');
  });

  test('are read again near the expiry that the file names', async () => {
    let now = Date.parse('2026-11-23T09:00:00Z');
    const file = (id: string) =>
      `[dev]\n${pair(id)}aws_session_token = t\nexpiration = 2026-11-23T10:00:00Z\n`;
    const access = open('dev', { credentials: file('ASIAFIRSTKEYS0000001') }, {}, { now: () => now });
    writeFileSync(join(folder, 'credentials'), file('ASIASECONDKEYS000001'));
    now = Date.parse('2026-11-23T09:58:59Z');
    expect((await access.credentials()).accessKeyId).toBe('ASIAFIRSTKEYS0000001');
    now = Date.parse('2026-11-23T09:59:00Z');
    expect((await access.credentials()).accessKeyId).toBe('ASIASECONDKEYS000001');
  });

  test('of a profile that is gone when it is read again are reported as such', async () => {
    const access = open('dev', { credentials: `[dev]\n${pair()}` });
    writeFileSync(join(folder, 'credentials'), '');
    await expect(access.credentials({ renew: true })).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
  });
});

describe('an access that cannot be opened', () => {
  test('names the files for an unknown profile, and a similar name', () => {
    const files = { credentials: `[Dev]\n${pair()}` };
    expect(() => open('dev', files)).toThrow(
      expect.objectContaining({
        code: 'PROFILE_UNKNOWN',
        why: expect.stringContaining(join(folder, 'credentials')),
        next: expect.stringContaining('Dev'),
      }),
    );
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'treats %s as an unknown profile like any other',
    (name) => {
      expect(() => open(name, {})).toThrow(expect.objectContaining({ code: 'PROFILE_UNKNOWN' }));
    },
  );

  test.each([
    ['a role', 'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = default'],
    ['a process', 'credential_process = /bin/false'],
    ['half a pair', 'aws_secret_access_key = canary'],
    ['settings', 'region = us-east-1'],
  ])('says why %s cannot be used', (_, settings) => {
    const files = { config: `[profile x]\n${settings}\n`, credentials: `[default]\n${pair()}` };
    expect(() => open('x', files)).toThrow(
      expect.objectContaining({ code: 'PROFILE_NOT_USABLE', why: expect.stringMatching(/\w/) }),
    );
  });

  test.each([[{}], [{ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }], [{ AWS_SECRET_ACCESS_KEY: 'canary' }]])(
    'finds no keys in the environment %j',
    (env) => {
      expect(() => open(undefined, {}, env)).toThrow(expect.objectContaining({ code: 'ACCESS_NONE' }));
    },
  );
});

describe('region', () => {
  const credentials = `[dev]\n${pair()}region = profile-region-1\n`;
  test.each([
    ['--region first', 'flag-1', { AWS_REGION: 'env-1', AWS_DEFAULT_REGION: 'default-1' }, 'flag-1'],
    ['then AWS_REGION', undefined, { AWS_REGION: 'env-1', AWS_DEFAULT_REGION: 'default-1' }, 'env-1'],
    ['then AWS_DEFAULT_REGION', undefined, { AWS_REGION: '', AWS_DEFAULT_REGION: 'default-1' }, 'default-1'],
    ["then the profile's", undefined, {}, 'profile-region-1'],
  ])('%s', (_, region, env, expected) => {
    expect(open('dev', { credentials }, env, region === undefined ? {} : { region }).region).toBe(expected);
  });

  test('of a named profile is in the config file', () => {
    const files = { config: '[profile dev]\nregion = config-1\n', credentials: `[dev]\n${pair()}` };
    expect(open('dev', files).region).toBe('config-1');
  });

  test('may be unknown', () => {
    expect(open('dev', { credentials: `[dev]\n${pair()}` })).not.toHaveProperty('region');
    expect(open(undefined, {}, environmentKeys)).not.toHaveProperty('region');
  });

  test("of environment keys is that of AWS_PROFILE, else default's, as in AWS tools", () => {
    const files = { config: '[default]\nregion = default-1\n[profile dev]\nregion = dev-1\n' };
    expect(open(undefined, files, environmentKeys).region).toBe('default-1');
    expect(open(undefined, files, { ...environmentKeys, AWS_PROFILE: 'dev' }).region).toBe('dev-1');
    expect(open(undefined, files, { ...environmentKeys, AWS_DEFAULT_PROFILE: 'dev' }).region).toBe('dev-1');
    expect(open(undefined, files, { ...environmentKeys, AWS_REGION: 'env-1' }).region).toBe('env-1');
  });
});

describe('endpoints', () => {
  const credentials = `[dev]\n${pair()}`;
  const config = [
    '[profile dev]',
    'endpoint_url = http://profile:1',
    'services = local',
    '[services local]',
    's3 =',
    '  endpoint_url = http://services-s3:2',
    'dynamodb =',
    '  endpoint_url = http://services-dynamodb:3',
    '',
  ].join('\n');
  const endpoints = (env: NodeJS.ProcessEnv, name: string | undefined = 'dev') =>
    open(name, { config, credentials }, env).endpoints;

  test('are none by default', () => {
    expect(open('dev', { credentials }).endpoints).toEqual({});
  });

  test("prefer the profile's own, and a service's to the general one", () => {
    expect(endpoints({})).toEqual({ all: 'http://profile:1', s3: 'http://services-s3:2' });
  });

  test('from AWS_ENDPOINT_URL override everything in the files', () => {
    expect(endpoints({ AWS_ENDPOINT_URL: 'http://env:4' })).toEqual({ all: 'http://env:4' });
  });

  test("a service's own variable overrides all others", () => {
    expect(endpoints({ AWS_ENDPOINT_URL: 'http://env:4', AWS_ENDPOINT_URL_S3: 'http://env-s3:5' })).toEqual({
      all: 'http://env:4',
      s3: 'http://env-s3:5',
    });
  });

  test.each(['true', 'TRUE'])('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=%s switches all of them off', (ignore) => {
    const env = { AWS_ENDPOINT_URL: 'http://env:4', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: ignore };
    expect(endpoints(env)).toEqual({});
  });

  test('so does the setting of the profile', () => {
    const files = {
      config: config.replace('services', 'ignore_configured_endpoint_urls = true\nservices'),
      credentials,
    };
    expect(open('dev', files).endpoints).toEqual({});
  });

  test.each([
    ['endpoint_url = http://user:canary@profile:1', {}],
    ['endpoint_url = http://user:canary@not a host', {}],
    ['endpoint_url = http://profile:1/?key=canary', {}],
    ['region = eu-west-1', { AWS_ENDPOINT_URL_STS: 'https://user:canary@sts:2' }],
    ['services = own\n[services own]\nsts =\n  endpoint_url = https://user:canary@sts:2', {}],
  ])('refuse what no request can carry, and never show it: %j, %j', (text, env) => {
    const files = { config: `[profile dev]\n${text}\n`, credentials };
    const refusal = expect.objectContaining({
      code: 'ENDPOINT',
      what: expect.not.stringContaining('user'),
      why: expect.not.stringContaining('canary'),
    });
    expect(() => open('dev', files, env)).toThrow(refusal);
  });

  test('of environment keys are those of the profile default, as in AWS tools', () => {
    const files = { config: config.replace('profile dev', 'default') };
    expect(open(undefined, files, environmentKeys).endpoints).toEqual({
      all: 'http://profile:1',
      s3: 'http://services-s3:2',
    });
  });

  test.each(['localhost:4566', 'ftp://x', 'not an address', 'http://'])('do not include %s', (url) => {
    expect(() => endpoints({ AWS_ENDPOINT_URL: url })).toThrow(expect.objectContaining({ code: 'ENDPOINT' }));
    expect(() => endpoints({ AWS_ENDPOINT_URL_STS: url })).toThrow(
      expect.objectContaining({ code: 'ENDPOINT', why: expect.stringContaining('AWS_ENDPOINT_URL_STS') }),
    );
  });
});
