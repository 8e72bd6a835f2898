import { describe, expect, it } from 'vitest';
import { graphemes } from '../../../../components/widgets/graphemes.ts';

describe('characters as a user sees them', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const pieces = (from: Pick<typeof graphemes, 'segment'>, text: string) =>
    Array.from(from.segment(text), ({ segment, index }) => [segment, index]);

  it('match Intl.Segmenter for each code unit of scripts, punctuation, signs and many others, twice and between others', () => {
    const different: string[] = [];
    for (let code = 0; code <= 0xffff; code += code < 0x3000 ? 1 : 61) {
      const unit = String.fromCharCode(code);
      const text = `─${unit}${unit}a`;
      if (JSON.stringify(pieces(graphemes, text)) !== JSON.stringify(pieces(segmenter, text)))
        different.push(text);
    }
    expect(different).toEqual([]);
  });

  it.each(['a\r\nb', '\u001B[1m▸ e\u0301\u001B[22m', '👩‍👩‍👧', '🇩🇪🇫🇷', '각', ''])(
    'match Intl.Segmenter in %j',
    (text) => {
      expect(pieces(graphemes, text)).toEqual(pieces(segmenter, text));
      for (let at = -1; at <= text.length; at += 1)
        expect(graphemes.segment(text).containing(at)?.index).toBe(
          segmenter.segment(text).containing(at)?.index,
        );
    },
  );
});
