import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { accessChoices } from '../../../src/credentials/choice.ts';
import { withEndpointOption } from '../../../src/credentials/endpoints.ts';
import { openAccess } from '../../../src/credentials/open.ts';
import { profileDetails } from '../../../src/credentials/profile-details.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = canary\n';

function home(config: string, env: NodeJS.ProcessEnv = {}, option?: string) {
  writeFileSync(join(folder, 'config'), config);
  const whole = withEndpointOption(
    {
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      ...env,
    },
    option,
  );
  return { env: whole, list: readProfiles(whole) };
}

function open(name: string, config: string, env: NodeJS.ProcessEnv = {}, option?: string) {
  const { env: whole, list } = home(config, env, option);
  return openAccess({ kind: 'profile', name }, { list, env: whole });
}

describe('the chosen profile decides', () => {
  const config = `[default]\n${keys}use_fips_endpoint = true\nuse_dualstack_endpoint = true\nretry_mode = adaptive
max_attempts = 9\nsts_regional_endpoints = legacy\nrequest_checksum_calculation = when_required
sdk_ua_app_id = shop\ns3 =\n  addressing_style = path\n[profile dev]\n${keys}`;

  test('its settings apply', () => {
    expect(open('default', config).settings).toEqual({
      fips: true,
      dualstack: true,
      globalSts: true,
      retryMode: 'adaptive',
      maxAttempts: 9,
      requestChecksum: 'WHEN_REQUIRED',
      responseChecksum: 'WHEN_SUPPORTED',
      pathStyle: true,
      appId: 'shop',
    });
  });

  test.each([{}, { AWS_PROFILE: 'default' }])('nothing of another profile applies, with %j', (env) => {
    expect(open('dev', config, env).settings).toEqual({
      fips: false,
      dualstack: false,
      globalSts: false,
      retryMode: 'standard',
      requestChecksum: 'WHEN_SUPPORTED',
      responseChecksum: 'WHEN_SUPPORTED',
      pathStyle: false,
    });
  });

  test('a variable overrides it, in upper or lower case', () => {
    const env = { AWS_USE_FIPS_ENDPOINT: 'False', AWS_RETRY_MODE: 'STANDARD', AWS_MAX_ATTEMPTS: '2' };
    expect(open('default', config, env).settings).toMatchObject({
      fips: false,
      retryMode: 'standard',
      maxAttempts: 2,
    });
  });
});

describe('an invalid value', () => {
  test.each([
    ['use_fips_endpoint', 'maybe', 'AWS_USE_FIPS_ENDPOINT', 'true'],
    ['use_dualstack_endpoint', '1', 'AWS_USE_DUALSTACK_ENDPOINT', 'false'],
    ['defaults_mode', 'foo', 'AWS_DEFAULTS_MODE', 'auto'],
    ['retry_mode', 'often', 'AWS_RETRY_MODE', 'legacy'],
    ['max_attempts', 'many', 'AWS_MAX_ATTEMPTS', '4'],
    ['max_attempts', '0', 'AWS_MAX_ATTEMPTS', '4'],
    ['sts_regional_endpoints', 'global', 'AWS_STS_REGIONAL_ENDPOINTS', 'regional'],
    ['ignore_configured_endpoint_urls', 'perhaps', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true'],
    ['request_checksum_calculation', 'never', 'AWS_REQUEST_CHECKSUM_CALCULATION', 'when_required'],
  ])(
    '%s = %s is a finding with its line, and refused at use, unless %s replaces it',
    (key, bad, variable, good) => {
      const config = `[profile dev]\n${keys}${key} = ${bad}\n`;
      const { list, env } = home(config);
      expect(list.profiles[0]?.findings).toEqual([
        expect.objectContaining({
          severity: 'error',
          text: expect.stringContaining(`${key} ${bad}`),
          origin: { file: join(folder, 'config'), line: 4, column: expect.any(Number) },
        }),
      ]);
      expect(accessChoices(list, env).at(0)?.usable).toMatchObject({
        ok: false,
        why: expect.stringContaining('line 4'),
      });
      expect(profileDetails('dev', list, env)?.findings).toHaveLength(1);
      expect(() => open('dev', config)).toThrow(
        expect.objectContaining({ code: 'SETTING', what: expect.stringContaining('line 4') }),
      );
      const replaced = home(config, { [variable]: good });
      expect(replaced.list.profiles[0]?.findings).toMatchObject([{ severity: 'warning' }]);
      expect(accessChoices(replaced.list, replaced.env).at(0)?.usable).toEqual({ ok: true });
      expect(open('dev', config, { [variable]: good }).label).toBe('profile dev');
    },
  );

  test('of a source profile does not prevent a role from using its keys', async () => {
    const config = `[profile keys]\n${keys}use_fips_endpoint = maybe\n[profile role]
role_arn = arn:aws:iam::111122223333:role/x\nsource_profile = keys\n`;
    const { list, env } = home(config);
    expect(Array.from(accessChoices(list, env), ({ label, usable }) => [label, usable.ok])).toEqual([
      ['keys', false],
      ['role', true],
    ]);
  });

  test('of a variable is reported under its name', () => {
    expect(() => open('dev', `[profile dev]\n${keys}`, { AWS_USE_FIPS_ENDPOINT: 'ja' })).toThrow(
      expect.objectContaining({
        code: 'ENVIRONMENT',
        what: expect.stringContaining('AWS_USE_FIPS_ENDPOINT'),
      }),
    );
  });
});

describe('--endpoint-url', () => {
  const here = 'http://127.0.0.1:4701';
  const config = `[profile dev]\n${keys}ignore_configured_endpoint_urls = true\nendpoint_url = http://profile:1
services = local\n[services local]\ns3 =\n  endpoint_url = http://services-s3:2\n`;

  test.each([
    {},
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    { AWS_ENDPOINT_URL: 'http://env:3' },
    { AWS_ENDPOINT_URL_STS: 'http://env-sts:4', AWS_ENDPOINT_URL_S3: 'http://env-s3:5' },
  ])('overrides a profile that ignores endpoints, and %j', (env) => {
    expect(open('dev', config, env, here).endpoints).toEqual({ all: here });
  });

  test('overrides a section for services', () => {
    const own = config.replace('ignore_configured_endpoint_urls = true\n', '');
    expect(open('dev', own, {}, here).endpoints).toEqual({ all: here });
  });

  test.each([{ AWS_ENDPOINT_URL: here }, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }])(
    'an address without http in the profile is a warning if %j overrides it',
    (env) => {
      const bad = `[profile dev]\n${keys}endpoint_url = localhost:4566\n`;
      const { list, env: whole } = home(bad, env);
      expect(accessChoices(list, whole).at(0)?.usable).toEqual(
        'AWS_ENDPOINT_URL' in env ? { ok: true } : expect.anything(),
      );
      expect(open('dev', bad, env).label).toBe('profile dev');
      expect(open('dev', bad, {}, here).endpoints).toEqual({ all: here });
      expect(() => open('dev', bad)).toThrow(expect.objectContaining({ code: 'ENDPOINT' }));
    },
  );
});

describe('FIPS or dual-stack with an endpoint of one’s own', () => {
  test.each([
    [
      'use_fips_endpoint = true\n',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      undefined,
      'use_fips_endpoint',
    ],
    [
      'endpoint_url = http://127.0.0.1:1\n',
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      undefined,
      'AWS_USE_FIPS_ENDPOINT',
    ],
    ['use_dualstack_endpoint = true\n', {}, 'http://127.0.0.1:1', 'use_dualstack_endpoint'],
    ['use_fips_endpoint = TRUE\nendpoint_url = http://127.0.0.1:1\n', {}, undefined, 'use_fips_endpoint'],
  ])('%j is refused by name', (setting, env, option, named) => {
    const { list, env: whole } = home(`[profile dev]\n${keys}${setting}`, env, option);
    expect(accessChoices(list, whole).at(0)?.usable).toMatchObject({
      ok: false,
      why: expect.stringContaining(named),
    });
    expect(profileDetails('dev', list, whole)?.findings).toMatchObject([
      { severity: 'error', text: expect.stringContaining(named) },
    ]);
    expect(() => open('dev', `[profile dev]\n${keys}${setting}`, env, option)).toThrow(
      expect.objectContaining({ code: 'SETTING', what: expect.stringContaining(named) }),
    );
  });

  test('works if the endpoints are ignored', () => {
    const config = `[profile dev]\n${keys}use_fips_endpoint = true\nendpoint_url = http://127.0.0.1:1
ignore_configured_endpoint_urls = true\n`;
    expect(open('dev', config)).toMatchObject({ endpoints: {}, settings: { fips: true } });
  });
});
