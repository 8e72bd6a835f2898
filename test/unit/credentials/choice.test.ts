import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  accessChoices,
  accessProblemIfNone,
  cloudOf,
  defaultChoice,
  rankedChoices,
  wantsInstance,
} from '../../../src/credentials/choice.ts';
import { environmentKeys as readKeys } from '../../../src/credentials/environment.ts';
import { noteInstance } from '../../../src/credentials/machine.ts';
import { optionIn } from '../../../src/credentials/option-rows.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

const environmentKeys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'canary' };

function withFiles(config: string, credentials = '', more: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, 'config'), config);
  writeFileSync(join(folder, 'credentials'), credentials);
  const env: NodeJS.ProcessEnv = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    ...more,
  };
  return { env, list: readProfiles(env) };
}

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = canary\n';

describe('accessChoices', () => {
  test('returns nothing if there is nothing', () => {
    const { env, list } = withFiles('');
    expect([...accessChoices(list, env)]).toEqual([]);
  });

  test('lists environment keys first, then every profile with its kind', () => {
    const { env, list } = withFiles(
      [
        '[default]\nregion = eu-central-1',
        '[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/dev\nsource_profile = default',
        '[profile mfa]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = default\nmfa_serial = arn:aws:iam::111122223333:mfa/ana',
        '[sso-session corp]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1',
        '[profile sso]\nsso_session = corp\nsso_account_id = 777788889999\nsso_role_name = dev',
        '[profile tool]\ncredential_process = /bin/tool',
        '[profile plain]\nregion = us-east-1',
      ].join('\n'),
      `[default]\n${keys}`,
      environmentKeys,
    );
    expect(
      Array.from(accessChoices(list, env), ({ label, kind, account, usable }) => [
        label,
        kind,
        account,
        usable.ok,
      ]),
    ).toEqual([
      ['environment keys', 'keys', undefined, true],
      ['default', 'keys', undefined, true],
      ['dev', 'role', '444455556666', true],
      ['mfa', 'role · MFA', '444455556666', true],
      ['sso', 'SSO', '777788889999', true],
      ['tool', 'process', undefined, true],
      ['plain', 'settings only', undefined, false],
    ]);
  });

  test.each([
    ['settings alone', 'region = us-east-1', /settings only/],
    [
      'half a pair',
      'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
      /^Aws_secret_access_key is missing|aws_secret_access_key is missing/i,
    ],
    [
      'a source that is missing',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = ghost',
      /ghost is missing.*line 3\)\.$/,
    ],
    ['a temporary key without a token', keys.replace('AKIA', 'ASIA'), /aws_session_token/],
  ])('%s says why it cannot be used', (_, settings, why) => {
    const { env, list } = withFiles(`[profile x]\n${settings}\n`, `[default]\n${keys}`);
    const option = optionIn(accessChoices(list, env), { kind: 'profile', name: 'x' });
    expect(option?.usable).toEqual({ ok: false, why: expect.stringMatching(why) });
  });

  test('reports a temporary key in the environment without its token', () => {
    const env = { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE000000000', AWS_SECRET_ACCESS_KEY: 'x' };
    expect(readKeys(env)).toMatchObject({
      kind: 'broken',
      why: expect.stringContaining('AWS_SESSION_TOKEN is not set'),
    });
    expect(readKeys({ ...env, AWS_SESSION_TOKEN: 'y' }).kind).toBe('keys');
  });

  test('says which half of a pair is missing in the environment', () => {
    const { env, list } = withFiles('', '', { AWS_SECRET_ACCESS_KEY: 'canary' });
    expect([...accessChoices(list, env)]).toEqual([
      expect.objectContaining({ usable: { ok: false, why: expect.stringContaining('AWS_ACCESS_KEY_ID') } }),
    ]);
  });

  test('contains no secret, and no escape sequence of a name', () => {
    const { env, list } = withFiles('', `[a\u001B[2Jb]\n${keys}`, environmentKeys);
    const options = [...accessChoices(list, env)];
    expect(options.length).toBeGreaterThan(0);
    expect(JSON.stringify(options)).not.toContain('canary');
    for (const { label } of options) expect(label).not.toContain('\u001B');
  });
});

describe('defaultChoice', () => {
  const full = () =>
    withFiles('', `[default]\n${keys}`, { ...environmentKeys, AWS_PROFILE: 'from-variable' });

  test('is --profile, project, folder, AWS_PROFILE, environment, default: in this order', () => {
    const { env, list } = full();
    const all = { flag: 'f', projectProfile: 'p', folderProfile: 'o', env, list };
    const name = (input: Parameters<typeof defaultChoice>[0]) => {
      const found = defaultChoice(input);
      return [found?.choice.kind === 'profile' ? found.choice.name : found?.choice.kind, found?.source];
    };
    expect(name(all)).toEqual(['f', '--profile']);
    expect(name({ ...all, flag: undefined })).toEqual(['p', 'the project']);
    expect(name({ ...all, flag: undefined, projectProfile: '' })).toEqual(['o', "this folder's default"]);
    expect(name({ env, list })).toEqual([
      'from-variable',
      'AWS_PROFILE (it wins over the keys in the environment)',
    ]);
    expect(name({ env: { HOME: folder, AWS_PROFILE: 'a' }, list })).toEqual(['a', 'AWS_PROFILE']);
    expect(name({ env: { ...env, AWS_PROFILE: '' }, list })).toEqual(['environment', 'the environment']);
    expect(name({ env: { ...env, AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'd' }, list })[0]).toBe('environment');
    const bare = { HOME: folder };
    expect(name({ env: { ...bare, AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'd' }, list })[0]).toBe('a');
    expect(name({ env: { ...bare, AWS_DEFAULT_PROFILE: 'd' }, list })).toEqual(['d', 'AWS_DEFAULT_PROFILE']);
    expect(name({ env: bare, list })).toEqual(['default', 'the profile default']);
  });

  test('uses a given name even if there is no such profile', () => {
    const { env, list } = full();
    expect(defaultChoice({ flag: 'typo', env, list })?.choice).toEqual({ kind: 'profile', name: 'typo' });
  });

  test('is none without any of them', () => {
    const { env, list } = withFiles('[profile other]\nregion = us-east-1\n');
    expect(defaultChoice({ env, list })).toBeUndefined();
  });
});

describe('credentials that the machine provides', () => {
  const webIdentity = {
    AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token',
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/pod',
  };
  const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };
  const sources = (env: NodeJS.ProcessEnv, config = '', credentials = '') => {
    const files = withFiles(config, credentials, env);
    return rankedChoices(files).map(({ source }) => source);
  };

  test('come after profiles and keys, a token before a container before an instance', () => {
    const all = { ...webIdentity, ...container };
    expect(sources({ ...all, ...environmentKeys, AWS_PROFILE: 'a' }, '', `[default]\n${keys}`)).toEqual([
      'AWS_PROFILE (it wins over the keys in the environment)',
      'the environment',
      'the profile default',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ]);
    expect(sources(container)).toEqual(['AWS_CONTAINER_CREDENTIALS_FULL_URI']);
    expect(sources({ ...container, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x' })).toEqual([
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    ]);
    const { env, list } = withFiles('');
    expect(defaultChoice({ env, list })).toBeUndefined();
    noteInstance(env);
    expect(defaultChoice({ env, list })).toEqual({
      choice: { kind: 'machine', source: 'instance' },
      source: 'the EC2 instance',
    });
    expect(defaultChoice({ env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' }, list })).toBeUndefined();
  });

  test('are used if a profile that was not chosen here contains only settings', () => {
    const settings = '[default]\nregion = eu-west-1\n[profile tuned]\nretry_mode = adaptive\n';
    const machine = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
    expect(sources(container, settings)).toEqual([machine]);
    expect(sources({ ...container, AWS_PROFILE: 'tuned' }, settings)).toEqual([machine]);
    expect(sources({ AWS_PROFILE: 'tuned' }, settings)).toEqual(['AWS_PROFILE', 'the profile default']);
    const { env, list } = withFiles(settings, '', container);
    expect(defaultChoice({ flag: 'tuned', env, list })?.source).toBe('--profile');
    expect(accessChoices(list, env).at(-1)).toEqual({
      choice: { kind: 'machine', source: 'container' },
      label: 'container credentials',
      kind: 'container',
      region: 'eu-west-1',
      usable: { ok: true },
    });
  });

  test('are listed with what is wrong with them', () => {
    const why = (more: NodeJS.ProcessEnv) => {
      const { env, list } = withFiles('', '', more);
      expect(JSON.stringify([...accessChoices(list, env)])).not.toContain('canary');
      const usable = accessChoices(list, env).at(0)?.usable;
      return usable?.ok === false ? usable.why : undefined;
    };
    expect(why({ AWS_WEB_IDENTITY_TOKEN_FILE: '/t' })).toContain('AWS_ROLE_ARN is not');
    expect(why({ ...webIdentity, AWS_ROLE_ARN: 'role/pod' })).toContain('AWS_ROLE_ARN');
    expect(why({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com' })).toContain('example.com');
    expect(why({ ...container, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'canary\r' })).toContain(
      'AWS_CONTAINER_AUTHORIZATION_TOKEN',
    );
    expect(why(container)).toBeUndefined();
  });

  test('come from the EC2 instance only if there would be no access', () => {
    const wants = (config: string, more: NodeJS.ProcessEnv = {}, flag?: string) => {
      const { env, list } = withFiles(config, '', more);
      return wantsInstance({ env, list, flag });
    };
    const settings = '[default]\nregion = eu-west-1\n[profile dev]\ncredential_process = x\n';
    expect([wants(''), wants(settings), wants(settings, { AWS_PROFILE: 'default' })]).toEqual([
      true,
      true,
      true,
    ]);
    expect(wants(settings, { AWS_PROFILE: 'dev' })).toBe(false);
    expect(wants(settings, { AWS_PROFILE: 'gone' })).toBe(false);
    expect(wants(settings, {}, 'default')).toBe(false);
    expect(wants(settings, container)).toBe(false);
    expect(wants(settings, environmentKeys)).toBe(false);
  });
});

describe('accessProblemIfNone', () => {
  test('says nothing if something can be used', () => {
    const { env, list } = withFiles('', `[default]\n${keys}[other]\nregion = x\n`);
    expect(accessProblemIfNone(list, env)).toBeUndefined();
  });

  test('without any set-up names both files and says what to do', () => {
    const { env, list } = withFiles('');
    const problem = accessProblemIfNone(list, env);
    expect(problem?.code).toBe('ACCESS_NONE');
    expect(problem?.why).toContain('No profile in ~/credentials or ~/config');
    expect(problem?.next).toContain('amplify-tui configure');
  });

  test('names what exists and cannot be used', () => {
    const { env, list } = withFiles('[profile dev]\nregion = eu-west-1\n');
    expect(accessProblemIfNone(list, env)?.why).toMatch(/^dev: /);
  });

  test('gives an unreadable file as the reason', () => {
    const env = { HOME: folder, AWS_CONFIG_FILE: folder, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') };
    expect(accessProblemIfNone(readProfiles(env), env)?.why).toContain('a folder is in its place');
  });
});

describe('the cloud of an access, before AWS has answered', () => {
  const cloudAsWritten = (config: string, more: NodeJS.ProcessEnv = {}) => {
    const { env, list } = withFiles(config, `[default]\n${keys}`, more);
    const url = env.AWS_ENDPOINT_URL;
    return cloudOf(
      undefined,
      optionIn(accessChoices(list, env), { kind: 'profile', name: 'default' }),
      url ? { kind: 'endpoint', url } : { kind: 'aws' },
    );
  };

  test.each([
    ['', {}, { kind: 'aws' }],
    [
      '[default]\nendpoint_url = http://127.0.0.1:5000',
      {},
      { kind: 'endpoint', url: 'http://127.0.0.1:5000' },
    ],
    [
      '[default]\nservices = here\n[services here]\ncloudformation =\n  endpoint_url = http://127.0.0.1:6000',
      {},
      { kind: 'endpoint', url: 'http://127.0.0.1:6000' },
    ],
    [
      '[default]\nendpoint_url = http://127.0.0.1:5000\nignore_configured_endpoint_urls = true',
      {},
      { kind: 'aws' },
    ],
    [
      '[default]\nignore_configured_endpoint_urls = true',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:7000' },
      { kind: 'aws' },
    ],
    [
      '[default]\nendpoint_url = nothing',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:7000' },
      { kind: 'endpoint', url: 'http://127.0.0.1:7000' },
    ],
  ])('is the one of %j and %j', (config, more, cloud) => {
    expect(cloudAsWritten(config, more)).toEqual(cloud);
  });

  test('is that of the environment for keys in it, and the demo is the demo', () => {
    const { env, list } = withFiles('[default]\nendpoint_url = http://127.0.0.1:5000', '', environmentKeys);
    const [option] = accessChoices(list, env);
    expect(option?.endpoint).toBe('http://127.0.0.1:5000');
    const demo = { kind: 'demo', url: 'http://127.0.0.1:1' } as const;
    expect(cloudOf(undefined, option, demo)).toBe(demo);
  });
});
