import type { Stats } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAlive } from './alive.ts';
import { renameOver, whileHeldOpen } from './held-open.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/** `<file>.<process id>-<number>.unfinished`, and the temporary file that `write-file-atomic` makes beside it. */
const unfinished = /^.+\.(\d+)-\d+\.unfinished(?:\.\d+)?$/;
/** After this long a number that is alive is another program's by now, milliseconds. */
const leftOverAfter = 3_600_000;

let names = 0;

/** A name beside a file that is nobody else's, for what is not whole yet or not needed any more. */
export function nameBeside(file: string): string {
  names += 1;
  return `${file}.${process.pid}-${names}.unfinished`;
}

/**
 * Writes a text beside a file and then renames it to that file, so that a crash at any moment leaves the old text or
 * the new one. What a killed program has left of such a write in the same folder is removed.
 *
 * The text has a name that tells whose it is until it is whole: those that `write-file-atomic` makes up look like
 * people's own backups (`config.20261123`), which must never be removed.
 *
 * @param target the file itself, not a link to it
 * @param before the file that is there; it passes its mode and owner on
 * @param mode of a new file; the system's default if absent. One that leaves others out does so on a file that is there, too
 * @throws whatever the system throws; the file is then as it was
 */
export async function replaceWhole(
  target: string,
  text: string,
  before: Stats | undefined,
  mode: number | undefined,
): Promise<void> {
  expectMayWrite(target);
  // Before the write: a kill right after it leaves nothing that only a next write would remove.
  await removeLeftOvers(dirname(target));
  const beside = nameBeside(target);
  const about = {
    ...(before ? { mode: keptMode(before, mode), chown: { uid: before.uid, gid: before.gid } } : {}),
    ...(!before && mode !== undefined ? { mode } : {}),
  };
  // Loaded with the first write: what only reads has to answer at once.
  const { default: replaceFile } = await import('write-file-atomic');
  await whileHeldOpen(() => replaceFile(beside, text, about));
  try {
    await renameOver(beside, target);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
}

/** What is for its owner alone is taken from others before it gets anything new. */
function keptMode(before: Stats, mode: number | undefined): number {
  const own = before.mode & 0o7777;
  return mode !== undefined && (mode & 0o077) === 0 ? own & ~0o077 : own;
}

/** Removes what killed programs have left in a folder. What cannot be removed does no harm. */
export async function removeLeftOvers(folder: string): Promise<void> {
  if (!mayWrite(folder)) return;
  for (const path of await leftOversIn(folder))
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** What killed programs have left in a folder, files and folders under names of {@link nameBeside}; absolute paths. */
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
