import { join } from 'node:path';
import { asRecord, isText, isTime, jsonValue } from '../core/json-values.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { AccessChoice } from '../credentials/access.ts';
import { asAccess } from '../credentials/access.ts';
import { readTextFile } from '../platform/files.ts';
import { type NoteFiles, noteFiles } from './note-files.ts';

const steps = ['creating-user', 'creating-key', 'saving', 'retiring'] as const;

/**
 * An access key in the making: what is needed to find it when the program ends between AWS's answer and the write, to
 * delete it and to create another. It never holds a secret, so the key itself cannot be recovered.
 */
export interface ConfigureNote {
  readonly version: 1;
  /** Letters, digits and dashes; the name of its file. */
  readonly id: string;
  readonly kind: 'create' | 'rotate';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** The last step that was started; it may not have finished. */
  readonly step: (typeof steps)[number];
  /** The acting access. */
  readonly access: AccessChoice;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  readonly userName: string;
  /** Whether the program created the user. */
  readonly userMade: boolean;
  readonly policyArn?: string;
  /** The profile to write, and its region if it gets one. */
  readonly profile: string;
  readonly profileRegion?: string;
  /** Ids of the keys that the user had before; absent: listing them was denied. */
  readonly keysBefore?: readonly string[];
  /** The id of the new key, once AWS has answered. */
  readonly accessKeyId?: string;
  /** The id of the key that is replaced. */
  readonly oldKeyId?: string;
  /** Set if another cloud than AWS was used. */
  readonly endpoint?: string;
}

export interface ConfigureJournal extends Pick<NoteFiles<ConfigureNote>, 'save' | 'remove'> {
  /** The notes, newest first, and a sentence for each file that cannot be understood. @throws Problem FILE_UNREADABLE */
  list(): Promise<{ readonly notes: readonly ConfigureNote[]; readonly findings: readonly string[] }>;
}

/** The notes in `<state>/journal/configure`, one file per note, mode 0600. Touches no file until it is used. */
export function openConfigureJournal(stateFolder: string): ConfigureJournal {
  const { paths, save, remove } = noteFiles(join(stateFolder, 'journal', 'configure'), asNote);
  return {
    save,
    remove,
    list: async () => {
      const notes: ConfigureNote[] = [];
      const findings: string[] = [];
      for (const path of await paths()) {
        const text = await readTextFile(path).catch((thrown: unknown) => asProblem(thrown));
        if (text instanceof Problem) findings.push(`${text.what} ${text.why}`);
        const note = typeof text === 'string' ? asNote(jsonValue(text)) : undefined;
        if (note) notes.push(note);
        else if (typeof text === 'string')
          findings.push(`The note ${plainText(path)} cannot be understood. Look into it, then delete it.`);
      }
      return { notes: notes.sort((one, other) => other.updatedAt - one.updatedAt), findings };
    },
  };
}

/** Validates a value from a file and copies the known members only. */
function asNote(value: unknown): ConfigureNote | undefined {
  const record = asRecord(value);
  if (record?.version !== 1) return undefined;
  const { id, kind, startedAt, updatedAt, region, account, userName, userMade, profile } = record;
  const step = steps.find((known) => known === record.step);
  const access = asAccess(record.access);
  if (!step || !access || (kind !== 'create' && kind !== 'rotate')) return undefined;
  if (!isText(id) || !isText(region) || !isText(account) || !isText(userName) || !isText(profile)) {
    return undefined;
  }
  if (!isTime(startedAt) || !isTime(updatedAt) || typeof userMade !== 'boolean') {
    return undefined;
  }
  const keysBefore = Array.isArray(record.keysBefore) ? record.keysBefore.filter(isText) : undefined;
  const texts = ['policyArn', 'profileRegion', 'accessKeyId', 'oldKeyId', 'endpoint'] as const;
  return {
    version: 1,
    id,
    kind,
    startedAt,
    updatedAt,
    step,
    access,
    region,
    account,
    userName,
    userMade,
    profile,
    ...(keysBefore ? { keysBefore } : {}),
    ...Object.fromEntries(texts.flatMap((name) => (isText(record[name]) ? [[name, record[name]]] : []))),
  };
}
