import { expect, it } from 'vitest';
import { countWords } from '../../../src/aws/progress/narration.ts';
import { createProgress } from '../../../src/aws/progress/reducer.ts';
import { count, numeral } from '../../../src/core/text.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [20_480, '20,480'],
  [1_234_567, '1,234,567'],
])('%i is written as %s', (n, written) => {
  expect(numeral(n)).toBe(written);
  expect(count(n, 'file')).toBe(`${written} files`);
});

it('a stack counts its resources like a list', () => {
  const progress = {
    ...createProgress({ stackName: 'shop', stackId: 'arn' }),
    operation: 'create',
    completed: 4,
    total: 2000,
  } as const;
  expect(countWords(progress)).toBe('4 of 2,000');
});
