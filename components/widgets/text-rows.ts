import { columnsOf, graphemesOf } from './columns.ts';

/** A text in rows of a width at most, in columns, cut between words where that is possible. */
export function textRows(text: string, width: number): string[] {
  const rows = [];
  let row = '';
  for (const word of text.match(/\S+\s*|\s+/g) ?? []) {
    if (columnsOf(row + word.trimEnd()) > width && row !== '') {
      rows.push(row);
      row = '';
    }
    for (const grapheme of graphemesOf(word)) {
      if (columnsOf(row + grapheme) > width && grapheme.trim() !== '') {
        rows.push(row);
        row = '';
      }
      row += grapheme;
    }
  }
  return [...rows, row].map((each) => each.trimEnd());
}

/** A text that ends with a whole word where it is longer than a row, and with what says so. @param width columns */
export function cutByWords(text: string, width: number, ellipsis: string): string {
  if (columnsOf(text) <= width) return text;
  const room = width - columnsOf(ellipsis) - 1;
  const [row = ''] = textRows(text, room);
  // A word that is longer than half of the row, an ARN say, would leave next to nothing.
  if (columnsOf(row) < room / 2)
    return `${textRows(text.replaceAll(/\s/g, '\u00A0'), room + 1)[0]}${ellipsis}`;
  return `${row.replace(/[\s,;:.]+$/, '')} ${ellipsis}`;
}
