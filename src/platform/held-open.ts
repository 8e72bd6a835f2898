import { rename, unlink } from 'node:fs/promises';
import { isRefusal } from './file-faults.ts';

/** How long an operation on a file that is held open is retried, milliseconds. */
const patience = 3_000;
/** The longest time between two tries, milliseconds. */
const longestWait = 100;

/**
 * Performs a file operation. On Windows it is retried for three seconds if another program has the file open: an editor,
 * a virus scanner, a search index. Most release it within a moment.
 *
 * @param act the operation; it must have had no effect when it throws
 * @param options.again called before each retry; an error of it ends the retries
 * @param options.platform as `process.platform`
 * @param options.wait waits some milliseconds
 * @param options.now monotonic milliseconds
 * @throws the last try's error
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
 * Renames a file, replacing one of that name, or a folder.
 *
 * @param again see {@link whileHeldOpen}
 * @throws the system's error; both files are then unchanged
 */
export function renameOver(from: string, to: string, again?: () => Promise<void>): Promise<void> {
  return whileHeldOpen(() => rename(from, to), { again });
}

/** Removes a file. @throws the system's error, also if there is no such file */
export function removeHeld(path: string): Promise<void> {
  return whileHeldOpen(() => unlink(path));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
