import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { errorCode, fileFault } from './file-faults.ts';
import { linkTarget } from './files.ts';

const mebibyte = 1024 * 1024;
/** The default size limit: 8 MiB. */
const largestFile = 8 * mebibyte;
/** The size limit for comparing a file before it is replaced: 64 MiB. */
export const largestReplaced = 64 * mebibyte;

/** A file as it was read, with what is needed to replace it and to detect changes. */
export interface FileOnDisk {
  readonly path: string;
  /** The path with all symbolic links resolved. */
  readonly target: string;
  /** Undefined if there is no such file. */
  readonly bytes: Buffer | undefined;
  readonly mode?: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** How many hard links the file has; replacing it under one name separates it from the others. */
  readonly names?: number;
}

/**
 * Reads a file in order to replace it later.
 *
 * @param largest size limit in bytes
 * @throws Problem FILE_UNREADABLE if it is not a regular file, is too large or cannot be read
 */
export async function readFileOnDisk(path: string, largest = largestFile): Promise<FileOnDisk> {
  const { target, handle, bytes } = await openedAt(path, largest);
  try {
    const about = await handle?.stat();
    if (!about) return { path, target, bytes };
    const { uid, gid, mode, nlink } = about;
    return { path, target, bytes, mode, owner: { uid, gid }, names: nlink };
  } finally {
    await handle?.close();
  }
}

/**
 * Opens and reads the file at a path; the caller closes the handle, which keeps referring to the same file even if
 * another one replaces it.
 *
 * @throws Problem FILE_UNREADABLE
 */
export async function openedAt(
  path: string,
  largest = largestFile,
): Promise<{ target: string; handle: FileHandle | undefined; bytes: Buffer | undefined }> {
  const { found: bytes, ...opened } = await openedAs(path, largest, readAll);
  return { ...opened, bytes };
}

/**
 * Opens the file at a path and compares it with some bytes, without loading a large file into memory; the caller closes
 * the handle.
 *
 * @param bytes undefined: there should be no such file
 * @throws Problem FILE_UNREADABLE
 */
export async function openedIfSame(
  path: string,
  bytes: Buffer | undefined,
  largest = largestFile,
): Promise<{ target: string; handle: FileHandle | undefined; isSame: boolean }> {
  const compared = async (handle: FileHandle) => bytes !== undefined && (await holdsBytes(handle, bytes));
  const { found: isSame, ...opened } = await openedAs(path, largest, compared);
  return { ...opened, isSame: isSame ?? bytes === undefined };
}

/** @param read reads from the file @returns with its result; undefined if there is no such file */
async function openedAs<T>(
  path: string,
  largest: number,
  read: (handle: FileHandle) => Promise<T>,
): Promise<{ target: string; handle: FileHandle | undefined; found: T | undefined }> {
  let target = path;
  let handle: FileHandle | undefined;
  try {
    target = await linkTarget(path);
    // Without O_NONBLOCK, opening a named pipe would block until somebody writes to it.
    handle = await open(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const about = await handle.stat();
    if (about.isDirectory()) throw unreadable(path, 'A folder is in its place.');
    if (!about.isFile()) throw unreadable(path, 'It is not a regular file.');
    if (about.size > largest) throw unreadable(path, `It is larger than ${largest / mebibyte} MiB.`);
    return { target, handle, found: await read(handle) };
  } catch (thrown) {
    await handle?.close();
    if (errorCode(thrown) === 'ENOENT') return { target, handle: undefined, found: undefined };
    throw thrown instanceof Problem ? thrown : unreadable(path, fileFault(thrown), thrown);
  }
}

/** Whether an open file holds exactly these bytes. */
export async function holdsBytes(handle: FileHandle, bytes: Buffer): Promise<boolean> {
  const room = Buffer.allocUnsafeSlow(Math.min(bytes.length + 1, mebibyte));
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(room, 0, room.length, at);
    if (bytesRead === 0) return at === bytes.length;
    if (at + bytesRead > bytes.length) return false;
    if (room.compare(bytes, at, at + bytesRead, 0, bytesRead) !== 0) return false;
    at += bytesRead;
  }
}

/**
 * Why a file should not be replaced by another one, one sentence; undefined if nothing is against it. Whether its folder
 * permits it only shows when it is tried.
 */
export async function whyNotReplaceable({
  target,
  bytes,
  mode = 0,
  names = 1,
}: FileOnDisk): Promise<string | undefined> {
  if (bytes === undefined) return undefined;
  if (names > 1) return `It has ${names} names (hard links); replacing it would part it from the others.`;
  // A superuser could still write it, but somebody has marked it.
  if ((mode & 0o222) === 0) return 'It is marked as read-only.';
  try {
    // Opening is the only real test: a file that is append-only may be written, but not replaced.
    await (await open(target, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0))).close();
    return undefined;
  } catch (thrown) {
    // Deleted in the meantime: replacing it detects that it has changed.
    return errorCode(thrown) === 'ENOENT' ? undefined : fileFault(thrown);
  }
}

/**
 * Waits until files have stopped changing for a moment, a quarter of a second at most: another program may be in the
 * middle of writing one.
 */
export async function settledFiles(paths: readonly string[]): Promise<void> {
  let before = await contentsOf(paths);
  const until = performance.now() + 250;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const now = await contentsOf(paths);
    if (now === before || performance.now() > until) return;
    before = now;
  }
}

async function contentsOf(paths: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const path of paths) {
    const { handle, bytes } = await openedAt(path, largestReplaced);
    await handle?.close();
    parts.push(bytes?.toString('latin1') ?? '');
  }
  return parts.join('\0');
}

/** Everything in an open file, from its beginning, whatever its position. */
export async function readAll(handle: FileHandle): Promise<Buffer> {
  const parts: Buffer[] = [];
  const { size } = await handle.stat();
  for (let at = 0; ; ) {
    // The rest in one piece; a file may claim to be empty, or grow meanwhile.
    const room = Buffer.allocUnsafeSlow(Math.max(size - at, 64 * 1024));
    const { bytesRead } = await handle.read(room, 0, room.length, at);
    if (bytesRead === 0) return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    parts.push(room.subarray(0, bytesRead));
    at += bytesRead;
  }
}

function unreadable(path: string, why: string, cause?: unknown): Problem {
  const what = `${plainText(path)} cannot be read.`;
  const next = 'Check what the path names and its permissions, then try again.';
  return new Problem({ code: 'FILE_UNREADABLE', what, why, next }, { cause });
}
