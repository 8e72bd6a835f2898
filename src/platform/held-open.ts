import { rename, unlink } from 'node:fs/promises';
import { isRefusal } from './file-faults.ts';

/** How long a file that is held open is tried again, milliseconds. */
const patience = 3_000;
/** The longest time between two tries, milliseconds. */
const longestWait = 100;

/**
 * Does something to a file. On Windows it is tried again for three seconds where another program has the file open: an editor,
 * a virus scanner, a search index. Most let go of it within a moment.
 *
 * @param act the operation; it has done nothing when it throws
 * @param options.again asked before each further try; what it throws ends the trying
 * @param options.platform as `process.platform`
 * @param options.wait waits some milliseconds
 * @param options.now milliseconds that only go forward
 * @throws what the last try threw
 */
export async function whileHeldOpen<T>(
  act: () => Promise<T>,
  {
    again = async () => {},
    platform = process.platform,
    wait = sleep,
    now = () => performance.now(),
  }: {
    readonly again?: (() => Promise<void>) | undefined;
    readonly platform?: NodeJS.Platform;
    readonly wait?: (milliseconds: number) => Promise<void>;
    readonly now?: () => number;
  } = {},
): Promise<T> {
  const until = now() + patience;
  for (let pause = 5; ; pause = Math.min(pause * 2, longestWait)) {
    try {
      return await act();
    } catch (thrown) {
      if (!isRefusal(thrown, platform) || now() >= until) throw thrown;
    }
    await wait(pause);
    await again();
  }
}

/**
 * Renames a file, over another one if there is one, or a folder.
 *
 * @param again see {@link whileHeldOpen}
 * @throws whatever the system throws; both files are then as they were
 */
export function renameOver(from: string, to: string, again?: () => Promise<void>): Promise<void> {
  return whileHeldOpen(() => rename(from, to), { again });
}

/** Removes a file. @throws whatever the system throws, also where there is none */
export function removeHeld(path: string): Promise<void> {
  return whileHeldOpen(() => unlink(path));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
