import { asRecord, jsonValue } from '../core/json-values.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { readTextFile, writeFileAtomic } from '../platform/files.ts';

/** The files of a project as they were before an `init` wrote them: texts by label; undefined for one that was not there. */
export type FilesBefore = ReadonlyMap<string, string | undefined>;

/**
 * Keeps what files were, readable by the person alone, for as long as the note of the attempt is there.
 *
 * @param path of the file that holds them
 * @throws Problem FILE_UNWRITABLE
 */
export async function writeFilesBefore(path: string, files: FilesBefore): Promise<void> {
  const texts = Object.fromEntries([...files].map(([label, text]) => [label, text ?? null]));
  await writeFileAtomic(path, JSON.stringify(texts), { mode: 0o600 });
}

/** @returns empty when nothing was kept @throws Problem FILE_UNREADABLE, FILE_MALFORMED */
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
