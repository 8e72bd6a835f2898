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
