import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './file-faults.ts';
import { expectMayWrite, mayWrite } from './read-only.ts';

/**
 * Makes a folder and the folders above it, as far as they are not there. The `recursive` of Node 20 never comes back where no
 * folder can be made and the system says that one is missing: below /proc, or in a folder that automounts.
 *
 * @param mode of every folder that is made; the system's default if absent
 * @returns the topmost folder that was made; undefined where all were there
 * @throws whatever the system throws
 */
export async function makeFolders(path: string, mode?: number): Promise<string | undefined> {
  if (!mayWrite(path)) {
    // A folder that is there is no change.
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
      // The folder above is missing, or another program makes it at this moment.
      missing.push(folder);
      continue;
    }
    break;
  }
  for (const folder of missing.reverse()) {
    const fault = await mkdir(folder, options).catch((thrown: unknown) => thrown);
    // Another program may make the same.
    if (fault !== undefined && !(await isFolder(folder))) throw fault;
    if (fault === undefined) made ??= folder;
  }
  return made;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
