import { cp, mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './file-faults.ts';
import { renameOver, whileHeldOpen } from './held-open.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/**
 * Removes a folder if nothing is in it.
 *
 * @returns false when it stays: something is in it, it is not a folder, or it may not be removed; an empty folder does no harm
 */
export async function removeEmptyFolder(path: string): Promise<boolean> {
  if (!mayWrite(path)) return false;
  try {
    await rmdir(path);
    return true;
  } catch (thrown) {
    return errorCode(thrown) === 'ENOENT';
  }
}

/** Removes a folder with all that is in it; one that is not there is no error. @throws what the system says */
export async function removeFolder(path: string): Promise<void> {
  expectMayWrite(path);
  await whileHeldOpen(() => rm(path, { recursive: true, force: true }));
}

/** Gives a folder another name, beside it. @throws what the system says */
export async function renameFolder(path: string, to: string): Promise<void> {
  expectMayWrite(path);
  expectMayWrite(to);
  await renameOver(path, to);
}

/** Makes a folder and those above it; one that is there is no error. @throws what the system says */
export async function makeFolder(path: string): Promise<void> {
  expectMayWrite(path);
  await mkdir(path, { recursive: true });
}

/** Copies a file, or a folder with all that is in it, and makes the folders above the copy. @throws what the system says */
export async function copyTree(from: string, to: string): Promise<void> {
  expectMayWrite(to);
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}

/** Writes a file of a folder that nothing else reads yet, and makes the folders above it. @throws what the system says */
export async function writeInside(path: string, bytes: Uint8Array): Promise<void> {
  expectMayWrite(path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** When a file was changed last, milliseconds since the epoch. @throws what the system says */
export async function changedAt(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
