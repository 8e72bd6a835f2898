import { utcTime } from './text.ts';

/** A row of a review of what is taken away: a piece with its state, what becomes of it. */
export interface PieceLine {
  readonly fate: 'goes' | 'changes' | 'stays' | 'note' | 'title';
  /** Safe to show. */
  readonly text: string;
  /** Of the piece that the row stands for; absent: it stands for none. */
  readonly key?: string;
}

/** What is said first of a removal that was begun before. @param begunAt milliseconds since the epoch, undefined: it was not */
export function begunLines(begunAt: number | undefined): PieceLine[] {
  if (begunAt === undefined) return [];
  return [{ fate: 'note', text: `Started ${utcTime(begunAt)} and did not finish: this is what is left.` }];
}

const signs = { goes: '  - ', changes: '  ~ ', stays: '    stays: ', note: '  ▲ ', title: '' } as const;

/** The pieces as a script prints them. */
export function piecesText(lines: readonly PieceLine[]): string {
  return lines.map(({ fate, text }) => `${signs[fate]}${text}`).join('\n');
}

/** The pieces as sentences, for a screen reader. @param goes what is said before what goes, as `Deletes` */
export function pieceSentences(lines: readonly PieceLine[], goes: string): string[] {
  const words = { goes: `${goes} `, changes: 'Changes ', stays: 'Stays: ', note: '', title: '' } as const;
  return lines.map(({ fate, text }) => `${words[fate]}${text}${/[.:]$/.test(text) ? '' : '.'}`);
}
