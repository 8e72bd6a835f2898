import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { isAlive } from './alive.ts';
import { errorCode, fileFault, isRefusal, readOnlySystem } from './file-faults.ts';
import type { FileOnDisk } from './file-on-disk.ts';
import { holdsBytes, largestReplaced, openedIfSame, readAll } from './file-on-disk.ts';
import { removeHeld, renameOver } from './held-open.ts';
import { withExclusiveLock } from './lock.ts';
import { makeFolders } from './make-folders.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/** A file and its new contents. */
export interface Replacement {
  readonly file: FileOnDisk;
  readonly bytes: Buffer;
  /** Its new mode; absent: unchanged. */
  readonly mode?: number | undefined;
}

/** How long a program that opened the old file before the replacement may take to write into it, milliseconds. */
const lateAfter = 20;

interface Staged extends Replacement {
  readonly temporary: string;
}

/**
 * Replaces several files that other programs use, too, each whole or not at all, and only if none of them has changed
 * since it was read. All new contents are on disk before the first file is replaced; if a later one cannot be replaced,
 * the earlier ones are restored. An edit by another program during the replacement is found in the old file afterwards;
 * then everything is restored as well, including that edit. A new file that somebody has written into by then is theirs,
 * and stays.
 *
 * A file keeps its owner, and its mode unless another one is given; a new one gets 0600, a new folder 0700.
 *
 * @param ready called right before the first replacement; an error of it stops everything
 * @returns `changed` if a file is no longer as it was read; nothing is written then. `partly`: the same, except for new
 * files that somebody has written into
 * @throws Problem FILE_UNWRITABLE; the files are unchanged
 */
export async function replaceFiles(
  replacements: readonly Replacement[],
  ready: () => Promise<void>,
): Promise<'replaced' | 'changed' | 'partly'> {
  const staged: Staged[] = [];
  /** The old files, still open, each with its contents. */
  const old: { handle: FileHandle | undefined; bytes: Buffer | undefined }[] = [];
  const done: Staged[] = [];
  for (const { file } of replacements) expectMayWrite(file.target);
  try {
    for (const each of replacements) staged.push({ ...each, temporary: await stage(each) });
    await ready();
    for (const { file } of staged) {
      const { handle, target, isSame } = await openedIfSame(file.path, file.bytes, largestReplaced);
      old.push({ handle, bytes: file.bytes });
      if (target !== file.target || !isSame) return 'changed';
    }
    // Windows cannot replace an open file, not even one of ours; a program that could write into the old one late also
    // blocks the replacement.
    if (process.platform === 'win32') for (const { handle } of old.splice(0)) await handle?.close();
    for (const each of staged) {
      try {
        // Late writes cannot be detected there, and replacing the previous file may have taken a while.
        if (process.platform === 'win32') await expectUnchanged(each.file, ready);
        await renameOver(each.temporary, each.file.target, () => expectUnchanged(each.file, ready));
      } catch (thrown) {
        const isWhole = await putBack(done, []);
        if (thrown === changedMeanwhile) return isWhole ? 'changed' : 'partly';
        throw thrown instanceof Problem ? thrown : unwritableFile(each.file.path, fileFault(thrown), thrown);
      }
      done.push(each);
    }
    for (const wait of [0, lateAfter]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      const isSame = await Promise.all(
        old.map(({ handle, bytes }) => !handle || (bytes !== undefined && holdsBytes(handle, bytes))),
      );
      if (isSame.every(Boolean)) continue;
      const late = await Promise.all(old.map(({ handle }) => handle && readAll(handle)));
      return (await putBack(done, late)) ? 'changed' : 'partly';
    }
    for (const folder of new Set(done.map(({ file }) => dirname(file.target)))) await syncFolder(folder);
    return 'replaced';
  } finally {
    for (const { handle } of old) await handle?.close();
    for (const each of staged) if (!done.includes(each)) await removeQuietly(each.temporary);
  }
}

/** Ends the retries if the program that had the file open has written it. */
const changedMeanwhile = new Error('the file has changed');

/** @throws {@link changedMeanwhile}, and the error of `ready` */
async function expectUnchanged(file: FileOnDisk, ready: () => Promise<void>): Promise<void> {
  await ready();
  const { handle, target, isSame } = await openedIfSame(file.path, file.bytes, largestReplaced);
  await handle?.close();
  if (target !== file.target || !isSame) throw changedMeanwhile;
}

/** Creates a file's folder, readable for its owner only. @throws Problem FILE_UNWRITABLE */
export async function ensureFolderOf({ path, target }: FileOnDisk): Promise<void> {
  const folder = dirname(target);
  try {
    const made = await makeFolders(folder, 0o700);
    if (made === undefined || process.geteuid?.() !== 0) return;
    // Under sudo the folder would belong to root and lock the user out.
    const { uid, gid } = await stat(dirname(made));
    const handle = await open(folder, constants.O_RDONLY);
    await handle.chown(uid, gid).finally(() => handle.close());
  } catch (thrown) {
    const why = errorCode(thrown) === 'EEXIST' ? 'A file is in the place of its folder.' : fileFault(thrown);
    throw unwritableFile(path, why, thrown);
  }
}

/** The Problem of a file that cannot be replaced. */
export function unwritableFile(path: string, why: string, cause?: unknown): Problem {
  const full = errorCode(cause) === 'ENOSPC' || errorCode(cause) === 'EDQUOT';
  const next = full
    ? 'Make room, then try again; the file is as it was.'
    : isRefusal(cause)
      ? 'Close what has it open, or make it and its folder writable for you, then try again; the file is as it was.'
      : why === readOnlySystem
        ? 'Have it mounted so that it may be written, or use a home folder elsewhere; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE move the AWS files alone.'
        : 'Make it and its folder writable for you and try again, or make the change in your editor.';
  return new Problem(
    { code: 'FILE_UNWRITABLE', what: `${plainText(path)} cannot be written.`, why, next },
    { cause },
  );
}

/** The lock's path for a file of other programs; see `withExclusiveLock`. */
export function lockOf(target: string): string {
  return `${target}.amplify-tui.lock`;
}

/**
 * Removes what a killed instance of this program left beside a file: its lock and its temporary files, which may hold
 * secrets. Those of a living one are kept. Errors are ignored: this is only tidying.
 */
export async function clearLeftOvers(target: string): Promise<void> {
  if (!mayWrite(target)) return;
  const folder = dirname(target);
  const [prefix, lock] = [temporaryPrefix(target), basename(lockOf(target))];
  const names = await readdir(folder).catch(() => []);
  if (!names.some((name) => name.startsWith(prefix) || name.startsWith(lock))) return;
  const options = { lock: lockOf(target), patience: 0 };
  const tidied = withExclusiveLock(target, () => removeTemporaries(folder, prefix), options);
  await tidied.catch(() => undefined);
}

/** Absolute paths of the temporary files beside a file whose programs have ended. */
export async function temporariesBeside(target: string): Promise<string[]> {
  const prefix = temporaryPrefix(target);
  const names = await readdir(dirname(target)).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
    .map((name) => join(dirname(target), name));
}

function temporaryPrefix(target: string): string {
  return `.${basename(target)}.amplify-tui-`;
}

/** Writes new contents beside the file, flushed to disk. @returns the temporary file's path */
async function stage({ file, bytes, mode = file.mode ?? 0o600 }: Replacement): Promise<string> {
  const folder = dirname(file.target);
  const prefix = temporaryPrefix(file.target);
  const temporary = join(folder, `${prefix}${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    await removeTemporaries(folder, prefix);
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
    const handle = await open(temporary, flags, 0o600);
    try {
      await handle.writeFile(bytes);
      await keepOwner(handle, file, folder);
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return temporary;
  } catch (thrown) {
    await removeQuietly(temporary);
    if (thrown instanceof Problem) throw thrown;
    throw unwritableFile(file.path, fileFault(thrown), thrown);
  }
}

/** Removes what a program left that was killed while writing. The caller holds the lock, so none of these is in use. */
async function removeTemporaries(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await removeQuietly(join(folder, name));
  }
}

async function keepOwner(handle: FileHandle, file: FileOnDisk, folder: string): Promise<void> {
  if (process.geteuid === undefined) return;
  const own = await handle.stat();
  const wanted = file.owner ?? (process.geteuid() === 0 ? await stat(folder) : own);
  if (wanted.uid === own.uid && wanted.gid === own.gid) return;
  try {
    await handle.chown(wanted.uid, wanted.gid);
  } catch (thrown) {
    if (wanted.uid !== own.uid) throw unwritableFile(file.path, 'It belongs to another user.', thrown);
  }
}

/** Undoes replacements, the last one first. @param late what other programs wrote into the old files meanwhile */
async function putBack(done: readonly Staged[], late: readonly (Buffer | undefined)[]): Promise<boolean> {
  let isWhole = true;
  for (const [index, each] of [...done.entries()].reverse()) {
    const { handle, isSame } = await openedIfSame(each.file.path, each.bytes, largestReplaced);
    await handle?.close();
    // Somebody wrote into the new file: it is theirs now.
    if (!isSame) {
      isWhole = false;
      continue;
    }
    const before = late[index] ?? each.file.bytes;
    if (before) await renameOver(await stage({ file: each.file, bytes: before }), each.file.target);
    else await removeHeld(each.file.target);
  }
  return isWhole;
}

async function syncFolder(folder: string): Promise<void> {
  // Some systems cannot: the file is whole anyway, only a power cut could bring the old one back.
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function removeQuietly(path: string): Promise<void> {
  // It is already gone, or the next write tries again.
  await unlink(path).catch(() => undefined);
}
