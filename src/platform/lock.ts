import { lstat, open, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { isAlive } from './alive.ts';
import { errorCode, isRefusal } from './file-faults.ts';
import { removeHeld, whileHeldOpen } from './held-open.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/** A lock that is older than this is left over: the work under it takes milliseconds. */
const staleAfter = 10_000;
/** How long to wait for another instance. */
const giveUpAfter = 5_000;
/** Process, its start and its computer, and something that comes once only; see {@link ownMark}. */
const ownerPattern = /^(\d+) (?:(\S+) (\S+) )?\S+$/;
/** A lock, or the right to take one away. */
const lockName = /\.lock(?:\.[\w-]+)?$/;
/** What stands for the owner where something else is in the place of a lock. */
const noLock = '\0';
/** How long Windows may refuse to make a lock before its folder is taken to be the reason, milliseconds. */
const refusedFor = 1_000;
/** A lock that is a file is empty until its owner has written into it; after this long that one was killed, milliseconds. */
const emptyFor = 2_000;
/** Bytes; the name of a computer has 255 at most. */
const longestMark = 1_000;
/** Locks of living programs are left alone for longer where work without the lock is out of the question. */
const exclusive = { staleAfter: 60_000, giveUpAfter: 15_000 };

/**
 * Does work that reads, changes and writes a file while no other instance of this program does so to the same file.
 * The lock is a file `<path>.lock` beside it, and survives neither its owner's death nor {@link staleAfter}. Where no
 * lock can be made (a read-only folder), or none can be had in five seconds, the work is done all the same: a late
 * write is better than a program that hangs.
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
 * Whether a lock stands beside a file: somebody holds it, or a run that was killed has left it. Who has nothing to write takes it
 * all the same then, so that it does not stay.
 */
export async function isLocked(path: string): Promise<boolean> {
  return (await contents(`${path}.lock`)) !== undefined;
}

/** A lock that is held. */
export interface HeldLock {
  /** Throws when the lock is lost, after this computer slept for a minute, say. Ask right before the write. */
  readonly expectHeld: () => Promise<void>;
}

/**
 * As {@link withFileLock}, for files that do not belong to us: without the lock nothing is done.
 *
 * @param options.lock where the lock lies; `<path>.lock` if absent
 * @param options.patience how long to wait for another instance, milliseconds; 15 s if absent
 * @throws Problem FILE_UNWRITABLE when another instance holds the lock for longer
 * @throws whatever the system says when no lock can be made there
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

/** @returns the mark in the lock; without one, who holds the lock */
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
      // One that goes away while somebody looks at it is in the way until that one has closed it.
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

/** The locks in a folder that nobody holds any more: their programs have ended. Absolute paths. */
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
 * The lock is a symbolic link that names its owner, so that it appears whole or not at all. Where there are no such links
 * (FAT) it is a file; on Windows always, where a link takes a right that most people do not have. It is read back: some
 * systems say that they have made a link and have not, and an empty file may have been taken away for one that a killed
 * program has left.
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
  // One from the future is of a clock that was set back since: it would not be free until that time comes.
  const age = Math.abs(Date.now() - about.mtimeMs);
  if (age > staleAfter || (owner === '' && age > emptyFor)) return true;
  const [, pid = '', started = '-', host = ''] = ownerPattern.exec(owner) ?? [];
  if (pid === '' || (host !== '' && host !== hostName())) return false;
  if (!isAlive(Number(pid))) return true;
  const now = await startOf(pid);
  return started !== '-' && now !== '-' && now !== started;
}

/**
 * Takes a left over lock away. A mark is never used twice, and only one program at a time has the right to take the
 * lock of a given mark: a lock that was made meanwhile is safe.
 *
 * @returns true when it is gone
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
        // That of another user, in a folder where each may remove their own only: who waits is told of it.
        if (['EPERM', 'EACCES'].includes(errorCode(thrown) ?? '')) return false;
        ignoreMissing(thrown);
        return true;
      },
    );
  } finally {
    await removeHeld(right).catch(ignoreMissing);
  }
}

/** Process, when it started (another one may get its number), computer, and something that comes once only. */
async function ownMark(): Promise<string> {
  const once = Math.random().toString(36).slice(2);
  return [process.pid, await startOf('self'), hostName(), once].join(' ');
}

/**
 * When a process started, in ticks since the computer did (field 22 of proc(5)); `-` where the system does not say,
 * `ended` for one that only waits to be collected by its parent.
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

/** What a lock says about its owner; undefined when there is none, {@link noLock} for what cannot be a lock. */
async function contents(lock: string): Promise<string | undefined> {
  try {
    return await readlink(lock);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return undefined;
  }
  // A folder cannot be read, and a pipe would be waited for without end.
  const about = await lstat(lock).catch(ignoreMissing);
  if (about && (!about.isFile() || about.size > longestMark)) return noLock;
  return (await whileHeldOpen(() => readFile(lock, 'utf8')).catch(ignoreMissing)) ?? undefined;
}

function ignoreMissing(thrown: unknown): undefined {
  if (errorCode(thrown) === 'ENOENT') return undefined;
  throw thrown;
}
