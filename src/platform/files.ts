import { constants } from 'node:fs';
import { access, lstat, open, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, resolve } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { errorCode, fileFault, unwritable } from './file-faults.ts';
import { whileHeldOpen } from './held-open.ts';
import { makeFolders } from './make-folders.ts';
import { expectMayWrite } from './read-only.ts';
import { replaceWhole } from './replace-file.ts';

/** The largest text file that is read: 16 MiB, far more than any file this program works with. */
export const largestTextFile = 16 * 1024 * 1024;

/**
 * Reads a text file as UTF-8, its byte order mark left out.
 *
 * @returns the text, or undefined when there is no such file
 * @throws Problem FILE_UNREADABLE when something is there that cannot be read: no permission, a folder, a pipe, more
 * than {@link largestTextFile} bytes
 */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    // Without O_NONBLOCK opening a named pipe would wait for ever for somebody to write into it.
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

/** The largest text that is shown by its lines: characters, and lines, of which a million short ones take half a gigabyte. */
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
 * Replaces a file's contents so that a reader, or a crash at any moment, meets the old text or the new one, never a
 * part. Symbolic links are followed to the file they name, which keeps its mode and owner.
 *
 * @param options.mode the mode of the file if it is new; without it the system's default. A mode that gives others
 * nothing (0600, 0700) takes an existing file from them, too.
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
    // Windows would refuse, and not say why.
    if (about && process.platform === 'win32' && (about.mode & 0o200) === 0)
      throw notReplaced(path, 'It is marked as read-only.');
    await replaceWhole(target, text, about, options.mode);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw notReplaced(path, fileFault(thrown), thrown);
  }
}

/**
 * Replaces the text of a file that was read by {@link readTextFile}: a byte order mark, which that leaves out, stays.
 *
 * @throws Problem FILE_UNWRITABLE, naming the file and what to do
 */
export async function rewriteTextFile(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, (await hasByteOrderMark(path)) ? `\uFEFF${text}` : text);
}

/** Whether a file begins with the mark of UTF-8, which {@link readTextFile} leaves out; false for one that cannot be read. */
export async function hasByteOrderMark(path: string): Promise<boolean> {
  // A file that cannot be read is reported when it is written.
  const bytes = await readFile(path).catch(() => undefined);
  return bytes?.subarray(0, 3).toString('latin1') === '\u00EF\u00BB\u00BF';
}

/**
 * Writes a file that is not there yet, whole or not at all; one that is there is somebody's own and stays as it is.
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
 * Makes sure that {@link writeNewFile} could make a file, before something depends on it that is told only once.
 *
 * @throws Problem FILE_UNWRITABLE
 */
export async function expectNewFile(path: string): Promise<void> {
  if (await lstat(path).catch(() => undefined)) throw thereAlready(path);
  await expectWritableFolder(dirname(path));
}

/** The answer where a file of the person's own would be replaced. @param next what to do about it */
export function thereAlready(path: string, next = 'Name another file, or move that one away.'): Problem {
  return new Problem({
    code: 'FILE_UNWRITABLE',
    what: `${plainText(path)} is there already.`,
    why: 'It is not replaced: it may be a file of your own.',
    next,
  });
}

/**
 * Makes a folder and the folders above it, if they are not there.
 *
 * @param mode the mode of every folder that is made; one that is there keeps its own
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

/** True when a file, a folder or a link that leads somewhere has this path. What may not be looked at counts as absent. */
export async function pathExists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/**
 * Makes sure that files can be made in a folder, before anything depends on it.
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
 * As {@link expectWritableFolder}, for a folder that may not be there yet: then it has to be one that can be made.
 *
 * @throws Problem FILE_UNWRITABLE, naming the folder above it that is there
 */
export async function expectFolderCanBe(path: string): Promise<void> {
  let at = resolve(path);
  while (!(await pathExists(at)) && dirname(at) !== at) at = dirname(at);
  await expectWritableFolder(at);
}

/** True when the path is a folder, or a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * The names of what a folder holds, sorted; empty when there is no such folder.
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
 * Removes a file; one that is not there is no error.
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

/** Follows symbolic links by hand, so that a link whose target does not exist yet is kept, too. */
export async function linkTarget(path: string): Promise<string> {
  let target = resolve(path);
  // 40 is where Linux gives up as well; stat() then says ELOOP.
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
