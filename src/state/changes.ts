import { join } from 'node:path';
import { asRecord, isText, isTime, jsonValue } from '../core/json-values.ts';
import { ensureFolder, listFolder, readTextFile, removeFile, writeFileAtomic } from '../platform/files.ts';
import { removeLeftOvers } from '../platform/replace-file.ts';

/** How many changes are kept, and for how long in milliseconds. */
export const keptChanges = 50;
export const keptFor = 90 * 24 * 60 * 60 * 1000;

/** How a file is compared: by lines of text, or as one of the two shared AWS files. */
export type ChangedFileKind = 'text' | 'config' | 'credentials';

/**
 * The part of a file that a change replaced. Each entry is a line with its end, one character per byte; a line that may
 * hold a secret is stored as its salted digest after a NUL.
 */
export interface ChangedFile {
  readonly path: string;
  readonly kind: ChangedFileKind;
  /** Whether the file existed before, and after. */
  readonly existed: boolean;
  readonly exists: boolean;
  /** At most three unchanged lines above; the lines before and after the change; unchanged lines below. */
  readonly lead: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly tail: readonly string[];
}

/** A change of files on disk that can be undone. Holds no secret. */
export interface ChangeRecord {
  readonly version: 1;
  /** Eight hexadecimal digits. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What was done, a clause: `configure project`. */
  readonly what: string;
  /** The root of the project that the files belong to; absent: they are the shared AWS files. */
  readonly root?: string;
  readonly salt: string;
  readonly files: readonly ChangedFile[];
  /** The project's previous settings, in the form that their reader understands. */
  readonly settings?: unknown;
}

const fileName = /^(\d{13})-([0-9a-f]{8})\.json$/;
const folderOf = (stateFolder: string) => join(stateFolder, 'changes');
const nameOf = ({ at, id }: ChangeRecord) => `${String(at).padStart(13, '0')}-${id}.json`;

/** The kept changes, newest first; files in another form are skipped. @throws Problem FILE_UNREADABLE */
export async function listChanges(stateFolder: string): Promise<readonly ChangeRecord[]> {
  const folder = folderOf(stateFolder);
  const names = (await listFolder(folder)).filter((name) => fileName.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readTextFile(join(folder, name))));
  return texts.flatMap((text, index) => asChange(jsonValue(text), names[index]) ?? []).reverse();
}

/** Keeps a change, readable by its owner only, and removes those that are too old or too many. @throws Problem FILE_UNWRITABLE */
export async function keepChange(stateFolder: string, record: ChangeRecord): Promise<void> {
  const folder = folderOf(stateFolder);
  await ensureFolder(folder, 0o700);
  await writeFileAtomic(join(folder, nameOf(record)), `${JSON.stringify(record)}\n`, { mode: 0o600 });
  const names = (await listFolder(folder)).filter((name) => fileName.test(name)).sort();
  const isOld = (name: string) => Number(fileName.exec(name)?.[1]) < record.at - keptFor;
  const gone = names.filter((name, index) => index < names.length - keptChanges || isOld(name));
  // Another instance may have removed it at the same time; one that stays does no harm.
  for (const name of gone) await removeFile(join(folder, name)).catch(() => undefined);
}

/** Removes the record of a change that was undone. @throws Problem FILE_UNWRITABLE */
export async function forgetChange(stateFolder: string, record: ChangeRecord): Promise<void> {
  await removeFile(join(folderOf(stateFolder), nameOf(record)));
  await clearChanges(stateFolder);
}

/** Removes what a run left that was killed while writing a record: there may be no next record to do so. */
export async function clearChanges(stateFolder: string): Promise<void> {
  await removeLeftOvers(folderOf(stateFolder));
}

/** @param name of its file; it has to match, because the record is removed by it */
function asChange(value: unknown, name: string | undefined): ChangeRecord | undefined {
  const record = asRecord(value);
  if (record?.version !== 1 || !isTime(record.at) || !Array.isArray(record.files)) return undefined;
  const { id, what, salt, root, settings } = record;
  if (!isText(id) || !isText(what) || !isText(salt) || !(root === undefined || isText(root)))
    return undefined;
  const files = record.files.map(asFile);
  if (files.some((file) => file === undefined)) return undefined;
  const change: ChangeRecord = {
    version: 1,
    id,
    at: record.at,
    what,
    salt,
    files: files.filter((file) => file !== undefined),
    ...(root === undefined ? {} : { root }),
    ...(settings === undefined ? {} : { settings }),
  };
  return nameOf(change) === name ? change : undefined;
}

function asFile(value: unknown): ChangedFile | undefined {
  const file = asRecord(value);
  const areLines = (lines: unknown): lines is string[] => Array.isArray(lines) && lines.every(isText);
  if (!file || !isText(file.path)) return undefined;
  const { path, kind, existed, exists, lead, before, after, tail } = file;
  if (kind !== 'text' && kind !== 'config' && kind !== 'credentials') return undefined;
  if (typeof existed !== 'boolean' || typeof exists !== 'boolean') return undefined;
  if (!areLines(lead) || !areLines(before) || !areLines(after) || !areLines(tail)) return undefined;
  return { path, kind, existed, exists, lead, before, after, tail };
}
