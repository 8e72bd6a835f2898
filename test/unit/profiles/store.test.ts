import { execFileSync } from 'node:child_process';
import fs, { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { profileUsable } from '../../../src/credentials/choice.ts';
import { unknownProfile } from '../../../src/credentials/unknown-profile.ts';
import type { Profile, ProfileKind } from '../../../src/profiles/profile.ts';
import { sharedFilePaths } from '../../../src/profiles/shared-file-paths.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

type SdkFile = Record<string, Record<string, string>>;
type SdkLoader = (options: {
  filepath: string;
  configFilepath: string;
  ignoreCache: boolean;
}) => Promise<{ configFile: SdkFile; credentialsFile: SdkFile }>;

/** The reader inside the SDK; it is not a dependency of ours, so it is resolved from the client's folder. */
function sdkLoader(): SdkLoader {
  const client = createRequire(import.meta.url).resolve('@aws-sdk/client-sts');
  const module = '@smithy/core/config';
  return (createRequire(client)(module) as { loadSharedConfigFiles: SdkLoader }).loadSharedConfigFiles;
}

let home: string;
beforeEach(() => {
  home = folderOfTest();
  mkdirSync(join(home, '.aws'));
});

function read(config?: string, credentials?: string, env: NodeJS.ProcessEnv = {}) {
  if (config !== undefined) writeFileSync(join(home, '.aws/config'), config);
  if (credentials !== undefined) writeFileSync(join(home, '.aws/credentials'), credentials);
  return readProfiles({ HOME: home, ...env });
}

function profile(list: { profiles: readonly Profile[] }, name: string): Profile {
  const found = list.profiles.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(`no profile ${name} among ${list.profiles.map((each) => each.name).join(', ')}`);
  return found;
}

const keys =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = CANARYsecretCANARYsecretCANARYsecretCANA\n';

describe('where the two files are', () => {
  it('follow HOME, USERPROFILE and the drive and path of Windows', () => {
    expect(sharedFilePaths({ HOME: '/h', USERPROFILE: '/u' }).config).toBe('/h/.aws/config');
    expect(sharedFilePaths({ USERPROFILE: '/u' }).credentials).toBe('/u/.aws/credentials');
    expect(sharedFilePaths({ HOMEDRIVE: '/d', HOMEPATH: '/p' }).config).toBe('/d/p/.aws/config');
  });

  it('follow the two variables, with a leading ~/ replaced, and an empty one counts as unset', () => {
    const env = { HOME: '/h', AWS_CONFIG_FILE: '~/my/config', AWS_SHARED_CREDENTIALS_FILE: '' };
    expect(sharedFilePaths(env)).toEqual({ config: '/h/my/config', credentials: '/h/.aws/credentials' });
  });
});

describe('reading profiles', () => {
  it('finds nothing if there are no files', () => {
    const list = readProfiles({ HOME: join(home, 'nowhere') });
    expect(list.profiles).toEqual([]);
    expect(list.findings).toEqual([]);
  });

  it('treats the null device as an empty file', () => {
    expect(read(undefined, undefined, { AWS_CONFIG_FILE: devNull }).findings).toEqual([]);
  });

  it('merges both files key by key; the credentials file wins', () => {
    const list = read(
      '[default]\nregion = r1\noutput = json\n[profile b]\nregion = r2',
      `[c]\n${keys}[default]\nregion = r3\n${keys}`,
    );
    expect(list.profiles.map(({ name }) => name)).toEqual(['default', 'b', 'c']);
    const merged = profile(list, 'default');
    expect(merged.region).toBe('r3');
    expect(merged.kind).toBe('keys');
    expect(merged.settings.get('output')).toEqual({
      value: 'json',
      origin: { file: join(home, '.aws/config'), line: 3, column: 1 },
    });
    expect(merged.settings.get('region')?.origin).toEqual({
      file: join(home, '.aws/credentials'),
      line: 5,
      column: 1,
    });
  });

  it('ignores an empty value, like the SDK for JavaScript', () => {
    const list = read('[profile a]\nregion = r1', `[a]\nregion =\n${keys}`);
    expect(profile(list, 'a').region).toBe('r1');
  });

  it('wraps every secret, nested ones too', () => {
    const list = read(
      '[profile a]\nx =\n  aws_secret_access_key = CANARY\naws_session_token = CANARY\naws_security_token = CANARY',
      `[a]\n${keys}`,
    );
    const { settings } = profile(list, 'a');
    for (const key of [
      'aws_secret_access_key',
      'aws_session_token',
      'aws_security_token',
      'x.aws_secret_access_key',
    ]) {
      expect(settings.get(key)?.value, key).toBeInstanceOf(Secret);
    }
    expect(inspect(list, { depth: 9 })).not.toContain('CANARY');
    expect(JSON.stringify([...settings])).not.toContain('CANARY');
  });

  it('lists neither sso-session nor services sections, and reads the endpoints of the latter', () => {
    const list = read(
      '[sso-session s]\nsso_region = r\n[services v]\ns3 =\n  endpoint_url = http://s3\nDynamoDB =\n  endpoint_url = http://d\n[profile a]\nservices = v',
    );
    expect(list.profiles.map(({ name }) => name)).toEqual(['a']);
    expect([...(list.services.get('v') ?? [])]).toEqual([
      ['s3', 'http://s3'],
      ['dynamodb', 'http://d'],
    ]);
    expect(profile(list, 'a').findings).toEqual([]);
  });

  it('prefers the prefixed default if there are both, and says so', () => {
    const list = read('[default]\nregion = r1\noutput = json\n[profile default]\nregion = r2');
    const merged = profile(list, 'default');
    expect(merged.region).toBe('r2');
    expect(merged.settings.has('output')).toBe(false);
    expect(merged.findings.map(({ text }) => text)).toEqual([expect.stringContaining('both exist')]);
  });

  it('is safe with names that every object has', () => {
    const list = read(
      '[profile __proto__]\nregion = r1\n[profile constructor]\nregion = r2\n[profile a]\nsource_profile = toString\nrole_arn = arn:aws:iam::444455556666:role/x',
    );
    expect(profile(list, '__proto__').region).toBe('r1');
    expect(profile(list, 'constructor').region).toBe('r2');
    expect(profile(list, 'a').findings[0]?.text).toBe('source profile toString is missing');
    expect(({} as Record<string, unknown>).region).toBeUndefined();
    expect((Object as unknown as Record<string, unknown>).region).toBeUndefined();
  });

  it('names the profile whose header AWS tools do not read, and suggests one that they do', () => {
    const list = read(
      '[profile dev]\nregion = eu-west-1\n[profile My Account:ReadOnly]\nregion = eu-west-1\n',
    );
    const problem = unknownProfile(list, 'My Account:ReadOnly');
    expect(problem.why).toMatch(
      /^\[profile My Account:ReadOnly\]: AWS tools do not see this profile because its name holds a space \(.*, line 3\)\.$/,
    );
    expect(problem.next).toBe('Give it a name without spaces there, as [profile My-Account:ReadOnly].');
    // Values that `configure` refuses are not suggested to it.
    expect(unknownProfile(list, "it's mine").next).toBe(
      'Choose another one (see `amplify-tui profiles list`).',
    );
    expect(unknownProfile(list, 'prod').next).toContain('`amplify-tui configure --profile prod`');
  });

  it.each([
    ['aws_access_key_id', 'AKIAIOSFODNN7EXAMPLE\u200B', 'zero-width space (U+200B) at character 21', 2],
    ['aws_secret_access_key', 'can\u0007ary', 'an invisible character (U+0007) at character 4', 3],
    ['aws_session_token', 'can\u00a0ary', 'a no-break space (U+00A0) at character 4', 4],
  ])('a hidden character in %s makes the profile unusable, with its line', (key, value, text, line) => {
    const good: Record<string, string> = {
      aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE',
      aws_secret_access_key: 'canary',
      aws_session_token: 'canary',
    };
    const lines = Object.entries({ ...good, [key]: value }).map(([name, each]) => `${name} = ${each}`);
    const [profile] = read('', `[x]\n${lines.join('\n')}\n`).profiles;
    const finding = profile?.findings.find((each) => each.text.startsWith(`${key} has`));
    expect(finding).toMatchObject({ severity: 'error', origin: { line } });
    expect(finding?.text).toContain(text);
    expect(finding?.text).not.toContain('can');
  });

  it('reports file contents that are not a profile, and what only some tools see', () => {
    const list = read('[foo]\nregion = r\n[profile a b]\n[profile "c d"]\nregion = r');
    expect(list.findings.map(({ text, origin }) => [origin?.line, text])).toEqual([
      [1, expect.stringContaining('[profile foo]')],
      [3, '[profile a b]: AWS tools do not see this profile because its name holds a space'],
    ]);
    expect(list.profiles.map(({ name }) => name)).toEqual(['c d']);
    expect(profile(list, 'c d').findings[0]).toMatchObject({
      severity: 'error',
      text: 'the SDK does not see this profile because its name holds a space',
    });
  });

  it('names an unreadable file and continues with the other', () => {
    mkdirSync(join(home, '.aws/config'));
    const list = read(undefined, `[a]\n${keys}`);
    expect(list.profiles).toHaveLength(1);
    expect(list.findings).toEqual([
      {
        severity: 'error',
        unreadFile: true,
        text: `${join(home, '.aws/config')} cannot be read: a folder is in its place`,
        origin: { file: join(home, '.aws/config'), line: 1 },
      },
    ]);
  });

  it('says for settings without keys that the file of keys, named by a variable, is missing', () => {
    const folder = folderOfTest();
    writeFileSync(join(folder, 'config'), '[default]\nregion=eu-west-1\n');
    const reasonWith = (file: string) => {
      const env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: file };
      const [profile] = readProfiles(env).profiles;
      const usable = profile && profileUsable(profile);
      return usable?.ok === false ? usable.why : undefined;
    };
    expect(reasonWith(join(folder, 'nope'))).toContain(
      `AWS_SHARED_CREDENTIALS_FILE names ${join(folder, 'nope')}, which is not there`,
    );
    expect(reasonWith(devNull)).not.toContain('not there');
  });

  it('does not wait for a named pipe', () => {
    execFileSync('mkfifo', [join(home, '.aws/config')]);
    expect(read().findings[0]?.text).toContain('it is not a regular file');
  });

  it.skipIf(process.getuid?.() === 0)('says if permission is missing', () => {
    writeFileSync(join(home, '.aws/config'), '[profile a]');
    chmodSync(join(home, '.aws/config'), 0);
    expect(read().findings[0]?.text).toContain('you do not have permission');
  });

  it('sees what the loader of the SDK sees', async () => {
    const config =
      '# top\n[default]\nregion = eu-west-1\n[profile dev] ; c\nregion = us-east-1 # c\ns3 =\n  max = 2\n[sso-session s]\nsso_region = r\n';
    const credentials = `[dev]\n${keys}\n[other]\n${keys}`;
    const list = read(config, credentials);
    const theirs = await sdkLoader()({
      filepath: list.files.credentials,
      configFilepath: list.files.config,
      ignoreCache: true,
    });
    const names = new Set([...Object.keys(theirs.configFile), ...Object.keys(theirs.credentialsFile)]);
    names.delete('sso-session.s');
    expect(new Set(list.profiles.map(({ name }) => name))).toEqual(names);
    for (const { name, settings } of list.profiles) {
      const both = { ...theirs.configFile[name], ...theirs.credentialsFile[name] };
      const ours = [...settings].map(([key, { value }]) => [
        key,
        typeof value === 'string' ? value : value.reveal(),
      ]);
      expect(Object.fromEntries(ours)).toEqual(both);
    }
  });
});

describe('kinds', () => {
  it.each<[ProfileKind, string]>([
    ['keys', keys],
    ['role', 'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = base'],
    [
      'role-mfa',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = base\nmfa_serial = GAHT12345678',
    ],
    ['role', `role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = base\n${keys}`],
    [
      'credential-source',
      'role_arn = arn:aws:iam::444455556666:role/x\ncredential_source = Ec2InstanceMetadata',
    ],
    ['web-identity', 'role_arn = arn:aws:iam::444455556666:role/x\nweb_identity_token_file = /t'],
    ['process', 'credential_process = /bin/false'],
    ['sso', 'sso_session = s\nsso_account_id = 111122223333\nsso_role_name = r'],
    [
      'sso',
      'sso_start_url = https://x\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = r',
    ],
    ['login', 'login_session = arn:aws:iam::111122223333:user/me'],
    ['settings', 'region = eu-west-1'],
  ])('%s', (kind, text) => {
    const list = read(
      `[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n[profile base]\n${keys}[profile a]\n${text}`,
    );
    expect(profile(list, 'a').kind).toBe(kind);
    expect(profile(list, 'a').findings).toEqual([]);
  });
});

describe('health', () => {
  it.each([
    ['half a key pair', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE', 'aws_secret_access_key is missing'],
    ['the other half', 'aws_secret_access_key = x', 'aws_access_key_id is missing'],
    ['a temporary key without token', keys.replace('AKIA', 'ASIA'), 'needs aws_session_token'],
    ['a token left over', `${keys}aws_security_token = x`, 'aws_security_token is left over'],
    ['a role without source', 'role_arn = arn:aws:iam::444455556666:role/x', 'the role has no source'],
    [
      'two sources',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = base\ncredential_source = Environment',
      'exclude each other',
    ],
    [
      'a missing source',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = gone',
      'source profile gone is missing',
    ],
    [
      'a source without access',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = empty',
      'has settings only',
    ],
    [
      'itself as source',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = a',
      'which has no keys',
    ],
    ['an unknown services section', `${keys}services = gone`, '[services gone] is missing'],
    [
      'an unknown sso-session',
      'sso_session = gone\nsso_account_id = 1\nsso_role_name = r',
      '[sso-session gone] is missing',
    ],
    ['a region that is none', `${keys}region = "eu-west-1"`, 'is not a region'],
    [
      'a password in an endpoint that is none',
      `${keys}endpoint_url = http://u:pw@a b`,
      'url http://a b cannot be used',
    ],
    [
      'an endpoint that is none',
      `${keys}endpoint_url = localhost:4566`,
      'it is not an http or https address',
    ],
    ['an endpoint with a query', `${keys}endpoint_url = http://host/?a=b`, 'what it has from ? on'],
    [
      'an endpoint with a password in a services section',
      `${keys}services = own\n[services own]\nsts =\n  endpoint_url = http://u:canary@host\n`,
      'the endpoint_url http://host of sts cannot be used: it holds a user name or password',
    ],
    [
      'a duration that is none',
      'role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = base\nduration_seconds = 1h',
      'duration_seconds',
    ],
  ])('%s', (_, text, said) => {
    const list = read(`[profile base]\n${keys}[profile empty]\nregion = r\n[profile a]\n${text}`);
    expect(
      profile(list, 'a')
        .findings.map((finding) => finding.text)
        .join('\n'),
    ).toContain(said);
    expect(profile(list, 'a').findings.every(({ origin }) => origin && origin.line > 5)).toBe(true);
    expect(profile(list, 'base').findings).toEqual([]);
  });

  it('names a circle of sources, and what depends on it', () => {
    const role = (source: string) =>
      `role_arn = arn:aws:iam::444455556666:role/x\nsource_profile = ${source}\n`;
    const list = read(
      `[profile outer]\n${role('a')}[profile a]\n${role('b')}[profile b]\n${role('c')}[profile c]\n${role('a')}`,
    );
    const texts = Object.fromEntries(
      list.profiles.map(({ name, findings }) => [name, findings.map((f) => f.text)]),
    );
    expect(texts).toEqual({
      outer: ['source profile a does not work itself'],
      a: ['source profiles lead in a circle: a → b → c → a'],
      b: ['source profiles lead in a circle: b → c → a → b'],
      c: ['source profiles lead in a circle: c → a → b → c'],
    });
  });

  it('allows a role whose source is itself, if it has keys, and stops at the keys of a source', () => {
    const list = read(
      `[profile a]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = a\n${keys}[profile b]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = c\n[profile c]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = b\n${keys}`,
    );
    expect(profile(list, 'a').findings).toEqual([]);
    expect(profile(list, 'b').findings).toEqual([]);
  });

  it('follows a chain of ten thousand', () => {
    const chain = Array.from(
      { length: 10_000 },
      (_, n) => `[profile p${n}]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = p${n + 1}\n`,
    );
    const list = read(chain.join(''));
    expect(list.profiles).toHaveLength(10_000);
    expect(profile(list, 'p9999').findings[0]?.text).toBe('source profile p10000 is missing');
    expect(profile(list, 'p0').findings[0]?.text).toBe('source profile p1 does not work itself');
  });

  it('strips control characters from what it says about names', () => {
    const list = read(
      '[profile a]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = \u001B[31mred\u001B[0m',
    );
    expect(profile(list, 'a').findings.map(({ text }) => text)).toContain('source profile red is missing');
  });
});

describe('unchanged files', () => {
  let reads: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    reads = vi.spyOn(fs, 'readFileSync');
    syncBuiltinESMExports();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  const region = () => readProfiles({ HOME: home }).profiles[0]?.region;

  it('are read once, and again after a change', () => {
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
    expect(read('[default]\nregion = eu-west-1\n').profiles[0]?.region).toBe('eu-west-1');
    expect([region(), region()]).toEqual(['eu-west-1', 'eu-west-1']);
    expect(reads).toHaveBeenCalledTimes(1);
    rmSync(join(home, '.aws/config'));
    expect(readProfiles({ HOME: home }).profiles).toEqual([]);
    writeFileSync(join(home, '.aws/config'), '[default]\nregion = eu-west-2\n');
    expect(region()).toBe('eu-west-2');
  });

  it('are read each time while they are so new that their times may not show a change', () => {
    read('[default]\nregion = eu-west-1\n');
    writeFileSync(join(home, '.aws/config'), '[default]\nregion = eu-west-2\n');
    expect(region()).toBe('eu-west-2');
    expect(reads).toHaveBeenCalledTimes(2);
  });
});
