import { rmdir } from 'node:fs/promises';
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
