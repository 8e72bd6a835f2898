import { resourceWords } from '../../src/aws/progress/words.ts';
import { columnsOf } from '../widgets/columns.ts';
import type { FlatResource } from './flatten.ts';
import { isToldByMark, wordsOf } from './row-words.ts';

/** How the columns of all rows stand below each other; 0: not shown. */
export interface RowLayout {
  readonly name: number;
  readonly type: number;
  /** The bars. */
  readonly bars: number;
  /** True: the bars stand on one axis of time; false: there is room for their lengths only. */
  readonly timed: boolean;
  /** What happens, in words. */
  readonly words: number;
}

/** The mark and the blank behind it. */
export const markWidth = 2;
/** A duration with a blank before it: ` 1m 04s`. */
export const timeWidth = 8;
/** From this width on bars on an axis can be told apart. */
const axisFrom = 24;
/** The least axis beside whole names; the least one that they are cut for, and what is left of them then, with the blanks. */
const narrowAxis = 16;
const leastAxis = 14;
const shortName = 22;
/** Under this width of the whole row it is not worth it to leave out the type for them. */
const roomy = 62;
const longestName = 40;
const longestType = 24;
const longestWords = 22;

/** How wide the longest name, type and words of some rows are. */
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

/** How far in a name stands: its branch, and the mark of a nested stack that can be opened. */
export function leadWidth({ depth, open }: Pick<FlatResource, 'depth' | 'open'>): number {
  return depth * 3 + (open === undefined ? 0 : 2);
}

/**
 * Shares the width of a row. What does not fit beside the axis of time goes in this order: the type, the words of what is
 * complete, the middle of long names.
 *
 * @param placed names have those of the nested stacks before them
 * @param begun something has: before that a narrow row has its type in place of an axis
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
  // Not in the way of what a resource waits for.
  if (rest < type) return { name, type: 0, bars: rest < 6 ? 0 : Math.min(28, rest), timed: false, words };
  return { name, type, bars: rest - type < 6 ? 0 : rest - type, timed: false, words };
}

/** A row without a type whose bars have the least axis that tells something; undefined where there is no room for one. */
function narrowLayout(width: number, contents: RowContents, placed: boolean): RowLayout | undefined {
  // When something was worked on can be seen nowhere else; a name that says where it is, too.
  if (placed) return undefined;
  const whole = Math.min(longestName, contents.name) + 2;
  const beside = (words: number) => width - markWidth - timeWidth - (words > 0 ? words + 1 : 0);
  const all = Math.min(longestWords, contents.words);
  const telling = Math.min(longestWords, contents.telling);
  for (const words of [all, telling]) {
    const bars = beside(words) - whole;
    if (bars >= narrowAxis) return { name: whole, type: 0, bars, timed: true, words };
  }
  // The name is whole where its row is told.
  const name = Math.min(whole, beside(telling) - leastAxis);
  if (name < shortName) return undefined;
  return { name, type: 0, bars: beside(telling) - name, timed: true, words: telling };
}
