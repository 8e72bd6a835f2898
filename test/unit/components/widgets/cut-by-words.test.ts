import { expect, it } from 'vitest';
import { cutByWords } from '../../../../components/widgets/text-rows.ts';

it.each([
  ['it fits', 10, 'it fits'],
  ['init finished: shop, 5 files', 24, 'init finished: shop, 5 …'],
  ['init finished: shop, 5 files', 22, 'init finished: shop …'],
  ['  in arn:aws:iam::111122223333:role/x', 16, '  in arn:aws:ia…'],
])('%j in %i columns ends with a word, or is cut if one is too long', (text, width, cut) => {
  expect(cutByWords(text, width, '…')).toBe(cut);
});
