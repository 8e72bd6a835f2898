import { afterEach, expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { writesByItself } from '../../../src/app/command-line/writes.ts';
import { exitCodeOf } from '../../../src/app/exit-codes.ts';
import { dispatch } from '../../../src/commands/dispatch.ts';
import { asProblem } from '../../../src/core/problem.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';

afterEach(() => writeOnlyIn(undefined));

const lines = commandSpecs.flatMap((spec) => {
  const words = Object.keys('subcommands' in spec ? spec.subcommands : {}).map((word) => word.split(' ')[0]);
  const choices = ['access', 'env', 'profiles', 'assume-role', 'awscloudformation', 'settings'];
  const isChoice = choices.includes(spec.name);
  return isChoice ? words.map((word) => `${spec.name} ${word}`) : [spec.name];
});

/** The command lines that write by themselves; the demo writes in a cloud of its own, so it is not refused. */
const writing = lines.filter((line) => line !== 'demo' && writesByItself(readArguments(argvOf(line))));

function argvOf(line: string): string[] {
  const words = line.split(' ').filter(Boolean);
  return words[0] === 'exec' ? [...words, '--', 'ls'] : words;
}

it.each([...writing, 'watch --continue-rollback', 'env'.concat(' use prod'), 'undo 1f0c93ab'])(
  '`%s --read-only` is refused before anything is done',
  async (line) => {
    const words = line.split(' ');
    const given = readArguments(
      line.startsWith('exec') ? ['exec', '--read-only', '--', 'ls'] : [...words, '--read-only'],
    );
    const thrown = await dispatch(given, '0').catch((error: unknown) => error);
    const problem = asProblem(thrown);
    expect(problem).toMatchObject({ code: 'READ_ONLY', why: expect.stringContaining('--read-only') });
    expect(exitCodeOf(problem)).toBe(2);
    if (line !== 'watch --continue-rollback' && !line.startsWith('undo '))
      expect(problem.what).toBe(`\`amplify-tui ${line.replace(' prod', '')}\` was not run.`);
  },
);

it('these commands write, so no writing command counts as reading', () => {
  // New commands are refused until they declare `changes`.
  expect(writing).toEqual(
    expect.arrayContaining([
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
    ]),
  );
});
