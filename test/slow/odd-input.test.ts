import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type DemoCloud, startDemoCloud } from '../../demo/cloud/server.ts';
import type { CommandSpec } from '../../src/app/command-line/command-spec.ts';
import { commandSpecs } from '../../src/app/command-line/commands.ts';
import { type OptionSpec, optionSpecs } from '../../src/app/command-line/options.ts';
import { expectNoFault, runDispatched } from '../support/dispatched.ts';

/** Values that nobody intends, or with a meaning to a shell, a header, a path, a parser or an object. */
const odd = [
  ...[
    '',
    ' ',
    '-',
    '0',
    '-1',
    '1e309',
    'x#',
    'a b',
    'a ',
    "'a'",
    'a\r',
    'a\nb',
    'a\u0000',
    'a\u200Bb',
    '\uD800',
    'ü',
  ],
  ...['__proto__', 'constructor', '..', '/dev/null', '$(x)', '{', '{"a":1}', '{a:b}', 'http://[', 'ftp://a'],
  ...['x'.repeat(5000), '['.repeat(5000)],
];

/** Variables of the machine and its network, with only a few values, since each starts a complete run. */
const ofMachines = [
  ...['AWS_DEFAULT_PROFILE', 'AWS_CA_BUNDLE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'],
  ...[
    'AWS_ROLE_SESSION_NAME',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ],
  ...['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
  ...['AWS_EC2_METADATA_DISABLED', 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'],
  ...['HTTP_PROXY', 'https_proxy', 'NO_PROXY', 'ALL_PROXY'],
];
const few = ['', ' ', '1e309', 'x#', 'a\r', '\uD800', '__proto__', '/dev/null', 'http://[', 'x'.repeat(5000)];

let home: string;
let cloud: DemoCloud;
const startedIn = process.cwd();

beforeAll(async () => {
  cloud = await startDemoCloud({ speed: 1000 });
  home = mkdtempSync(join(tmpdir(), 'odd-input-'));
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, 'app'));
  // Some of the values are names of files that get made.
  process.chdir(home);
  const [user] = cloud.accounts[0]?.users ?? [];
  writeFileSync(
    join(home, '.aws', 'credentials'),
    `[default]\naws_access_key_id = ${user?.accessKeyId}\naws_secret_access_key = ${user?.secretAccessKey}\nregion = eu-west-1\n`,
  );
});

afterAll(async () => {
  process.chdir(startedIn);
  await cloud.close();
  rmSync(home, { recursive: true, force: true });
});

const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runDispatched(argv, { HOME: home, AWS_ENDPOINT_URL: cloud.endpoint, ...env });

/** The options that keep a command from asking or writing, if it has them. */
function quietly({ name, options }: CommandSpec): string[] {
  const switches = (['yes', 'dry-run', 'json'] as const).filter((each) => options.includes(each));
  const verbs: Readonly<Record<string, string[]>> = {
    'assume-role': ['role'],
    env: ['list'],
    profiles: ['list'],
  };
  return [...name.split(' ').filter(Boolean), ...(verbs[name] ?? []), ...switches.map((each) => `--${each}`)];
}

const folders = (options: readonly string[]) => (options.includes('cwd') ? ['--cwd', join(home, 'app')] : []);
const specs = (commandSpecs as readonly CommandSpec[]).filter(({ name }) => name !== 'demo');
const valued = (optionSpecs as readonly OptionSpec[]).filter(
  ({ name, value }) => value && specs.some(({ options }) => options.some((option) => option === name)),
);

describe('odd input is never reported as a fault of the program', () => {
  it.each(valued.map(({ name }) => name))('in --%s', async (name) => {
    const taking = specs.filter(({ options }) => options.some((option) => option === name));
    const command = taking.find((spec) => spec.name === 'init') ?? taking[0];
    if (!command) throw new Error(`nothing takes --${name}`);
    for (const value of odd) {
      // A dash stands for standard input there.
      if (name === 'keys' && value === '-') continue;
      const argv = [
        ...quietly(command),
        ...(name === 'cwd' ? [] : folders(command.options)),
        `--${name}=${value}`,
      ];
      expectNoFault(argv, await run(argv));
    }
  });

  it('in operands', async () => {
    const most = odd.filter((value) => !value.startsWith('-'));
    for (const words of [
      ['profiles', 'show'],
      ['profiles', 'test'],
      ['schema'],
      ['completions'],
      ['env', 'use'],
    ])
      for (const value of most) expectNoFault([...words, value], await run([...words, value]));
    for (const value of most) expectNoFault([value], await run([value]));
  });

  it.each([
    ...['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_CONFIG_FILE'],
    ...['AWS_SHARED_CREDENTIALS_FILE', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS', 'AWS_USE_FIPS_ENDPOINT'],
    ...[
      'AWS_USE_DUALSTACK_ENDPOINT',
      'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
      'AWS_DEFAULTS_MODE',
      'AWS_RETRY_MODE',
    ],
    ...['AWS_MAX_ATTEMPTS', 'AWS_STS_REGIONAL_ENDPOINTS', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCESS_KEY_ID'],
    ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', ...ofMachines],
  ])('in %s', async (name) => {
    const [user] = cloud.accounts[0]?.users ?? [];
    const keys = /KEY|SESSION_TOKEN|EXPIRATION/.test(name)
      ? {
          AWS_ACCESS_KEY_ID: user?.accessKeyId,
          AWS_SECRET_ACCESS_KEY: user?.secretAccessKey,
          AWS_REGION: 'eu-west-1',
        }
      : {};
    const machine = /CONTAINER_AUTH/.test(name)
      ? { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1' }
      : /^AWS_ROLE/.test(name)
        ? { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/a' }
        : {};
    for (const value of ofMachines.includes(name) ? few : odd) {
      // Variables cannot contain a null character.
      if (value.includes('\u0000')) continue;
      const argv = ['init', '--dry-run', '--json', '--patience', '0', '--cwd', join(home, 'app')];
      expectNoFault([name, value], await run(argv, { ...keys, ...machine, [name]: value }));
    }
  });

  it.each([
    'region',
    'aws_access_key_id',
    'aws_secret_access_key',
    'role_arn',
    'source_profile',
    'endpoint_url',
  ])('in %s of an AWS file', async (key) => {
    const file = join(home, 'odd-credentials');
    const [user] = cloud.accounts[0]?.users ?? [];
    const lines = {
      aws_access_key_id: user?.accessKeyId,
      aws_secret_access_key: user?.secretAccessKey,
      region: 'eu-west-1',
    };
    for (const value of odd) {
      const text = Object.entries({ ...lines, [key]: value }).map(([name, each]) => `${name} = ${each}`);
      writeFileSync(file, `[odd]\n${text.join('\n')}\n`);
      const env = { AWS_SHARED_CREDENTIALS_FILE: file };
      expectNoFault([key, value], await run(['profiles', 'test', 'odd', '--json'], env));
    }
  });
});
