import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './file-faults.ts';

/** What bounds a search: how deep, how many folders are looked at, how many are found. */
export interface SearchLimits {
  readonly deep: number;
  readonly looked: number;
  readonly found: number;
}

/** What a search has found. */
export interface FoundFolders {
  /** Absolute, sorted. */
  readonly folders: readonly string[];
  /** A limit ended it: there may be more. */
  readonly isPart: boolean;
  /** How many folders could not be read. */
  readonly unreadable: number;
}

/**
 * Finds folders below a folder, itself included, level by level. Links are not followed, so no circle of them keeps it busy and
 * nothing is found twice.
 *
 * @param given.isIt tells by the names in a folder whether it is one; such a folder is not looked into any further
 * @param given.leaveOut tells by its name which folder is not looked into
 * @throws what the system says when the folder itself cannot be read, and the reason of the signal
 */
export async function findFolders(
  start: string,
  given: {
    readonly isIt: (folder: string, names: readonly string[]) => Promise<boolean>;
    readonly leaveOut: (name: string) => boolean;
    readonly limits: SearchLimits;
    readonly signal: AbortSignal;
  },
): Promise<FoundFolders> {
  const { isIt, leaveOut, limits, signal } = given;
  const folders: string[] = [];
  let [looked, unreadable, isPart] = [0, 0, false];
  let level = [start];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.deep) {
      isPart = true;
      break;
    }
    const below: string[] = [];
    for (const folder of level) {
      signal.throwIfAborted();
      if (looked >= limits.looked || folders.length >= limits.found) {
        isPart = true;
        break;
      }
      looked += 1;
      const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
        if (folder === start) throw thrown;
        if (errorCode(thrown) !== 'ENOENT') unreadable += 1;
        return [];
      });
      const names = entries.map(({ name }) => name);
      if (await isIt(folder, names)) folders.push(folder);
      else
        for (const entry of entries)
          if (entry.isDirectory() && !leaveOut(entry.name)) below.push(join(folder, entry.name));
    }
    level = isPart ? [] : below;
  }
  return { folders: folders.sort(), isPart, unreadable };
}
