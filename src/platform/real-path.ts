import { realpathSync } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Linux follows as many links. */
const mostHops = 40;

/**
 * The real path: all links resolved, even those to missing targets, and letter case as on disk. Missing parts keep the
 * given name.
 *
 * @throws the system's error if a part of the path may not be inspected, or links are circular
 */
export async function realPath(path: string, hops = mostHops): Promise<string> {
  const whole = resolve(path);
  try {
    // The system's function: JavaScript's keeps the letter case that was typed.
    return await realpath(whole);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT' || hops === 0) throw thrown;
  }
  const folder = dirname(whole);
  if (folder === whole) return whole;
  const above = await realPath(folder, hops - 1);
  const here = join(above, basename(whole));
  const about = await lstat(here).catch(() => undefined);
  return about?.isSymbolicLink() ? realPath(resolve(above, await readlink(here)), hops - 1) : here;
}

/** As {@link realPath}, but synchronous; a path that is missing or cannot be inspected stays as given. */
export function realPathSync(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync.native(whole);
  } catch {
    return whole;
  }
}

/**
 * Whether two paths are the same folder: by name, through links, on a case-insensitive file system, or as one folder
 * mounted in two places.
 */
export async function sameFolder(one: string, other: string): Promise<boolean> {
  if (resolve(one) === resolve(other)) return true;
  const [a, b] = await Promise.all([one, other].map((path) => realPath(path).catch(() => resolve(path))));
  if (a === b) return true;
  const [here, there] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  // Some file systems have no inode numbers.
  return here !== undefined && here.ino !== 0n && here.ino === there?.ino && here.dev === there.dev;
}

/**
 * Whether a path is inside a folder, or is the folder, whatever names were given; see {@link sameFolder}. A missing path
 * counts as where it would be created.
 */
export async function liesIn(place: string, folder: string): Promise<boolean> {
  let at = await realPath(place).catch(() => resolve(place));
  while (!(await sameFolder(at, folder))) {
    if (dirname(at) === at) return false;
    at = dirname(at);
  }
  return true;
}

/** The name for a folder among some, see {@link sameFolder}; the given name if there is none. */
export async function nameAmong(names: readonly string[], folder: string): Promise<string> {
  if (names.includes(folder)) return folder;
  const isIt = await Promise.all(names.map((name) => sameFolder(name, folder)));
  return names.find((_, index) => isIt[index]) ?? folder;
}
