import { connectionWords } from '../../src/aws/connection-words.ts';
import { missingWords } from '../../src/aws/missing-words.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import { statusNote } from '../../src/aws/progress/words.ts';
import { textRows } from '../widgets/text-rows.ts';

/** Something that is told between the bar of a stack and its resources, in rows. */
export interface HeadLine {
  readonly tone: 'warn' | 'dim';
  readonly rows: readonly string[];
}

/** From this height on what is told of a stack is whole; under it each row counts. */
const roomy = 10;

export interface HeadInput {
  readonly update: FollowUpdate;
  /** This machine's clock, milliseconds. */
  readonly now: number;
  readonly columns: number;
  /** Rows of the whole view. */
  readonly rows: number;
  /** The sign of a warning. */
  readonly warning: string;
  readonly inWords: (text: string) => string;
}

/** What is not as it should be with the connection and the rights, then what the state of the stack means. */
export function headLines({ update, now, columns, rows, warning, inWords }: HeadInput): readonly HeadLine[] {
  const { progress, connection, missing } = update;
  const away = connectionWords(connection, now);
  const note = progress.outcome === 'running' ? undefined : statusNote(progress.status);
  const line = (tone: HeadLine['tone'], text: string): HeadLine => ({
    tone,
    // One row that is too long is cut where it is drawn.
    rows: rows < roomy ? [text] : textRows(text, columns),
  });
  return [
    ...(away === undefined ? [] : [line('warn', `${warning} ${away}`)]),
    ...(missing ? [line('warn', `${warning} ${missingWords(missing)}`)] : []),
    ...(note === undefined ? [] : [line('dim', inWords(note))]),
  ];
}
