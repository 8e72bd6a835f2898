import { utcTime } from './text.ts';

/** A row of the review of a removal: a resource and what becomes of it, or a note or title. */
export interface PieceLine {
  readonly fate: 'goes' | 'changes' | 'stays' | 'note' | 'title';
  /** Safe to show. */
  readonly text: string;
  /** The key of the resource that the row is about; absent for a note or title. */
  readonly key?: string;
}

/** The first lines about a removal that was begun before. @param begunAt milliseconds since the epoch; undefined if it was not */
export function begunLines(begunAt: number | undefined): PieceLine[] {
  if (begunAt === undefined) return [];
  return [{ fate: 'note', text: `Started ${utcTime(begunAt)} and did not finish: this is what is left.` }];
}

/** What stays; a sentence that says so itself is not told so again. */
export function staysWords(text: string, stays = 'stays'): string {
  return /\bstays\b/.test(text) ? text : `${stays}: ${text}`;
}

const signs = { goes: '  - ', changes: '  ~ ', stays: '    ', note: '  ▲ ', title: '' } as const;

/** The rows as plain text, for output without a screen. */
export function piecesText(lines: readonly PieceLine[]): string {
  return lines
    .map(({ fate, text }) => `${signs[fate]}${fate === 'stays' ? staysWords(text) : text}`)
    .join('\n');
}

/** The rows as sentences, for a screen reader. @param goes the verb for what is removed, such as `Deletes` */
export function pieceSentences(lines: readonly PieceLine[], goes: string): string[] {
  const words = { goes: `${goes} `, changes: 'Changes ', stays: '', note: '', title: '' } as const;
  return lines.map(
    ({ fate, text }) =>
      `${words[fate]}${fate === 'stays' ? staysWords(text, 'Stays') : text}${/[.:]$/.test(text) ? '' : '.'}`,
  );
}
