import { graphemes } from './graphemes.ts';

/**
 * How many columns a character takes: 0, 1 or 2. By UAX #11 (wide and fullwidth blocks), and 0 for combining marks;
 * ambiguous characters count 1, as on terminals outside East Asian locales.
 */
export function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^[\p{M}\p{Cf}]$/u.test(character)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0x303e) ||
    (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f680 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

/** The user-perceived characters, each with its marks, joiners and further code points (UAX #29). */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** How many columns a text takes. Joined emoji count as one, as in Ink. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const grapheme of graphemesOf(text)) columns += columnsOfGrapheme(grapheme);
  return columns;
}

function columnsOfGrapheme(grapheme: string): number {
  if (/\u200D\p{Extended_Pictographic}|\uFE0F|^\p{RI}\p{RI}/u.test(grapheme)) return 2;
  let columns = 0;
  for (const character of grapheme) columns += columnsOfCharacter(character);
  return /^\p{Extended_Pictographic}\p{Emoji_Modifier}/u.test(grapheme) ? 2 : columns;
}

/** Cuts a text to at most `columns` columns, ending in an ellipsis if something was cut. */
export function cutTo(text: string, columns: number, ellipsis = '…'): string {
  if (columnsOf(text) <= columns) return text;
  if (columns < 1) return '';
  let taken = 0;
  let kept = '';
  for (const character of graphemesOf(text)) {
    taken += columnsOf(character);
    if (taken > columns - 1) break;
    kept += character;
  }
  return kept + ellipsis;
}

/** Cuts a text in its middle to at most `columns` columns, for ids and ARNs whose ends matter. */
export function cutMiddle(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  if (columns <= 1) return columns < 1 ? '' : '…';
  const graphemes = graphemesOf(text);
  const tail = takeColumns(graphemes.toReversed(), Math.floor((columns - 1) / 2));
  const head = takeColumns(graphemes, columns - 1 - columnsOf(tail.join('')));
  return `${head.join('')}…${tail.reverse().join('')}`;
}

/** The first graphemes that fit. */
function takeColumns(graphemes: readonly string[], columns: number): string[] {
  let taken = 0;
  const end = graphemes.findIndex((grapheme) => {
    taken += columnsOf(grapheme);
    return taken > columns;
  });
  return graphemes.slice(0, end < 0 ? undefined : end);
}
