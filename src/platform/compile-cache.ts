import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** Functions of Node 22.1 and newer (`flushCompileCache`: 22.10) that the types of Node 20 lack. */
interface CompileCache {
  enableCompileCache?(folder: string): unknown;
  flushCompileCache?(): void;
}
const cache: typeof module & CompileCache = module;

/** How many caches are kept: one for each version of this program and of Node. */
const keptAtMost = 3;

/**
 * Makes Node cache compiled code in our own state folder for the next start. Nothing depends on it: if it cannot be
 * cached, or not safely, the program starts a little slower.
 *
 * @param state our own state folder
 * @param version of this program
 * @param makes whether to create the folder, in an existing home
 */
export function keepCompiled(
  state: string,
  version: string,
  { env, makes }: { readonly env: NodeJS.ProcessEnv; readonly makes: boolean },
): void {
  // A user may have disabled it, or enabled it with a folder of their own.
  if (!cache.enableCompileCache || env.NODE_DISABLE_COMPILE_CACHE || env.NODE_COMPILE_CACHE) return;
  try {
    for (const folder of makes ? [dirname(state), state] : [])
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    // Cached code is executed: nobody else may be able to add to it.
    if (!isOwn(state) || !isSafeParent(dirname(state))) return;
    const all = join(state, 'compile-cache');
    mkdirSync(all, { recursive: true, mode: 0o700 });
    if (!isOwn(all)) return;
    const folder = join(all, `${version}-node-${process.version}-${process.arch}`);
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) removeOldest(all);
    if (isOwn(folder)) cache.enableCompileCache(folder);
  } catch {
    // A read-only or full disk is reported by whatever has to write there.
  }
}

/** Bytes of files read at the start, in total, from which they create many objects: those of a few hundred profiles. */
const large = 100_000;

/** Whether V8's space for new objects was kept small from the start. */
let youngIsSmall = false;

/**
 * Keeps V8's space for new objects at its initial 1 MiB if large files are about to be read: Node 24 grows it to three
 * times 32 MiB when many objects survive, as ten thousand profiles do. Without this, a start spends a tenth of its time
 * on garbage collection. Call it before {@link keepCompiled}, and do not reset it: cached code is only valid under the
 * same flags.
 *
 * @param files the files to be read; missing and unreadable ones count as empty
 */
export function keepYoungSmall(files: readonly string[]): void {
  const bytes = files.map(sizeOf);
  if (bytes.reduce((sum, each) => sum + each, 0) < large) return;
  youngIsSmall = true;
  setFlagsFromString(growth(1));
}

/** Size in bytes. A file that cannot be inspected is reported by its reader. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** The growth factor of V8's space for new objects. @param factor 2 is V8's default */
const growth = (factor: 1 | 2) => `--semi-space-growth-factor=${factor}`;

/**
 * Sets V8's flags for less memory and more garbage collection. Flushes the compile cache first: V8 rejects code that was
 * cached under other flags.
 */
export function preferMemory(): void {
  try {
    cache.flushCompileCache?.();
  } catch {
    // A failed flush only slows the next start.
  }
  if (!youngIsSmall) setFlagsFromString(growth(1));
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--max-semi-space-size=1');
}

/** Resets the flags of {@link preferMemory}, before Node caches on exit what was compiled since. */
export function endPreferMemory(): void {
  if (!youngIsSmall) setFlagsFromString(growth(2));
  setFlagsFromString('--heap-growing-percent=0');
  setFlagsFromString('--max-semi-space-size=0');
}

/** Whether a folder belongs to this user and nobody else may write in it. */
function isOwn(path: string): boolean {
  const about = statSync(path);
  if (!about.isDirectory()) return false;
  return process.geteuid === undefined || (about.uid === process.geteuid() && (about.mode & 0o022) === 0);
}

/** Whether nobody else can replace our folder in this one. */
function isSafeParent(path: string): boolean {
  const { mode, uid } = statSync(path);
  if (process.geteuid === undefined) return true;
  const isSticky = (mode & 0o1000) !== 0;
  return (uid === process.geteuid() || uid === 0) && ((mode & 0o022) === 0 || isSticky);
}

function removeOldest(folder: string): void {
  const oldestLast = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, changed: statSync(path).mtimeMs }))
    .sort((a, b) => b.changed - a.changed);
  for (const { path } of oldestLast.slice(keptAtMost)) rmSync(path, { recursive: true, force: true });
}
