import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './file-faults.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/**
 * Creates a folder and the missing ones above it. The `recursive` option of Node 20 never returns if a folder cannot be
 * created and the system answers ENOENT: below /proc, or in an automount folder.
 *
 * @param mode of every folder that is created; the system's default if absent
 * @returns the topmost folder that was created; undefined if none was missing
 * @throws the system's error
 */
export async function makeFolders(path: string, mode?: number): Promise<string | undefined> {
  if (!mayWrite(path)) {
    // An existing folder is not a change.
    if (await isFolder(path)) return undefined;
    expectMayWrite(path);
  }
  const options = mode === undefined ? {} : { mode };
  const missing: string[] = [];
  let made: string | undefined;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const fault = await mkdir(folder, options).catch((thrown: unknown) => thrown);
    if (fault === undefined) made = folder;
    else if (!(await isFolder(folder))) {
      if (errorCode(fault) !== 'ENOENT' || dirname(folder) === folder) throw fault;
      // The folder above is missing, or another program is creating it right now.
      missing.push(folder);
      continue;
    }
    break;
  }
  for (const folder of missing.reverse()) {
    const fault = await mkdir(folder, options).catch((thrown: unknown) => thrown);
    // Another program may have created it.
    if (fault !== undefined && !(await isFolder(folder))) throw fault;
    if (fault === undefined) made ??= folder;
  }
  return made;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
