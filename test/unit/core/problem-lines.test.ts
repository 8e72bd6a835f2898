import { expect, it } from 'vitest';
import { problemLines } from '../../../src/core/problem.ts';

const problem = {
  code: 'USAGE',
  what: 'There is no command inti.',
  why: 'Perhaps init was meant: that is the nearest one.',
  next: 'See `amplify-tui --help`.',
} as const;

it('wraps at words, below the mark, and not at all where the width is not known', () => {
  expect(problemLines(problem, 30)).toBe(
    [
      '✖ There is no command inti.',
      '  Perhaps init was meant: that',
      '  is the nearest one.',
      '  See `amplify-tui --help`.',
      '',
    ].join('\n'),
  );
  expect(problemLines(problem)).toBe(`✖ ${problem.what}\n  ${problem.why}\n  ${problem.next}\n`);
});
