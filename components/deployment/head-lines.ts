import { connectionWords } from '../../src/aws/connection-words.ts';
import { missingWords } from '../../src/aws/missing-words.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import { statusNote } from '../../src/aws/progress/words.ts';
import { textRows } from '../widgets/text-rows.ts';

/** A message between the bar of a stack and its resources, in rows. */
export interface HeadLine {
  readonly tone: 'warn' | 'text' | 'dim';
  readonly rows: readonly string[];
}

/** From this height, messages are shown in full; below it each row counts. */
const roomy = 10;

/** Calls are limited per minute, and those of this minute were used for more important things. */
const unread = 'Times that are missing here follow within a minute.';

export interface HeadInput {
  readonly update: FollowUpdate;
  /** This machine's clock, in milliseconds. */
  readonly now: number;
  readonly columns: number;
  /** Rows of the whole view. */
  readonly rows: number;
  /** The sign of a warning. */
  readonly warning: string;
  readonly inWords: (text: string) => string;
  /** What restores the connection. */
  readonly advice?: string | undefined;
}

/** Problems of the connection and of permissions, then the meaning of the stack's state. */
export function headLines(input: HeadInput): readonly HeadLine[] {
  const { update, now, columns, rows, warning, inWords, advice } = input;
  const { progress, connection, missing, isUnread } = update;
  const away = connectionWords(connection, now);
  const note = progress.outcome === 'running' ? undefined : statusNote(progress.status);
  const line = (tone: HeadLine['tone'], text: string): HeadLine => ({
    tone,
    // One row that is too long is cut where it is drawn.
    rows: rows < roomy ? [text] : textRows(text, columns),
  });
  return [
    ...(away === undefined ? [] : [line('warn', `${warning} ${away}`)]),
    // Without it nothing continues, so it is not cut.
    ...(advice === undefined ? [] : [{ tone: 'text', rows: textRows(advice, columns) } as const]),
    ...(missing ? [line('warn', `${warning} ${missingWords(missing)}`)] : []),
    ...(note === undefined ? [] : [line('dim', inWords(note))]),
    ...(isUnread ? [line('dim', unread)] : []),
  ];
}
