import { constants } from 'node:fs';
import { access, lstat, open, readlink, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode, fileFault } from './file-faults.ts';

/** What stands at a path, without a look into it. */
export interface FileFacts {
  readonly path: string;
  /** `broken link`: a symbolic link whose target is not there; `unknown`: it may not be looked at. */
  readonly kind: 'missing' | 'file' | 'folder' | 'other' | 'broken link' | 'unknown';
  /** Permission bits, as `0o600`; absent on Windows, where they say nothing, and for what is not there. */
  readonly mode?: number;
  /** User id; absent on Windows. */
  readonly owner?: number;
  /** Bytes; of files only. */
  readonly size?: number;
  /** What a symbolic link names, absolute. */
  readonly target?: string;
  /** One sentence: why it cannot be looked at, or why what is there cannot be read. */
  readonly fault?: string;
}

/** Looks at a path; links are followed, and told. Never throws and waits for no pipe. */
export async function fileFacts(path: string): Promise<FileFacts> {
  const target = await linkTarget(path);
  try {
    const about = await stat(path);
    const kind = about.isFile() ? 'file' : about.isDirectory() ? 'folder' : 'other';
    const fault = kind === 'other' ? undefined : await readFault(path, kind);
    return {
      path,
      kind,
      ...(process.platform === 'win32' ? {} : { mode: about.mode & 0o7777, owner: about.uid }),
      ...(kind === 'file' ? { size: about.size } : {}),
      ...(target ? { target } : {}),
      ...(fault ? { fault } : {}),
    };
  } catch (thrown) {
    if (errorCode(thrown) !== 'ENOENT') {
      return { path, kind: 'unknown', fault: fileFault(thrown), ...(target ? { target } : {}) };
    }
    return target ? { path, kind: 'broken link', target } : { path, kind: 'missing' };
  }
}

/**
 * The link on the way to a path, itself or a folder above it, that leads to nothing: what is made there is made somewhere else
 * than its path says.
 *
 * @returns undefined where there is none, and where it may not be looked at
 */
export async function brokenLinkOn(path: string): Promise<{ link: string; target: string } | undefined> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { kind, target } = await fileFacts(at);
    if (kind === 'broken link' && target !== undefined) return { link: at, target };
    if (kind !== 'missing' || dirname(at) === at) return undefined;
  }
}

/**
 * Why nothing can be made at a path, one sentence: the nearest folder above it that is there cannot be written.
 *
 * @returns undefined when it can, as far as permissions tell
 */
export async function creationFault(path: string): Promise<{ folder: string; why: string } | undefined> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const about = await stat(folder).catch((thrown: unknown) => errorCode(thrown) ?? 'unknown');
    if (about === 'ENOENT' && dirname(folder) !== folder) continue;
    if (typeof about !== 'string' && !about.isDirectory()) return { folder, why: 'A file is in its place.' };
    try {
      await access(folder, constants.W_OK | constants.X_OK);
      return undefined;
    } catch (thrown) {
      // A part of the path that is a file is told where that file is.
      if (errorCode(thrown) === 'ENOTDIR' && dirname(folder) !== folder) continue;
      return { folder, why: fileFault(thrown) };
    }
  }
}

/** Opening is the only true test: access lists and network file systems know more than the mode bits. */
async function readFault(path: string, kind: 'file' | 'folder'): Promise<string | undefined> {
  try {
    if (kind === 'folder') await access(path, constants.R_OK | constants.X_OK);
    else await (await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))).close();
    return undefined;
  } catch (thrown) {
    return fileFault(thrown);
  }
}

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    if (!(await lstat(path)).isSymbolicLink()) return undefined;
    return resolve(dirname(path), await readlink(path));
  } catch {
    // The caller's own stat() says why it cannot be looked at.
    return undefined;
  }
}
