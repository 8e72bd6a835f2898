import { afterEach, expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { exitCodeOf } from '../../../src/app/exit-codes.ts';
import { dispatch } from '../../../src/commands/dispatch.ts';
import { asProblem } from '../../../src/core/problem.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';

afterEach(() => writeOnlyIn(undefined));

/** What each command line does without a question; the ones that only read. */
const reading = [
  ...['status', 'doctor', 'credentials', 'completions', 'console', 'schema', 'help', '', 'watch', 'projects'],
  'undo',
  ...['access show', 'env list', 'profiles list', 'profiles show', 'profiles test', 'demo', 'settings list'],
];

const lines = commandSpecs.flatMap((spec) => {
  const words = Object.keys('subcommands' in spec ? spec.subcommands : {}).map((word) => word.split(' ')[0]);
  const choices = ['access', 'env', 'profiles', 'assume-role', 'awscloudformation', 'settings'];
  const isChoice = choices.includes(spec.name);
  return isChoice ? words.map((word) => `${spec.name} ${word}`) : [spec.name];
});

it.each([
  ...lines.filter((line) => !reading.includes(line)),
  'watch --continue-rollback',
  'env'.concat(' use prod'),
  'undo 1f0c93ab',
])('`%s --read-only` is refused before anything is done', async (line) => {
  const words = line.split(' ');
  const given = readArguments(
    line.startsWith('exec') ? ['exec', '--read-only', '--', 'ls'] : [...words, '--read-only'],
  );
  const thrown = await dispatch(given, '0').catch((error: unknown) => error);
  const problem = asProblem(thrown);
  expect(problem).toMatchObject({ code: 'READ_ONLY', why: expect.stringContaining('--read-only') });
  expect(exitCodeOf(problem)).toBe(2);
});

it('every command that only reads is known by name', () => {
  const known = new Set(lines);
  for (const line of reading) expect(known, line).toContain(line);
  expect(lines.filter((line) => !reading.includes(line)).sort()).toEqual([
    'access remove',
    'assume-role profiles',
    'assume-role role',
    'assume-role user',
    'awscloudformation reset-cache',
    'configure',
    'configure project',
    'delete',
    'env add',
    'env remove',
    'env use',
    'exec',
    'init',
    'profiles bridge',
    'profiles remove',
    'profiles rename',
    'profiles rotate',
    'profiles use',
    'settings set',
    'share',
    'upgrade',
  ]);
});
