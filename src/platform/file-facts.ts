import { constants } from 'node:fs';
import { access, lstat, open, readlink, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode, fileFault } from './file-faults.ts';

/** What is at a path, without reading it. */
export interface FileFacts {
  readonly path: string;
  /** `broken link`: a symbolic link whose target is missing; `unknown`: the path may not be inspected. */
  readonly kind: 'missing' | 'file' | 'folder' | 'other' | 'broken link' | 'unknown';
  /** Permission bits, as `0o600`; absent for missing files and on Windows, where they mean nothing. */
  readonly mode?: number;
  /** User id; absent on Windows. */
  readonly owner?: number;
  /** Bytes; of files only. */
  readonly size?: number;
  /** Absolute target of a symbolic link. */
  readonly target?: string;
  /** One sentence: why it cannot be inspected, or why it cannot be read. */
  readonly fault?: string;
}

/** Inspects a path, following and reporting links. Never throws and never blocks on a pipe. */
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
 * The broken link on the way to a path, itself or a folder above it: a file created there would end up elsewhere than its
 * path says.
 *
 * @returns undefined if there is none, or it may not be inspected
 */
export async function brokenLinkOn(path: string): Promise<{ link: string; target: string } | undefined> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { kind, target } = await fileFacts(at);
    if (kind === 'broken link' && target !== undefined) return { link: at, target };
    if (kind !== 'missing' || dirname(at) === at) return undefined;
  }
}

/**
 * Why nothing can be created at a path: the nearest existing folder above it, and one sentence why it cannot be written.
 *
 * @returns undefined if it can, as far as permissions tell
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
      // A file in place of a folder is reported at its own path.
      if (errorCode(thrown) === 'ENOTDIR' && dirname(folder) !== folder) continue;
      return { folder, why: fileFault(thrown) };
    }
  }
}

/** Opening is the only real test: access lists and network file systems know more than the mode bits. */
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
    // The caller's own stat() reports why.
    return undefined;
  }
}
