import { type DiffRow, markedRow } from '../../src/core/line-diff.ts';
import { type PieceLine, staysWords } from '../../src/core/pieces.ts';
import { changedMeanwhile } from '../../src/core/plan.ts';
import { plainText } from '../../src/core/text.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';

/** One row of a review. */
export interface ReviewLine {
  /** The key of what the row stands for; absent: the row stands for nothing that can be selected. */
  readonly key?: string | undefined;
  readonly text: string;
  readonly style: keyof Pick<Theme, 'text' | 'dim' | 'good' | 'bad' | 'warn' | 'title'>;
}

/** An empty row between parts of a review. */
export const blankLine: ReviewLine = { text: '', style: 'text' };

/** A piece as a row of a review, marked by what happens to it. */
export function pieceRow({ key, fate, text }: PieceLine, glyphs: Glyphs): ReviewLine {
  switch (fate) {
    case 'title':
      return { key, text, style: 'title' };
    case 'goes':
      return { key, text: ` ${glyphs.removed} ${text}`, style: 'bad' };
    case 'changes':
      return { key, text: ` ${glyphs.changed} ${text}`, style: 'text' };
    case 'stays':
      return { key, text: `   ${staysWords(text)}`, style: 'dim' };
    case 'note':
      return { key, text: `${glyphs.warning} ${text}`, style: 'warn' };
  }
}

/** The first row of a review that was made again. @param changed the file that has changed meanwhile; absent: it is the first review */
export function changedLines(changed: string | undefined, glyphs: Glyphs): ReviewLine[] {
  if (changed === undefined) return [];
  return [{ text: `${glyphs.warning} ${plainText(changedMeanwhile(changed))}`, style: 'warn' }];
}

/** The mark of a file, by what happens to it. */
export function changeMark(change: 'create' | 'update' | 'remove', glyphs: Glyphs): string {
  return { create: glyphs.added, update: glyphs.changed, remove: glyphs.removed }[change];
}

const diffStyles = { same: 'dim', gap: 'dim', add: 'good', remove: 'bad' } as const;

/** The rows of a diff, safe to show. */
export function diffLines(rows: readonly DiffRow[], glyphs: Glyphs): ReviewLine[] {
  return rows.map(({ kind, text }) => ({
    text: ` ${markedRow({ kind, text: plainText(text) }, glyphs)}`,
    style: diffStyles[kind],
  }));
}
