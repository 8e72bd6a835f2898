import { expect, it } from 'vitest';
import { readArguments } from '../../../../src/app/command-line/arguments.ts';
import type { CommandSpec } from '../../../../src/app/command-line/command-spec.ts';
import { commandSpecs } from '../../../../src/app/command-line/commands.ts';
import { writesByItself } from '../../../../src/app/command-line/writes.ts';

const writes = (line: string) => writesByItself(readArguments(line.split(' ').filter(Boolean)));

it.each([
  ['', 'doctor', 'credentials', 'console bucket', 'schema answers', 'help init', 'projects forget x'],
  ['completions bash', 'status', 'watch', 'watch shop', 'access', 'access show', 'assume-role role --script'],
  ['profiles', 'profiles list', 'profiles show ci', 'profiles test ci', 'settings', 'settings list'],
  [
    'env',
    'env list',
    'undo',
    'init --dry-run',
    'env use prod --dry-run',
    'watch --continue-rollback --dry-run',
  ],
])('a line that only reads: %s …', (...lines) => {
  expect(lines.filter(writes)).toEqual([]);
});

it.each([
  ['init', 'delete', 'configure', 'configure project', 'share', 'upgrade', 'demo', 'exec -- aws s3 ls'],
  ['awscloudformation reset-cache', 'completions --install', 'status --block-public-access'],
  [
    'watch --continue-rollback',
    'access remove',
    'assume-role',
    'assume-role user',
    'settings set theme light',
  ],
  [
    'profiles use ci',
    'profiles rotate ci',
    'profiles rename a b',
    'profiles remove a',
    'profiles bridge a b',
  ],
  ['env use prod', 'env add test', 'env remove test', 'undo 1f0c93ab'],
])('a line that changes something: %s …', (...lines) => {
  expect(lines.filter((line) => !writes(line))).toEqual([]);
});

it('a word that counts as reading exists in the command', () => {
  for (const { name, changes, subcommands = {} } of commandSpecs as readonly CommandSpec[]) {
    if (typeof changes !== 'object' || !('exceptFor' in changes)) continue;
    const words = ['', ...Object.keys(subcommands).map((each) => each.split(' ')[0])];
    expect(words, name).toEqual(expect.arrayContaining([...changes.exceptFor]));
  }
});
