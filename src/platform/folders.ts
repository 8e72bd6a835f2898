import { cp, mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './file-faults.ts';
import { renameOver, whileHeldOpen } from './held-open.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/**
 * Removes a folder if it is empty.
 *
 * @returns false if it stays: it is not empty, not a folder, or may not be removed; an empty folder does no harm
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

/** Removes a folder with everything in it; a missing one is not an error. @throws the system's error */
export async function removeFolder(path: string): Promise<void> {
  expectMayWrite(path);
  await whileHeldOpen(() => rm(path, { recursive: true, force: true }));
}

/** Renames a folder. @throws the system's error */
export async function renameFolder(path: string, to: string): Promise<void> {
  expectMayWrite(path);
  expectMayWrite(to);
  await renameOver(path, to);
}

/** Creates a folder and those above it; an existing one is not an error. @throws the system's error */
export async function makeFolder(path: string): Promise<void> {
  expectMayWrite(path);
  await mkdir(path, { recursive: true });
}

/** Copies a file, or a folder with everything in it, and creates the folders above the copy. @throws the system's error */
export async function copyTree(from: string, to: string): Promise<void> {
  expectMayWrite(to);
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}

/** Writes a file in a folder that nothing reads yet, and creates the folders above it. @throws the system's error */
export async function writeInside(path: string, bytes: Uint8Array): Promise<void> {
  expectMayWrite(path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** When a file was last changed, milliseconds since the epoch. @throws the system's error */
export async function changedAt(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
