/** A user-perceived character, and where it begins. */
export interface Grapheme {
  readonly segment: string;
  readonly index: number;
}

export interface Graphemes extends Iterable<Grapheme> {
  /** The one at an index. */
  containing(index: number): Grapheme | undefined;
}

/**
 * Text in which each code unit is a character of its own (UAX #29): ASCII and its controls, Latin, and the punctuation, arrows,
 * lines and signs of the screen. It has no carriage return, mark, joiner, flag or composed syllable.
 */
const standAlone = /^[^\r\u02FF-\u200F\u2028-\u202F\u205F-\u218F\u2900-\uFFFF]*$/;

let segmenter: Intl.Segmenter | undefined;

/**
 * The result of `Intl.Segmenter`. The first one loads its tables, which takes longer than all texts of a first frame, so it is
 * used only for text that may have more than one code unit per character.
 */
export const graphemes = {
  segment(text: string): Graphemes {
    if (!standAlone.test(text)) {
      segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
      return segmenter.segment(text);
    }
    const pieces = Array.from({ length: text.length }, (_, index) => ({
      segment: text.charAt(index),
      index,
    }));
    return Object.assign(pieces, { containing: (index: number) => pieces[index] });
  },
};
