import { plainText } from '../../src/core/text.ts';
import { columnsOf, cutTo, graphemesOf } from './columns.ts';

/** The characters after which an id, an address or a path may be cut: ARNs stay readable, and a part after a dash can be found. */
const joint = /[-/\\:._=&?,;]/;

/**
 * Wraps a text to rows of at most `width` columns, between words if possible, in long ids at their joints; made safe to
 * show.
 *
 * @param most how many rows at most; the last one then has all the rest, whatever its width
 */
export function textRows(text: string, width: number, most = Number.POSITIVE_INFINITY): string[] {
  const rows: string[] = [];
  let row = '';
  const isFull = (more: string) => rows.length < most - 1 && columnsOf(row + more) > width;
  for (const word of plainText(text).match(/\S+\s*|\s+/g) ?? []) {
    if (row !== '' && isFull(word.trimEnd())) {
      rows.push(row);
      row = '';
    }
    for (const grapheme of graphemesOf(word)) {
      if (grapheme.trim() !== '' && isFull(grapheme)) {
        const end = jointEnd(row, grapheme, width);
        rows.push(row.slice(0, end));
        row = row.slice(end);
      }
      row += grapheme;
    }
  }
  return [...rows, row].map((each) => each.trimEnd());
}

/** Where a row of one long word ends: after its last joint, unless that leaves most of the row blank. */
function jointEnd(row: string, next: string, width: number): number {
  for (let end = row.length; end >= Math.max(1, width / 2); end -= 1) {
    const after = end < row.length ? row.charAt(end) : next;
    if (joint.test(row.charAt(end - 1)) && !joint.test(after)) return end;
  }
  return row.length;
}

/** A text that, if longer than a row, ends with a whole word and an ellipsis; made safe to show. @param width columns */
export function cutByWords(given: string, width: number, ellipsis: string): string {
  const text = plainText(given);
  if (columnsOf(text) <= width) return text;
  const room = width - columnsOf(ellipsis) - 1;
  // Pasted text may be long; more than this is never visible.
  const seen = text.slice(0, width * 8);
  const row = textRows(seen, room)[0]?.replace(/[\s,;:.]+$/, '') ?? '';
  if (columnsOf(row) >= room / 2) return `${row} ${ellipsis}`;
  // A word longer than half of the row, such as an ARN, would leave almost nothing.
  let part = '';
  for (const grapheme of graphemesOf(seen)) {
    if (columnsOf(part + grapheme) > room + 1) break;
    part += grapheme;
  }
  return `${part}${ellipsis}`;
}

/** A text in at most that many rows; if something is left out, the last one says so. @param hint after what is cut */
export function cutRows(text: string, most: number, width: number, hint = ''): readonly string[] {
  const rows = textRows(text, width, most);
  const last = rows.at(-1) ?? '';
  if (columnsOf(last) <= width) return rows;
  return [...rows.slice(0, -1), `${cutTo(last, Math.max(8, width - hint.length))}${hint}`];
}
