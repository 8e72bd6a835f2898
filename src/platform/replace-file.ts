import type { Stats } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAlive } from './alive.ts';
import { renameOver, whileHeldOpen } from './held-open.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/** `<file>.<process id>-<number>.unfinished`, and the temporary file that `write-file-atomic` creates beside it. */
const unfinished = /^.+\.(\d+)-\d+\.unfinished(?:\.\d+)?$/;
/** After this time a living process id has been reused by another program, milliseconds. */
const leftOverAfter = 3_600_000;

let names = 0;

/** A unique name beside a file, for something incomplete or no longer needed. */
export function nameBeside(file: string): string {
  names += 1;
  return `${file}.${process.pid}-${names}.unfinished`;
}

/**
 * Writes a text beside a file and then renames it to that file, so that a crash at any moment leaves the old text or the
 * new one. What killed programs left of such writes in the same folder is removed.
 *
 * Until it is whole, the text's file name identifies its owner: the names of `write-file-atomic` look like people's own
 * backups (`config.20261123`), which must never be removed.
 *
 * @param target the file itself, not a link to it
 * @param before the existing file, whose mode and owner are kept
 * @param mode of a new file; the system's default if absent. One without rights for others also removes theirs from an
 * existing file
 * @throws the system's error; the file is then unchanged
 */
export async function replaceWhole(
  target: string,
  text: string,
  before: Stats | undefined,
  mode: number | undefined,
): Promise<void> {
  expectMayWrite(target);
  // Before the write, not after: a kill right after it leaves nothing that only another write would remove.
  await removeLeftOvers(dirname(target));
  const beside = nameBeside(target);
  const about = {
    ...(before ? { mode: keptMode(before, mode), chown: { uid: before.uid, gid: before.gid } } : {}),
    ...(!before && mode !== undefined ? { mode } : {}),
  };
  // Loaded at the first write: commands that only read have to answer quickly.
  const { default: replaceFile } = await import('write-file-atomic');
  await whileHeldOpen(() => replaceFile(beside, text, about));
  try {
    await renameOver(beside, target);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
}

/** Removes the rights of others before the file gets new contents, if it is for its owner alone. */
function keptMode(before: Stats, mode: number | undefined): number {
  const own = before.mode & 0o7777;
  return mode !== undefined && (mode & 0o077) === 0 ? own & ~0o077 : own;
}

/** Removes what killed programs left in a folder. What cannot be removed does no harm. */
export async function removeLeftOvers(folder: string): Promise<void> {
  if (!mayWrite(folder)) return;
  for (const path of await leftOversIn(folder))
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** Absolute paths of what killed programs left in a folder: files and folders with names of {@link nameBeside}. */
export async function leftOversIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = Number(unfinished.exec(name)?.[1]);
    if (Number.isNaN(owner) || owner === process.pid) continue;
    const path = join(folder, name);
    const about = await stat(path).catch(() => undefined);
    const isOld = about !== undefined && Math.abs(Date.now() - about.mtimeMs) > leftOverAfter;
    if (isOld || !isAlive(owner)) found.push(path);
  }
  return found;
}
