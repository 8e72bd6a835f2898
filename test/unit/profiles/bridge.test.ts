import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bridgedProfile, commandLine } from '../../../src/profiles/bridge.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('skipped: no python3 here, so command lines are not read with shlex');

describe('the profile that a credential_process asks this program for', () => {
  it.each([
    ['/usr/bin/node /opt/amplify-tui/dist/cli.js credentials --profile=a', 'a'],
    ['/usr/bin/node /home/sam/checkout/dist/cli.js credentials --profile a', 'a'],
    ['amplify-tui credentials --profile same', 'same'],
    ['/usr/local/bin/amplify-tui --region eu-west-1 credentials --profile a', 'a'],
    ['npx --yes amplify-tui@1.2.3 credentials --profile "a b"', 'a b'],
    [`sh -c 'exec amplify-tui credentials --profile a'`, 'a'],
    [`bash -c "cd /tmp && amplify-tui credentials --profile 'a b'"`, 'a b'],
    ['echo "$(amplify-tui credentials --profile a)"', 'a'],
    ['AWS_PROFILE=b amplify-tui credentials', 'b'],
    ['env AWS_PROFILE=b amplify-tui credentials', 'b'],
    ['amplify-tui credentials', 'default'],
    [`amplify-tui credentials '--profile=it'\\''s'`, "it's"],
  ])('%s', (command, profile) => {
    expect(bridgedProfile(command)).toBe(profile);
  });

  it.each([
    'aws-vault exec a --json',
    'amplify-tui profiles list --profile a',
    'my-tool --from amplify-tui-credentials --profile a',
    'cat credentials',
    '',
  ])('none: %s', (command) => {
    expect(bridgedProfile(command)).toBeUndefined();
  });
});

const names = [
  'plain',
  'my account',
  '$(touch x)',
  '`touch x`',
  'back\\slash',
  'ends\\',
  `it's "quoted"`,
  `$\{IFS}`,
  '-dash',
  'a;b&c|d>e<f',
  '*?[x]~!#',
];

describe('a command line for every reader', () => {
  it.each(names)('is parsed alike: %s', (name) => {
    const words = [
      '/opt/my node/bin/node',
      '/opt/amplify-tui/dist/cli.js',
      'credentials',
      `--profile=${name}`,
    ];
    const line = commandLine(words, 'linux') ?? '';
    const sh = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
    expect(sh.stdout.split('\0').slice(0, -1)).toEqual(words);
    expect(bridgedProfile(line)).toBe(name);
    if (!hasPython) return;
    const script = 'import shlex, json, sys; print(json.dumps(shlex.split(sys.argv[1])))';
    const python = spawnSync('python3', ['-c', script, line], { encoding: 'utf8' });
    expect(JSON.parse(python.stdout)).toEqual(words);
  });

  it('is refused on Windows for what cmd replaces', () => {
    expect(commandLine(['node', '--profile=%PATH%'], 'win32')).toBeUndefined();
    expect(commandLine(['node', '--profile=my account'], 'win32')).toBe('node "--profile=my account"');
  });
});
