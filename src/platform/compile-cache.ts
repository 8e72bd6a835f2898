import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** What Node 22.1 and newer have, and the types of Node 20 do not name; `flushCompileCache` since 22.10. */
interface CompileCache {
  enableCompileCache?(folder: string): unknown;
  flushCompileCache?(): void;
}
const cache: typeof module & CompileCache = module;

/** How many compiled programs are kept: one of each version of this program and of Node. */
const keptAtMost = 3;

/**
 * Has Node keep what it compiles from now on in our own state, so that the next start need not compile it. Nothing depends on
 * it: where it cannot be kept safely or at all, the program starts a little slower.
 *
 * @param state the folder of our own state
 * @param version of this program
 * @param makes true: the folder is made, in a home that is there
 */
export function keepCompiled(
  state: string,
  version: string,
  { env, makes }: { readonly env: NodeJS.ProcessEnv; readonly makes: boolean },
): void {
  // A person may have switched it off, or on in a place of their own.
  if (!cache.enableCompileCache || env.NODE_DISABLE_COMPILE_CACHE || env.NODE_COMPILE_CACHE) return;
  try {
    for (const folder of makes ? [dirname(state), state] : [])
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    // What is in there is run: nobody else may be able to put something in.
    if (!isOwn(state) || !isSafeParent(dirname(state))) return;
    const all = join(state, 'compile-cache');
    mkdirSync(all, { recursive: true, mode: 0o700 });
    if (!isOwn(all)) return;
    const folder = join(all, `${version}-node-${process.version}-${process.arch}`);
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) removeOldest(all);
    if (isOwn(folder)) cache.enableCompileCache(folder);
  } catch {
    // A read-only or full disk: said by whoever has something to write there.
  }
}

/** Bytes of files that are read at the start, together, from which on what is made of them is much: that of some hundred profiles. */
const large = 100_000;

/** Whether V8's space for new objects was small from the start. */
let youngIsSmall = false;

/**
 * Keeps V8's space for new objects as small as it begins, 1 MiB, where large files are about to be read: Node 24 lets it grow to
 * 32 MiB three times over when a start makes much that stays, and ten thousand profiles do. Else the start would spend a tenth of
 * its time on collecting. To be called before {@link keepCompiled}, and not set back: what is kept is kept under this flag.
 *
 * @param files what is read; need not be there, nor be readable
 */
export function keepYoungSmall(files: readonly string[]): void {
  const bytes = files.map(sizeOf);
  if (bytes.reduce((sum, each) => sum + each, 0) < large) return;
  youngIsSmall = true;
  setFlagsFromString(growth(1));
}

/** Bytes of a file. What cannot be looked at is told by what reads it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** By how much V8's space for new objects grows. @param factor 2 is V8's own */
const growth = (factor: 1 | 2) => `--semi-space-growth-factor=${factor}`;

/**
 * Sets V8's flags for less memory and more collection. What has been compiled until now is kept before: V8 takes nothing back
 * that was kept under other flags.
 */
export function preferMemory(): void {
  try {
    cache.flushCompileCache?.();
  } catch {
    // As above.
  }
  if (!youngIsSmall) setFlagsFromString(growth(1));
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--max-semi-space-size=1');
}

/** Sets the flags of {@link preferMemory} back, before Node keeps at its end what has been compiled since. */
export function endPreferMemory(): void {
  if (!youngIsSmall) setFlagsFromString(growth(2));
  setFlagsFromString('--heap-growing-percent=0');
  setFlagsFromString('--max-semi-space-size=0');
}

/** A folder of this user that nobody else may write in. */
function isOwn(path: string): boolean {
  const about = statSync(path);
  if (!about.isDirectory()) return false;
  return process.geteuid === undefined || (about.uid === process.geteuid() && (about.mode & 0o022) === 0);
}

/** A folder in which nobody else can put another one in the place of ours. */
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
