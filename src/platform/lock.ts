import { open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { errorCode } from './file-faults.ts';

/** A lock that is older than this is left over from a program that was killed: the work under it takes milliseconds. */
const staleAfter = 10_000;
/** After this long the work is done without the lock: a late write is better than a program that hangs. */
const giveUpAfter = 5_000;

/**
 * Does work that reads, changes and writes a file while no other instance of this program does so to the same file.
 * The lock is a file `<path>.lock` beside it, and survives neither its owner's death nor {@link staleAfter}. Where no
 * lock can be made (a read-only folder) the work is done all the same; it will say what is wrong.
 *
 * @param path the file to be changed; its folder exists
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  const mark = `${process.pid} ${Math.random().toString(36).slice(2)}`;
  const held = await acquire(lock, mark);
  try {
    return await work();
  } finally {
    if (held && (await contents(lock)) === mark) await unlink(lock).catch(ignoreMissing);
  }
}

async function acquire(lock: string, mark: string): Promise<boolean> {
  const until = Date.now() + giveUpAfter;
  while (Date.now() < until) {
    try {
      const file = await open(lock, 'wx', 0o600);
      await file.writeFile(mark).finally(() => file.close());
      return true;
    } catch (thrown) {
      if (errorCode(thrown) !== 'EEXIST') return false;
    }
    if (await isLeftOver(lock)) await takeAway(lock);
    else await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
  }
  return false;
}

async function isLeftOver(lock: string): Promise<boolean> {
  const about = await stat(lock).catch(ignoreMissing);
  if (!about) return false;
  if (Date.now() - about.mtimeMs > staleAfter) return true;
  const owner = Number.parseInt((await contents(lock)) ?? '', 10);
  return Number.isInteger(owner) && owner > 0 && !isAlive(owner);
}

/** Renaming first lets only one of several waiting programs take the lock away. */
async function takeAway(lock: string): Promise<void> {
  const aside = `${lock}.${process.pid}`;
  try {
    await rename(lock, aside);
    await unlink(aside);
  } catch (thrown) {
    ignoreMissing(thrown);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it lives and belongs to somebody else.
    return errorCode(thrown) !== 'ESRCH';
  }
}

async function contents(lock: string): Promise<string | undefined> {
  return (await readFile(lock, 'utf8').catch(ignoreMissing)) ?? undefined;
}

function ignoreMissing(thrown: unknown): undefined {
  if (errorCode(thrown) === 'ENOENT') return undefined;
  throw thrown;
}
