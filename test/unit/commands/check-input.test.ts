import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { checkInput } from '../../../src/commands/check-input.ts';
import { stateFolder } from '../../../src/platform/paths.ts';
import { realPathSync } from '../../../src/platform/real-path.ts';
import { updateSettings, withFolderProfile } from '../../../src/state/settings.ts';
import { problemOf } from '../../support/problem-of.ts';

let home: string;
const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ HOME: home, ...more });

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'check-input-'));
  mkdirSync(join(home, '.aws'));
  const keys = 'aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = canary\n';
  writeFileSync(join(home, '.aws', 'credentials'), `[default]\n${keys}[dev]\n${keys}`);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const check = (argv: readonly string[], more: NodeJS.ProcessEnv) =>
  checkInput(readArguments(argv), env(more), undefined);

const problemWith = (argv: readonly string[], more: NodeJS.ProcessEnv = {}) => problemOf(check(argv, more));

/** Asserts that a command line is accepted. */
const taken = async (argv: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  expect(await check(argv, more)).toBeUndefined();

describe('an option', () => {
  it.each([
    [['init', '--region', 'EU-WEST-1'], '--region "EU-WEST-1"', 'Did you mean eu-west-1?'],
    [['init', '--region', 'Europe (Ireland)'], '--region "Europe (Ireland)"', 'Did you mean eu-west-1?'],
    [['init', '--region', 'ireland'], '--region "ireland"', 'Did you mean eu-west-1?'],
    [['init', '--region', 'eu-wset-1'], '--region "eu-wset-1"', 'Did you mean eu-west-1?'],
    [['status', '--region', 'eu-west-1\r'], '--region "eu-west-1\\u000D"', 'Did you mean eu-west-1?'],
    [['status', '--region', ' eu-west-1'], '--region " eu-west-1"', 'Did you mean eu-west-1?'],
    [['init', '--region', 'x#'], '--region "x#"', 'as --region eu-west-1'],
    [['watch', '--region', 'us-east-1.evil.example'], '--region', 'as --region eu-west-1'],
    [['init', '--region', 'zz-nowhere-9'], '--region "zz-nowhere-9"', 'AMPLIFY_TUI_REGIONS'],
    [['init', '--theme', 'blue'], 'There is no theme "blue".', '--theme'],
    [['--theme', 'Dark'], 'There is no theme "Dark".', '--theme'],
    [
      ['init', '--endpoint-url', 'localhost:4566'],
      '--endpoint-url "localhost:4566"',
      'http://127.0.0.1:4566',
    ],
    [['init', '--endpoint-url', 'file:///etc/passwd'], '--endpoint-url', 'http://'],
    [['init', '--endpoint-url', 'http://'], '--endpoint-url "http://"', 'http://127'],
    [['init', '--endpoint-url', 'http://h/?x=1'], '--endpoint-url "http://h/?x=1"', 'http://127'],
    [['status', '--endpoint-url', 'http://h/#x'], '--endpoint-url "http://h/#x"', 'http://127'],
    [['watch', '--endpoint-url', 'http://me:pw@h'], '--endpoint-url "http://h"', 'http://127'],
    [['init', '--endpoint-url', 'http://127.0.0.1:1 '], '--endpoint-url', 'without that'],
    [['init', '--patience=-1'], '--patience "-1"', 'Leave it out'],
    [['init', '--patience', '0x10'], '--patience "0x10"', 'Leave it out'],
    [['watch', '--patience', '1e3'], '--patience "1e3"', 'Leave it out'],
    [['watch', '--patience', ' 5'], '--patience " 5"', 'Leave it out'],
    [['watch', '--patience', 'Infinity'], '--patience "Infinity"', 'Leave it out'],
    [['status', '--mfa-code', '12345'], '--mfa-code is not six digits.', 'that the device shows now'],
    [['status', '--mfa-code', '１２３４５'], '--mfa-code is not six digits.', 'that the device shows now'],
    [['status', '--mfa-code', '123456,234567'], '--mfa-code is not six digits.', 'that the device shows now'],
    [['assume-role', 'user', '--mfa-code', '1,2'], '--mfa-code', 'that the device shows now'],
    [
      ['status', '--cwd', '/nowhere/at/all'],
      'There is no folder "/nowhere/at/all".',
      'Name an existing folder',
    ],
    [['status', '--cwd', process.execPath], 'is not a folder.', 'Name an existing folder'],
    [['init', '--env', 'de\u200Bv'], '--env "de\\u200Bv"', 'without that'],
  ])('that is invalid is refused: %j', async (argv, what, next) => {
    const problem = await problemWith(argv);
    expect(problem.code).toBe('USAGE');
    expect(problem.what).toContain(what);
    expect(problem.next).toContain(next);
    expect(problem.what).not.toMatch(/[\r\u200B]/);
  });

  it.each([
    [['init', '--region', 'us-gov-west-1']],
    [['init', '--region', 'us-iso-east-1']],
    [['watch', '--patience', '0.5']],
    [['status', '--mfa-code', '471203']],
    // From an input method, and in other scripts.
    [['status', '--mfa-code', '４７１２０３']],
    [['assume-role', 'user', '--mfa-code', '٤٧١٢٠٣,۴۷۱۲۰۳']],
    [['assume-role', 'user', '--mfa-code', '471203,118240,590311']],
    [['init', '--endpoint-url', 'https://localhost:4566/path']],
  ])('that is valid is accepted: %j', async (argv) => {
    await taken(argv);
  });

  it('with an unknown region is accepted if the user confirms it, or a variable names it', async () => {
    const asked: string[] = [];
    const given = readArguments(['init', '--region', 'eu-wset-1']);
    await checkInput(given, env(), async (question) => {
      asked.push(question);
      return true;
    });
    expect(asked).toEqual([expect.stringContaining('Did you mean eu-west-1? Use eu-wset-1 all the same?')]);
    await expect(checkInput(given, env(), async () => false)).rejects.toMatchObject({ code: 'USAGE' });
    await taken(['init', '--region', 'eu-wset-1'], { AMPLIFY_TUI_REGIONS: 'xx-new-1, eu-wset-1' });
  });

  it('with an unknown profile is refused for every command that uses it', async () => {
    for (const command of [
      [],
      ['init'],
      ['status'],
      ['watch'],
      ['env'],
      ['configure', 'project'],
      ['credentials'],
    ]) {
      const problem = await problemWith([...command, '--profile', 'dve']);
      expect(problem.code).toBe('PROFILE_UNKNOWN');
      expect(problem.what).toBe('Profile "dve" (named by --profile) not found.');
      expect(problem.next).toContain('Did you mean dev?');
    }
    await taken(['configure', '--profile', 'dve']);
    expect((await problemWith(['configure', '--create-user', 'a', '--with-profile', 'x;y'])).next).toBe(
      'Choose another one (see `amplify-tui profiles list`).',
    );
  });
});

describe('a variable', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001', AWS_SECRET_ACCESS_KEY: 'canary' };

  it.each([
    [
      { AWS_REGION: 'eu-west-1 ' },
      'AWS_REGION is "eu-west-1 "',
      'a blank at its end',
      'AWS_REGION=eu-west-1',
    ],
    [
      { AWS_REGION: 'eu-west-1\r' },
      'AWS_REGION is "eu-west-1\\u000D"',
      'carriage return',
      'AWS_REGION=eu-west-1',
    ],
    [{ AWS_REGION: '"eu-west-1"' }, 'AWS_REGION is ""eu-west-1""', 'quotation marks', 'AWS_REGION=eu-west-1'],
    [{ AWS_DEFAULT_REGION: 'Europe (Ireland)' }, 'AWS_DEFAULT_REGION is', 'looks like', 'eu-west-1'],
    [{ AWS_PROFILE: 'dev\n' }, 'AWS_PROFILE is "dev\\u000A"', 'line end', 'AWS_PROFILE'],
    [{ AWS_DEFAULT_PROFILE: "'dev'" }, 'AWS_DEFAULT_PROFILE is', 'quotation marks', 'unset it'],
    [
      { AWS_ENDPOINT_URL: 'localhost:4566' },
      'AWS_ENDPOINT_URL is "localhost:4566"',
      'not an http',
      'leave it out',
    ],
    [
      { AWS_ENDPOINT_URL_STS: 'http://a\u200Bb' },
      'AWS_ENDPOINT_URL_STS',
      'zero-width space (U+200B)',
      'again',
    ],
    [{ AWS_USE_FIPS_ENDPOINT: 'yes' }, 'AWS_USE_FIPS_ENDPOINT is "yes"', 'true or false', 'unset it'],
    [{ AWS_RETRY_MODE: 'hard' }, 'AWS_RETRY_MODE is "hard"', 'standard, adaptive', 'unset it'],
    [{ AWS_MAX_ATTEMPTS: 'three' }, 'AWS_MAX_ATTEMPTS is "three"', 'whole number', 'unset it'],
    [{ AWS_CONFIG_FILE: '/home/a/config\r' }, 'AWS_CONFIG_FILE is', 'carriage return', 'unset it'],
    [
      { ...keys, AWS_CREDENTIAL_EXPIRATION: 'soon' },
      'AWS_CREDENTIAL_EXPIRATION is "soon"',
      'not a date',
      'unset it',
    ],
    [{ ...keys, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001\r' }, 'AWS_ACCESS_KEY_ID cannot', 'U+000D', 'again'],
    [{ ...keys, AWS_SECRET_ACCESS_KEY: 'canary\u200B' }, 'AWS_SECRET_ACCESS_KEY cannot', 'U+200B', 'again'],
    [{ ...keys, AWS_SECRET_ACCESS_KEY: 'canäry' }, 'AWS_SECRET_ACCESS_KEY cannot', 'character 4', 'again'],
    [{ ...keys, AWS_SESSION_TOKEN: '"canary"' }, 'AWS_SESSION_TOKEN cannot', 'quotation marks', 'again'],
  ] as readonly (readonly [NodeJS.ProcessEnv, string, string, string])[])(
    'that cannot be right is refused, not cleaned: %j',
    async (variables, what, why, next) => {
      const problem = await problemWith(['init'], variables);
      expect(problem.code).toBe('ENVIRONMENT');
      expect(problem.what).toContain(what);
      expect(problem.why).toContain(why);
      expect(problem.next).toContain(next);
      expect(JSON.stringify(problem)).not.toMatch(/canary|can\u00e4|canä/);
    },
  );

  const jwt = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/a' };
  it.each([
    [{ HTTPS_PROXY: 'socks5://canary@proxy:1080' }, 'HTTPS_PROXY cannot', 'kind socks5', 'http://host:port'],
    [{ https_proxy: 'http://user:canary#x@proxy' }, 'https_proxy cannot', 'not an address', '%23'],
    [{ HTTP_PROXY: 'http://' }, 'HTTP_PROXY cannot', 'not an address', 'http://host:port'],
    [{ HTTPS_PROXY: '"http://proxy:3128"' }, 'HTTPS_PROXY cannot', 'quotation marks', 'again'],
    [{ NO_PROXY: 'localhost,10.0.0.0/33' }, 'NO_PROXY is', '"10.0.0.0/33" is not a host', '10.0.0.0/8'],
    [{ no_proxy: 'http://intern' }, 'no_proxy is', 'not a host', 'without http://'],
    [{ ...jwt, AWS_ROLE_ARN: 'role/a' }, 'AWS_ROLE_ARN is "role/a"', 'not the ARN of a role', 'the role'],
    [{ ...jwt, AWS_ROLE_SESSION_NAME: 'a b' }, 'AWS_ROLE_SESSION_NAME is', '2 to 64', 'unset it'],
    [
      { ...jwt, AWS_WEB_IDENTITY_TOKEN_FILE: '/t\r' },
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'carriage return',
      'again',
    ],
    [
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/x' },
      'AWS_CONTAINER_CREDENTIALS_FULL_URI is',
      'example.com is neither https',
      '169.254.170.23',
    ],
    [
      { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '//canary/x' },
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI cannot',
      'not a path',
      '/v2/',
    ],
    [
      { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'canary\n' },
      'AWS_CONTAINER_AUTHORIZATION_TOKEN cannot',
      'line end',
      'again',
    ],
    [{ AWS_EC2_METADATA_DISABLED: 'yes' }, 'AWS_EC2_METADATA_DISABLED is', 'true or false', 'unset it'],
    [
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'here' },
      'METADATA_SERVICE_ENDPOINT is',
      'not an http',
      'leave it out',
    ],
  ] as readonly (readonly [NodeJS.ProcessEnv, string, string, string])[])(
    'of a machine or its network that is invalid is refused: %j',
    async (variables, what, why, next) => {
      const problem = await problemWith(['init'], variables);
      expect(problem.code).toBe('ENVIRONMENT');
      expect(problem.what).toContain(what);
      expect(problem.why).toContain(why);
      expect(problem.next).toContain(next);
      expect(JSON.stringify(problem)).not.toContain('canary');
    },
  );

  it('of a proxy or a role counts only where it is used', async () => {
    // An empty variable in lower case disables the other and has to stay.
    const off: NodeJS.ProcessEnv = { https_proxy: '', HTTPS_PROXY: 'nonsense://' };
    await taken(['init'], off);
    await taken(['init'], { http_proxy: 'http://proxy:3128', HTTP_PROXY: 'nonsense://' });
    await taken(['init'], {
      ALL_PROXY: 'socks5://proxy:1080',
      AWS_ROLE_ARN: 'mine',
      NO_PROXY: '*, .corp 10.0.0.0/8,::1/128',
    });
  });

  it('with an unknown profile is refused, suggesting the one that was probably meant', async () => {
    for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])
      for (const command of [[], ['init'], ['status'], ['configure', 'project'], ['credentials'], ['env']]) {
        const problem = await problemWith(command, { [name]: 'dve' });
        expect(problem).toMatchObject({
          code: 'PROFILE_UNKNOWN',
          what: `Profile "dve" (named by ${name}) not found.`,
          next: expect.stringContaining('Did you mean dev?'),
        });
      }
    await taken(['status'], { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'gone' });
    await taken(['status', '--profile', 'dev'], { AWS_PROFILE: 'gone' });
    for (const command of [['configure'], ['doctor'], ['profiles', 'list'], ['profiles', 'use', 'dev']])
      await taken(command, { AWS_PROFILE: 'gone' });
  });

  it('with an unknown profile is ignored if the folder has its own', async () => {
    const app = join(home, 'app');
    mkdirSync(app);
    await updateSettings(stateFolder(env()), (settings) =>
      withFolderProfile(settings, realPathSync(app), 'dev'),
    );
    await taken(['status', '--cwd', app], { AWS_PROFILE: 'gone' });
    expect((await problemWith(['status', '--cwd', home], { AWS_PROFILE: 'gone' })).code).toBe(
      'PROFILE_UNKNOWN',
    );
  });

  it('counts only if nothing overrides it', async () => {
    await taken(['init', '--region', 'eu-west-1'], { AWS_REGION: 'nonsense' });
    await taken(['init'], { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'nonsense' });
    await taken(['init', '--profile', 'dev'], { AWS_PROFILE: 'dev\r' });
    await taken(['init', '--endpoint-url', 'http://127.0.0.1:1'], { AWS_ENDPOINT_URL: 'nonsense' });
    await taken(['schema', 'answers'], { AWS_REGION: 'nonsense' });
    await taken(['init'], { AWS_REGION: '', AWS_ENDPOINT_URL: '', AWS_PROFILE: '' });
  });

  it('is reported by doctor instead of stopping it', async () => {
    await taken(['doctor'], { AWS_REGION: 'eu-west-1 ', AWS_ENDPOINT_URL: 'nonsense' });
  });
});
