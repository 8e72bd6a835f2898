import { rename, rm, rmdir } from 'node:fs/promises';
import { errorCode } from './file-faults.ts';

/**
 * Removes a folder if nothing is in it.
 *
 * @returns false when it stays: something is in it, it is none, or it may not be removed; an empty folder is in nobody's way
 */
export async function removeEmptyFolder(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (thrown) {
    return errorCode(thrown) === 'ENOENT';
  }
}

/** Removes a folder with all that is in it; one that is not there is no error. @throws what the system says */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** Gives a folder another name, beside it. @throws what the system says */
export async function renameFolder(path: string, to: string): Promise<void> {
  await rename(path, to);
}
