import { constants } from 'node:fs';
import { access, lstat, open, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { errorCode, fileFault, unwritable } from './file-faults.ts';
import { whileHeldOpen } from './held-open.ts';
import { makeFolders } from './make-folders.ts';
import { expectMayWrite } from './read-only.ts';
import { nameBeside, replaceWhole } from './replace-file.ts';

/** The size limit for text files: 16 MiB, far more than any file this program works with. */
export const largestTextFile = 16 * 1024 * 1024;

/**
 * Reads a text file as UTF-8, without its byte order mark.
 *
 * @returns the text; undefined if there is no such file
 * @throws Problem FILE_UNREADABLE if it exists but cannot be read: no permission, a folder, a pipe, more than {@link
 * largestTextFile} bytes
 */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    // Without O_NONBLOCK, opening a named pipe would block until somebody writes to it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const about = await file.stat();
      if (!about.isFile()) {
        if (path === devNull) return '';
        throw unreadable(
          path,
          about.isDirectory() ? 'A folder is in its place.' : 'It is not a regular file.',
        );
      }
      if (about.size > largestTextFile) throw unreadable(path, 'It is larger than 16 MiB.');
      const text = await file.readFile('utf8');
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    if (isMissing(thrown)) return undefined;
    throw unreadable(path, fileFault(thrown), thrown);
  }
}

/** The limits for a text that is shown line by line, in characters and lines: a million short lines take half a gigabyte. */
const largestShown = { characters: 4_000_000, lines: 100_000 };

/**
 * As {@link readTextFile}, for a file whose change is shown line by line.
 *
 * @throws Problem FILE_UNREADABLE, also for more than {@link largestShown}
 */
export async function readShownFile(path: string): Promise<string | undefined> {
  const text = await readTextFile(path);
  if (text === undefined) return undefined;
  if (text.length > largestShown.characters)
    throw unreadable(path, 'It is longer than 4 million characters.');
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > largestShown.lines) throw unreadable(path, 'It has more than 100,000 lines.');
  }
  return text;
}

/**
 * Replaces a file's contents so that a reader, or a crash at any moment, finds the old text or the new one, never a part.
 * Symbolic links are followed to their target, which keeps its mode and owner.
 *
 * @param options.mode the mode of a new file; the system's default if absent. A mode without rights for others (0600,
 * 0700) also removes theirs from an existing file.
 * @throws Problem FILE_UNWRITABLE, naming the file and what to do
 */
export async function writeFileAtomic(
  path: string,
  text: string,
  options: { mode?: number } = {},
): Promise<void> {
  try {
    const target = await linkTarget(path);
    const about = await statOrMissing(target);
    if (about?.isDirectory()) throw notReplaced(path, 'A folder is in its place.');
    if (about && !about.isFile()) throw notReplaced(path, 'It is not a regular file.');
    // Windows would refuse without saying why.
    if (about && process.platform === 'win32' && (about.mode & 0o200) === 0)
      throw notReplaced(path, 'It is marked as read-only.');
    await replaceWhole(target, text, about, options.mode);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw notReplaced(path, fileFault(thrown), thrown);
  }
}

/**
 * Replaces the text of a file that {@link readTextFile} read, and keeps its byte order mark.
 *
 * @throws Problem FILE_UNWRITABLE, naming the file and what to do
 */
export async function rewriteTextFile(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, (await hasByteOrderMark(path)) ? `\uFEFF${text}` : text);
}

/** Whether a file begins with the UTF-8 byte order mark; false if it cannot be read. */
export async function hasByteOrderMark(path: string): Promise<boolean> {
  // A file that cannot be read is reported when it is written.
  const bytes = await readFile(path).catch(() => undefined);
  return bytes?.subarray(0, 3).toString('latin1') === '\u00EF\u00BB\u00BF';
}

/**
 * Writes a new file, whole or not at all; an existing one is the user's own and stays unchanged.
 *
 * @throws Problem FILE_UNWRITABLE
 */
export async function writeNewFile(path: string, text: string, mode: number): Promise<void> {
  expectMayWrite(path);
  let made = false;
  try {
    const file = await open(path, 'wx', mode);
    made = true;
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (made) await rm(path, { force: true }).catch(() => undefined);
    if (errorCode(thrown) === 'EEXIST') throw thereAlready(path);
    throw notReplaced(path, fileFault(thrown), thrown);
  }
}

/**
 * Checks that {@link writeNewFile} can create a file, before something is requested that is returned only once.
 *
 * @throws Problem FILE_UNWRITABLE
 */
export async function expectNewFile(path: string): Promise<void> {
  if (await lstat(path).catch(() => undefined)) throw thereAlready(path);
  await expectWritableFolder(dirname(path));
}

/** The Problem that a file of the user's own would be replaced. @param next what to do about it */
export function thereAlready(path: string, next = 'Name another file, or move that one away.'): Problem {
  return new Problem({
    code: 'FILE_UNWRITABLE',
    what: `${plainText(path)} already exists.`,
    why: 'It is not replaced: it may be a file of your own.',
    next,
  });
}

/**
 * Creates a folder and the folders above it, if they are missing.
 *
 * @param mode of every folder that is created; existing ones keep theirs
 * @throws Problem FILE_UNWRITABLE
 */
export async function ensureFolder(path: string, mode?: number): Promise<void> {
  try {
    await makeFolders(path, mode);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw notReplaced(
      path,
      errorCode(thrown) === 'EEXIST' ? 'A file is in its place.' : fileFault(thrown),
      thrown,
    );
  }
}

/** True if the path is a file, a folder or a link that leads to one. A path that may not be inspected counts as absent. */
export async function pathExists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/**
 * Checks that files can be created in a folder, before anything depends on it.
 *
 * @throws Problem FILE_UNWRITABLE
 */
export async function expectWritableFolder(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw notReplaced(path, fileFault(thrown), thrown);
  }
}

/**
 * As {@link expectWritableFolder}, for a folder that may be missing: then it has to be possible to create it.
 *
 * @throws Problem FILE_UNWRITABLE, naming the existing folder above it
 */
export async function expectFolderCanBe(path: string): Promise<void> {
  await expectPossible(path, path);
  const at = await nearestThere(path);
  if (!(await isFolder(at))) throw notReplaced(at, 'A file is in its place.');
  await expectWritableFolder(at);
}

/**
 * Checks that a file can be written, in a folder that may be missing, before something irreversible depends on it. The
 * current content of the file does not matter.
 *
 * @throws Problem FILE_UNWRITABLE
 */
export async function expectFileCanBe(path: string): Promise<void> {
  if (await isFolder(path)) throw notReplaced(path, 'A folder is in its place.');
  // While it is being written, it has a longer name, to which a number is added.
  await expectPossible(`${nameBeside(path)}.${'0'.repeat(10)}`, path);
  await expectFolderCanBe(dirname(path));
}

/** The path, or the nearest existing folder above it; a file if the path leads through one. */
async function nearestThere(path: string): Promise<string> {
  let at = resolve(path);
  while (!(await pathExists(at)) && dirname(at) !== at) at = dirname(at);
  return at;
}

/** Checks that the system accepts a path, and each missing name in it. @param told the path as it is shown */
async function expectPossible(path: string, told: string): Promise<void> {
  const at = await nearestThere(path);
  const names = relative(at, resolve(path)).split(sep).filter(Boolean);
  try {
    // The names are checked in the existing folder: below a missing one, the system does not check them.
    for (const each of [path, ...names.map((name) => join(at, name))]) {
      await lstat(each).catch((thrown: unknown) => {
        if (!isMissing(thrown)) throw thrown;
      });
    }
  } catch (thrown) {
    throw notReplaced(told, fileFault(thrown), thrown);
  }
}

/** True if the path is a folder, or a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * The names of a folder's entries, sorted; empty if there is no such folder.
 *
 * @throws Problem FILE_UNREADABLE
 */
export async function listFolder(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return [];
    const why = errorCode(thrown) === 'ENOTDIR' ? 'A file is in its place.' : fileFault(thrown);
    throw unreadable(path, why, thrown);
  }
}

/**
 * Removes a file; a missing one is not an error.
 *
 * @throws Problem FILE_UNWRITABLE
 */
export async function removeFile(path: string): Promise<void> {
  expectMayWrite(path);
  try {
    await whileHeldOpen(() => rm(path, { force: true }));
  } catch (thrown) {
    throw notReplaced(path, fileFault(thrown), thrown);
  }
}

function isMissing(thrown: unknown): boolean {
  const code = errorCode(thrown);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

async function statOrMissing(path: string) {
  try {
    return await stat(path);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** Follows symbolic links by hand, so that a link to a missing target is followed, too. */
export async function linkTarget(path: string): Promise<string> {
  let target = resolve(path);
  // Linux gives up after 40, too; stat() then reports ELOOP.
  for (let hops = 0; hops < 40; hops++) {
    const about = await lstat(target).catch((thrown: unknown) => {
      if (errorCode(thrown) === 'ENOENT') return undefined;
      throw thrown;
    });
    if (!about?.isSymbolicLink()) return target;
    target = resolve(dirname(target), await readlink(target));
  }
  return target;
}

function unreadable(path: string, why: string, cause?: unknown): Problem {
  const what = `${plainText(path)} cannot be read.`;
  const next = 'Check what the path names and its permissions, then try again.';
  return new Problem({ code: 'FILE_UNREADABLE', what, why, next }, { cause });
}

function notReplaced(path: string, why: string, cause?: unknown): Problem {
  const place = `${dirname(resolve(path))} and the file`;
  return unwritable(path, cause, { why, place, end: '; the file is as it was' });
}
