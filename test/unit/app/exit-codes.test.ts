import { expect, it } from 'vitest';
import { exitCodeOf, exitCodeOfState } from '../../../src/app/exit-codes.ts';
import { type ProblemCode, problemCodes } from '../../../src/core/problem.ts';

it('is 2 if another command line helps, 3 for a code, 130 for an interruption, and 1 for everything else', () => {
  const byExit: Record<number, ProblemCode[]> = {};
  for (const code of Object.keys(problemCodes) as ProblemCode[]) {
    const exit = exitCodeOf({ code });
    byExit[exit] = [...(byExit[exit] ?? []), code];
  }
  const { 1: failed = [], ...others } = byExit;
  expect(others).toEqual({
    2: [
      'USAGE',
      'ANSWERS_MISSING',
      'ANSWERS_UNREADABLE',
      'ENVIRONMENT',
      'READ_ONLY',
      'NEEDS_TERMINAL',
      'PROFILE_UNKNOWN',
    ],
    3: ['MFA_NEEDED'],
    130: ['INTERRUPTED'],
  });
  expect(failed).toContain('UNEXPECTED');
});

it('differs for cases that a pipeline handles differently', () => {
  const { unchanged, changed, drift, waiting, failed, unknown } = exitCodeOfState;
  expect({ unchanged, changed, drift, waiting, failed, unknown }).toEqual({
    ...{ unchanged: 0, changed: 6, drift: 7, waiting: 4, failed: 1, unknown: 1 },
  });
  expect(exitCodeOfState['in-progress']).toBe(8);
});
