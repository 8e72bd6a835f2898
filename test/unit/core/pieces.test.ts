import { expect, it } from 'vitest';
import { pieceSentences, piecesText } from '../../../src/core/pieces.ts';

it('says once that something stays', () => {
  const lines = [
    { fate: 'stays', text: 'The bucket shop stays.' },
    { fate: 'stays', text: 'src/aws-exports.js: it was changed' },
  ] as const;
  expect(piecesText(lines)).toBe('    The bucket shop stays.\n    stays: src/aws-exports.js: it was changed');
  expect(pieceSentences(lines, 'Deletes')).toEqual([
    'The bucket shop stays.',
    'Stays: src/aws-exports.js: it was changed.',
  ]);
});
