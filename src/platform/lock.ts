import { lstat, open, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { isAlive } from './alive.ts';
import { errorCode, isRefusal } from './file-faults.ts';
import { removeHeld, whileHeldOpen } from './held-open.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/** A lock that is older than this is stale, milliseconds: the work under it takes milliseconds. */
const staleAfter = 10_000;
/** How long to wait for another instance, milliseconds. */
const giveUpAfter = 5_000;
/** Process id, its start time and computer, and a unique suffix; see {@link ownMark}. */
const ownerPattern = /^(\d+) (?:(\S+) (\S+) )?\S+$/;
/** A lock, or the right to remove one. */
const lockName = /\.lock(?:\.[\w-]+)?$/;
/** Stands for the owner if something else is in the place of a lock. */
const noLock = '\0';
/** How long Windows may refuse to create a lock before the folder counts as the reason, milliseconds. */
const refusedFor = 1_000;
/** A lock file is empty until its owner has written into it; after this many milliseconds the owner was killed. */
const emptyFor = 2_000;
/** In bytes; the name of a computer has 255 at most. */
const longestMark = 1_000;
/** For work that must not run without the lock: locks of living programs are respected for longer. */
const exclusive = { staleAfter: 60_000, giveUpAfter: 15_000 };

/**
 * Runs work that reads, changes and writes a file while no other instance of this program does so with the same file. The
 * lock is a file `<path>.lock` beside it, which expires with its owner's death or after {@link staleAfter}. If no lock
 * can be created (a read-only folder), or acquired within five seconds, the work runs anyway: a late write is better than
 * a program that hangs.
 *
 * @param path the file to be changed; its folder exists
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  const held = mayWrite(lock)
    ? await acquire(lock, { staleAfter, giveUpAfter }).catch(() => undefined)
    : undefined;
  try {
    return await work();
  } finally {
    if (held?.mark !== undefined) await release(lock, held.mark);
  }
}

/**
 * Whether there is a lock beside a file: somebody holds it, or a killed run has left it. Even a caller with nothing to
 * write should then acquire it, so that a stale lock is removed.
 */
export async function isLocked(path: string): Promise<boolean> {
  return (await contents(`${path}.lock`)) !== undefined;
}

/** A lock that is held. */
export interface HeldLock {
  /** Throws if the lock is lost, for example after this computer slept for a minute. Call it right before the write. */
  readonly expectHeld: () => Promise<void>;
}

/**
 * As {@link withFileLock}, for files that do not belong to us: without the lock nothing runs.
 *
 * @param options.lock path of the lock; `<path>.lock` if absent
 * @param options.patience how long to wait for another instance, milliseconds; 15 s if absent
 * @throws Problem FILE_UNWRITABLE if another instance holds the lock for longer
 * @throws the system's error if no lock can be created there
 */
export async function withExclusiveLock<T>(
  path: string,
  work: (held: HeldLock) => Promise<T>,
  {
    lock = `${path}.lock`,
    patience = exclusive.giveUpAfter,
  }: { readonly lock?: string; readonly patience?: number } = {},
): Promise<T> {
  expectMayWrite(lock);
  const { mark, owner } = await acquire(lock, { ...exclusive, giveUpAfter: patience });
  if (mark === undefined) throw heldByOther(path, lock, owner);
  const expectHeld = async () => {
    if ((await contents(lock)) !== mark) throw heldByOther(path, lock, undefined);
  };
  try {
    return await work({ expectHeld });
  } finally {
    await release(lock, mark);
  }
}

function heldByOther(path: string, lock: string, owner: string | undefined): Problem {
  if (owner === noLock) {
    return new Problem({
      code: 'FILE_UNWRITABLE',
      what: `${plainText(path)} is not written: its lock cannot be made.`,
      why: `In its place, ${plainText(lock)}, is something that is not a lock of this program.`,
      next: 'Move that away, then try again.',
    });
  }
  const process = /^(\d+) /.exec(owner ?? '')?.[1];
  return new Problem({
    code: 'FILE_UNWRITABLE',
    what: `${plainText(path)} is not written: another amplify-tui is writing it.`,
    why: process === undefined ? 'Its lock was taken over.' : `Process ${process} holds ${plainText(lock)}.`,
    next: 'Try again when it is done. If no other one runs, remove that lock file.',
  });
}

/** @returns the mark in the lock; if it was not acquired, the lock's owner */
async function acquire(
  lock: string,
  times: { staleAfter: number; giveUpAfter: number },
): Promise<{ mark?: string; owner?: string | undefined }> {
  const mark = await ownMark();
  const started = performance.now();
  const until = started + times.giveUpAfter;
  for (;;) {
    try {
      if (await madeLock(lock, mark)) return { mark };
    } catch (thrown) {
      // On Windows a removed lock still blocks its name until everybody who reads it has closed it.
      if (!isRefusal(thrown) || performance.now() > started + refusedFor) throw thrown;
    }
    const owner = await contents(lock);
    if (owner === noLock) return { owner };
    const leftOver = owner !== undefined && (await isLeftOver(lock, owner, times.staleAfter));
    if (leftOver && (await takeAway(lock, owner, times.staleAfter))) continue;
    if (performance.now() > until) return { owner };
    await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 15));
  }
}

/** Absolute paths of the locks in a folder whose programs have ended. */
export async function leftOverLocks(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await readdir(folder).catch(() => [])).filter((each) => lockName.test(each))) {
    const lock = join(folder, name);
    const owner = await contents(lock);
    if (
      owner !== undefined &&
      ownerPattern.test(owner) &&
      (await isLeftOver(lock, owner, exclusive.staleAfter))
    )
      found.push(lock);
  }
  return found;
}

async function release(lock: string, mark: string): Promise<void> {
  if ((await contents(lock)) === mark) await removeHeld(lock).catch(ignoreMissing);
}

/**
 * The lock is a symbolic link that names its owner, so that it appears whole or not at all. It is a file where there are
 * no such links (FAT), and always on Windows, where links need a right that most people lack. It is read back: some
 * systems report a link that they have not created, and an empty file may have been removed as the left-over of a killed
 * program.
 */
async function madeLock(lock: string, mark: string): Promise<boolean> {
  if (process.platform !== 'win32') {
    try {
      await symlink(mark, lock);
      const made = await contents(lock);
      if (made !== undefined) return made === mark;
    } catch (thrown) {
      if (errorCode(thrown) === 'EEXIST') return false;
      if (!['EPERM', 'ENOSYS', 'ENOTSUP'].includes(errorCode(thrown) ?? '')) throw thrown;
    }
  }
  return (await madeFile(lock, mark)) && (await contents(lock)) === mark;
}

async function madeFile(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text).finally(() => file.close());
    return true;
  } catch (thrown) {
    if (errorCode(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

async function isLeftOver(lock: string, owner: string, staleAfter: number): Promise<boolean> {
  const about = await lstat(lock).catch(ignoreMissing);
  if (!about) return false;
  // A time in the future comes from a clock that was set back since: the lock would stay until then.
  const age = Math.abs(Date.now() - about.mtimeMs);
  if (age > staleAfter || (owner === '' && age > emptyFor)) return true;
  const [, pid = '', started = '-', host = ''] = ownerPattern.exec(owner) ?? [];
  if (pid === '' || (host !== '' && host !== hostName())) return false;
  if (!isAlive(Number(pid))) return true;
  const now = await startOf(pid);
  return started !== '-' && now !== '-' && now !== started;
}

/**
 * Removes a stale lock. A mark is never used twice, and only one program at a time has the right to remove the lock with
 * a given mark, so a newer lock is safe.
 *
 * @returns true if it is gone
 */
async function takeAway(lock: string, owner: string, staleAfter: number): Promise<boolean> {
  const right = `${lock}.${owner.replace(/[^\w-]+/g, '-').slice(-60)}`;
  if (!(await madeLock(right, await ownMark()))) {
    // Whoever had the right may have been killed, too.
    const holder = await contents(right);
    const leftOver = holder !== undefined && (await isLeftOver(right, holder, staleAfter));
    if (leftOver) await takeAway(right, holder, staleAfter);
    return false;
  }
  try {
    if ((await contents(lock)) !== owner) return false;
    return await removeHeld(lock).then(
      () => true,
      (thrown: unknown) => {
        // Another user's, in a folder where all may remove only their own: the waiting caller reports it.
        if (['EPERM', 'EACCES'].includes(errorCode(thrown) ?? '')) return false;
        ignoreMissing(thrown);
        return true;
      },
    );
  } finally {
    await removeHeld(right).catch(ignoreMissing);
  }
}

/** Process id, start time (the id may be reused), computer, and a unique suffix. */
async function ownMark(): Promise<string> {
  const once = Math.random().toString(36).slice(2);
  return [process.pid, await startOf('self'), hostName(), once].join(' ');
}

/**
 * When a process started, in clock ticks since boot (field 22 of proc(5)); `-` if the system does not say, `ended` for a
 * zombie.
 */
export async function startOf(pid: string): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '-');
}

/** The name of this computer, without spaces. */
export function hostName(): string {
  return hostname().replaceAll(' ', '') || '-';
}

/** The owner's mark in a lock; undefined if there is no lock, {@link noLock} for what cannot be one. */
async function contents(lock: string): Promise<string | undefined> {
  try {
    return await readlink(lock);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return undefined;
  }
  // A folder cannot be read, and reading a pipe could block for ever.
  const about = await lstat(lock).catch(ignoreMissing);
  if (about && (!about.isFile() || about.size > longestMark)) return noLock;
  return (await whileHeldOpen(() => readFile(lock, 'utf8')).catch(ignoreMissing)) ?? undefined;
}

function ignoreMissing(thrown: unknown): undefined {
  if (errorCode(thrown) === 'ENOENT') return undefined;
  throw thrown;
}
