import { resourceWords } from '../../src/aws/progress/words.ts';
import { columnsOf } from '../widgets/columns.ts';
import type { FlatResource } from './flatten.ts';
import { isToldByMark, wordsOf } from './row-words.ts';

/** The widths of the columns, the same in all rows; 0: not shown. */
export interface RowLayout {
  readonly name: number;
  readonly type: number;
  /** The bars. */
  readonly bars: number;
  /** True: the bars are on a time axis; false: there is room for their lengths only. */
  readonly timed: boolean;
  /** The words for what happens. */
  readonly words: number;
}

/** The mark and the blank after it. */
export const markWidth = 2;
/** A duration with a blank before it: ` 1m 04s`. */
export const timeWidth = 8;
/** From this width, bars on an axis can be distinguished. */
const axisFrom = 24;
/** The narrowest axis next to full names; the narrowest for which names are cut, and what remains of them, blanks included. */
const narrowAxis = 16;
const leastAxis = 14;
const shortName = 22;
/** Below this width of the whole row, dropping the type for the bars is not worth it. */
const roomy = 62;
const longestName = 40;
const longestType = 24;
const longestWords = 22;

/** The widths of the longest name, type and words of some rows. */
export interface RowContents {
  readonly name: number;
  readonly type: number;
  readonly words: number;
  /** The words that say more than the marks do. */
  readonly telling: number;
}

export function contentsOf(rows: readonly FlatResource[]): RowContents {
  const most = { name: 12, type: 0, words: 0, telling: 0 };
  for (const row of rows) {
    const words = wordsOf(row).length;
    most.name = Math.max(most.name, leadWidth(row) + columnsOf(row.resource.logicalId));
    most.type = Math.max(most.type, resourceWords(row.resource.type).length);
    most.words = Math.max(most.words, words);
    if (!isToldByMark(row)) most.telling = Math.max(most.telling, words);
  }
  return most;
}

/** The indent of a name: its branch, and the mark of a nested stack that can be opened. */
export function leadWidth({ depth, open }: Pick<FlatResource, 'depth' | 'open'>): number {
  return depth * 3 + (open === undefined ? 0 : 2);
}

/**
 * Divides the width of a row. What does not fit next to the time axis is dropped in this order: the type, the words of finished
 * rows, the middle of long names.
 *
 * @param placed whether names include the nested stacks
 * @param begun whether anything has started: before that, a narrow row has its type in place of an axis
 */
export function rowLayout(
  width: number,
  contents: RowContents,
  { placed, begun }: { readonly placed: boolean; readonly begun: boolean },
): RowLayout {
  const words = Math.min(longestWords, contents.words);
  const widest = Math.floor(width * (width < roomy ? 0.5 : 0.42));
  const name = Math.max(12, placed ? Math.min(56, widest) : Math.min(longestName, widest, contents.name)) + 2;
  const type = Math.min(longestType, contents.type) + 2;
  const beside = width - markWidth - timeWidth - (words > 0 ? words + 1 : 0);
  const rest = beside - name;
  if (rest - type >= axisFrom) return { name, type, bars: rest - type, timed: true, words };
  if (width >= roomy && rest >= axisFrom) return { name, type: 0, bars: rest, timed: true, words };
  const axis = width >= roomy || begun ? narrowLayout(width, contents, placed) : undefined;
  if (axis) return axis;
  // Leaves room for what a resource waits for.
  if (rest < type) return { name, type: 0, bars: rest < 6 ? 0 : Math.min(28, rest), timed: false, words };
  return { name, type, bars: rest - type < 6 ? 0 : rest - type, timed: false, words };
}

/** A row without a type whose bars have the narrowest useful axis; undefined when there is no room for one. */
function narrowLayout(width: number, contents: RowContents, placed: boolean): RowLayout | undefined {
  // The times are visible nowhere else, but neither is the path in a placed name, which therefore keeps its room.
  if (placed) return undefined;
  const whole = Math.min(longestName, contents.name) + 2;
  const beside = (words: number) => width - markWidth - timeWidth - (words > 0 ? words + 1 : 0);
  const all = Math.min(longestWords, contents.words);
  const telling = Math.min(longestWords, contents.telling);
  for (const words of [all, telling]) {
    const bars = beside(words) - whole;
    if (bars >= narrowAxis) return { name: whole, type: 0, bars, timed: true, words };
  }
  // The details show the full name.
  const name = Math.min(whole, beside(telling) - leastAxis);
  if (name < shortName) return undefined;
  return { name, type: 0, bars: beside(telling) - name, timed: true, words: telling };
}
