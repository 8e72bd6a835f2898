import { resourceWords } from '../../src/aws/progress/words.ts';
import { columnsOf } from '../widgets/columns.ts';
import type { FlatResource } from './flatten.ts';
import { wordsOf } from './row-words.ts';

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
/** An axis that names are cut for, and what is left of them at least, with the blanks behind them. */
const narrowAxis = 20;
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
}

export function contentsOf(rows: readonly FlatResource[]): RowContents {
  const most = { name: 12, type: 0, words: 0 };
  for (const row of rows) {
    most.name = Math.max(most.name, leadWidth(row) + columnsOf(row.resource.logicalId));
    most.type = Math.max(most.type, resourceWords(row.resource.type).length);
    most.words = Math.max(most.words, wordsOf(row).length);
  }
  return most;
}

/** How far in a name stands: its branch, and the mark of a nested stack that can be opened. */
export function leadWidth({ depth, open }: Pick<FlatResource, 'depth' | 'open'>): number {
  return depth * 3 + (open === undefined ? 0 : 2);
}

/**
 * Shares the width of a row: the axis of time goes before the type where there is room for one of them, and before the end of
 * long names.
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
  // A name is whole where its row is told; when it was worked on can be seen nowhere else.
  const cut = Math.min(name, beside - narrowAxis);
  if ((width >= roomy || begun) && !placed && cut >= shortName)
    return { name: cut, type: 0, bars: beside - cut, timed: true, words };
  // Not in the way of what a resource waits for.
  if (rest < type) return { name, type: 0, bars: rest < 6 ? 0 : Math.min(28, rest), timed: false, words };
  return { name, type, bars: rest - type < 6 ? 0 : rest - type, timed: false, words };
}
