import { expect, it } from 'vitest';
import { markMeanings } from '../../../../components/frame/help-words.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../../components/theme/glyphs.ts';

it.each([
  ['Unicode', unicodeGlyphs],
  ['ASCII', asciiGlyphs],
])('the legend explains every mark of a time line and of a nested stack, in %s', (_, glyphs) => {
  const meanings = markMeanings(glyphs);
  const marksOf = (word: string) =>
    meanings.filter(([, meaning]) => meaning.includes(word)).map(([mark]) => mark);
  const { thick, thin, rest, separator, left, right, moreBelow } = glyphs;
  expect(marksOf(' bar ')).toEqual([thick, thin, rest, separator, left]);
  expect(marksOf('nested stack')).toEqual([`${right} ${moreBelow}`]);
});
