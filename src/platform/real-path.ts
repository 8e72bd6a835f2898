import { realpathSync } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** As many links as Linux follows. */
const mostHops = 40;

/**
 * The place that a path stands for: every link on the way followed, also one whose target is not there yet, and letters as
 * the disk has them. What is not there keeps the name that it was given.
 *
 * @throws what the system says when a part of the path may not be looked at, or links lead in a circle
 */
export async function realPath(path: string, hops = mostHops): Promise<string> {
  const whole = resolve(path);
  try {
    // The system's own: that of JavaScript keeps the letters that were typed.
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

/** As {@link realPath}, at once; what cannot be looked at, or is not there, stays as it was named. */
export function realPathSync(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync.native(whole);
  } catch {
    return whole;
  }
}

/**
 * Whether two paths are one folder: by name, after links, on a file system that does not tell capitals apart, and where one
 * folder is mounted at two places.
 */
export async function sameFolder(one: string, other: string): Promise<boolean> {
  if (resolve(one) === resolve(other)) return true;
  const [a, b] = await Promise.all([one, other].map((path) => realPath(path).catch(() => resolve(path))));
  if (a === b) return true;
  const [here, there] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  // Some file systems number nothing.
  return here !== undefined && here.ino !== 0n && here.ino === there?.ino && here.dev === there.dev;
}

/**
 * Whether a place lies in a folder, or is it, by whatever way either was named; see {@link sameFolder}. What is not there yet
 * counts as where it would be.
 */
export async function liesIn(place: string, folder: string): Promise<boolean> {
  let at = await realPath(place).catch(() => resolve(place));
  while (!(await sameFolder(at, folder))) {
    if (dirname(at) === at) return false;
    at = dirname(at);
  }
  return true;
}

/** The name among some that stands for a folder, see {@link sameFolder}; the folder's own where none does. */
export async function nameAmong(names: readonly string[], folder: string): Promise<string> {
  if (names.includes(folder)) return folder;
  const isIt = await Promise.all(names.map((name) => sameFolder(name, folder)));
  return names.find((_, index) => isIt[index]) ?? folder;
}
