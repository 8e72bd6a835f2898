import { asRecord, jsonValue } from '../core/json-values.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { readTextFile, writeFileAtomic } from '../platform/files.ts';

/** A project's files before an `init` wrote them: texts by label; undefined for a file that did not exist. */
export type FilesBefore = ReadonlyMap<string, string | undefined>;

/**
 * Stores the previous texts of files, readable by their owner only.
 *
 * @param path of the file to store them in
 * @throws Problem FILE_UNWRITABLE
 */
export async function writeFilesBefore(path: string, files: FilesBefore): Promise<void> {
  const texts = Object.fromEntries([...files].map(([label, text]) => [label, text ?? null]));
  await writeFileAtomic(path, JSON.stringify(texts), { mode: 0o600 });
}

/** @returns empty if nothing was stored @throws Problem FILE_UNREADABLE, FILE_MALFORMED */
export async function readFilesBefore(path: string): Promise<FilesBefore> {
  const text = await readTextFile(path);
  if (text === undefined) return new Map();
  const record = asRecord(jsonValue(text));
  const entries = Object.entries(record ?? {});
  if (!record || entries.some(([, value]) => value !== null && typeof value !== 'string'))
    throw new Problem({
      code: 'FILE_MALFORMED',
      what: `${plainText(path)} cannot be understood.`,
      why: 'It holds what the files of a project were before an unfinished init wrote them.',
      next: 'Delete it; then the files are taken for what they are now.',
    });
  return new Map(entries.map(([label, value]) => [label, typeof value === 'string' ? value : undefined]));
}
