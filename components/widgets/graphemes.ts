/** A piece of text that a person sees as one character, and where it begins. */
export interface Grapheme {
  readonly segment: string;
  readonly index: number;
}

export interface Graphemes extends Iterable<Grapheme> {
  /** The one that a place lies in. */
  containing(index: number): Grapheme | undefined;
}

/**
 * Text of which each character stands alone (UAX #29): ASCII and its controls, Latin, and the punctuation, arrows, lines and signs
 * that a screen is drawn with. No carriage return, mark, joiner, flag or syllable of parts is among them.
 */
const standAlone = /^[^\r\u02FF-\u200F\u2028-\u202F\u205F-\u218F\u2900-\uFFFF]*$/;

let segmenter: Intl.Segmenter | undefined;

/**
 * What `Intl.Segmenter` gives. That reads its tables when the first one is made, which takes longer than all texts of a first frame,
 * so it is asked only about text that can have more than one code unit in a character.
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
