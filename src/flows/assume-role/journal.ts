import { asRecord, isText, isTime, jsonValue } from '../../core/json-values.ts';
import { readTextFile } from '../../platform/files.ts';
import { type NoteFiles, noteFiles, notesFolder } from '../../state/note-files.ts';
import type { Part, Values } from './answers.ts';
import { fieldsOf, parts } from './answers.ts';

/** What was, or was about to be, created in AWS. */
export interface Made {
  /** The name of the role. */
  readonly role?: string;
  /** The ARN of the policy. */
  readonly policy?: string;
  /** The name of the user. */
  readonly user?: string;
  /** The serial number of the MFA device. */
  readonly device?: string;
}

/** An `assume-role` in progress, with the filled-in values, but never a secret. */
export interface AssumeNote {
  readonly version: 1;
  /** Letters, digits and dashes; the name of its file. The note of its access key has the same id. */
  readonly id: string;
  readonly part: Part;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly values: Values;
  /** 12 digits: the account in which things are created; absent: nothing is created in AWS. */
  readonly account?: string;
  readonly made: Made;
}

export interface AssumeJournal extends Pick<NoteFiles<AssumeNote>, 'save' | 'remove'> {
  /** The newest note, if there is one. @throws Problem FILE_UNREADABLE */
  newest(): Promise<AssumeNote | undefined>;
}

/** The notes in `<state>/journal/assume-role`, one file per note, mode 0600. Touches no file until it is used. */
export function openAssumeJournal(stateFolder: string): AssumeJournal {
  const { paths, save, remove } = noteFiles(notesFolder(stateFolder, 'assume-role'), asNote);
  return {
    save,
    remove,
    newest: async () => {
      const notes: AssumeNote[] = [];
      for (const path of await paths()) {
        const note = asNote(jsonValue(await readTextFile(path)));
        if (note) notes.push(note);
      }
      return notes.sort((one, other) => other.updatedAt - one.updatedAt)[0];
    },
  };
}

function asNote(value: unknown): AssumeNote | undefined {
  const record = asRecord(value);
  const part = parts.find((known) => known === record?.part);
  if (record?.version !== 1 || !part) return undefined;
  const { id, startedAt, updatedAt, account } = record;
  const [given, made] = [asRecord(record.values), asRecord(record.made)];
  if (!isText(id) || !isTime(startedAt) || !isTime(updatedAt) || !given || !made) return undefined;
  const texts = (from: Readonly<Record<string, unknown>>, names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (typeof from[name] === 'string' ? [[name, from[name]]] : [])));
  return {
    version: 1,
    id,
    part,
    startedAt,
    updatedAt,
    values: texts(given, fieldsOf[part]),
    ...(isText(account) ? { account } : {}),
    made: texts(made, ['role', 'policy', 'user', 'device']),
  };
}
