import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './file-faults.ts';

/** The limits of a search: depth, folders visited, folders found. */
export interface SearchLimits {
  readonly deep: number;
  readonly looked: number;
  readonly found: number;
}

/** What a search has found. */
export interface FoundFolders {
  /** Absolute, sorted. */
  readonly folders: readonly string[];
  /** Whether a limit ended the search: there may be more. */
  readonly isPart: boolean;
  /** How many folders could not be read. */
  readonly unreadable: number;
}

/**
 * Finds folders below a folder, itself included, level by level. Links are not followed, so circular ones do no harm and
 * nothing is found twice.
 *
 * @param given.isIt whether a folder is one, by the names in it; such a folder is not searched further
 * @param given.leaveOut whether to skip a folder, by its name
 * @throws the system's error if the folder itself cannot be read, and the signal's reason
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
