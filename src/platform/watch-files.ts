import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  type FSWatcher,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  watch,
} from 'node:fs';
import { dirname } from 'node:path';

/** How long a folder has to be quiet before its files are looked at: a writer may be between two of its steps. */
const quietFor = 60;
/** How often the files are looked at without a sign from the system: not every file system gives one. */
const lookEvery = 2_000;
/** Bytes of a file above which a touch counts as a change: all of it would be read to tell the two apart. */
const mostRead = 8 * 1024 * 1024;

/**
 * Calls back when what files say has changed, whoever changed it and however: written in place, replaced, made,
 * removed, or a symbolic link led elsewhere. A touch alone is no change of any but a large file. It keeps no program alive.
 *
 * @param paths may not exist yet, nor their folders
 * @param onChange called after the files have been quiet for a moment
 * @returns stops watching; nothing is called afterwards
 */
export function watchFiles(paths: readonly string[], onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let contents = paths.map(fingerprint).join();
  let looks = paths.map(outline).join();
  let quiet: NodeJS.Timeout | undefined;

  const check = () => {
    quiet = undefined;
    arm();
    looks = paths.map(outline).join();
    const now = paths.map(fingerprint).join();
    if (now === contents) return;
    contents = now;
    onChange();
  };
  const soon = () => {
    clearTimeout(quiet);
    quiet = setTimeout(check, quietFor).unref();
  };
  const arm = () => {
    const folders = new Set(paths.flatMap((path) => [dirname(path), dirname(realPath(path))]));
    for (const [folder, watcher] of watchers) if (!folders.has(folder)) drop(folder, watcher);
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      const watcher = watchFolder(folder, soon, () => drop(folder, watcher));
      if (watcher) watchers.set(folder, watcher);
    }
  };
  const drop = (folder: string, watcher: FSWatcher | undefined) => {
    watcher?.close();
    if (watchers.get(folder) === watcher) watchers.delete(folder);
  };

  arm();
  const regularly = setInterval(() => {
    if (quiet === undefined && paths.map(outline).join() !== looks) soon();
  }, lookEvery).unref();
  return () => {
    clearInterval(regularly);
    clearTimeout(quiet);
    for (const [folder, watcher] of watchers) drop(folder, watcher);
  };
}

/** @returns undefined where the folder is not there or the system cannot watch it; the regular look remains then */
function watchFolder(folder: string, onSign: () => void, onEnd: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onSign);
    watcher.on('error', () => {
      onEnd();
      onSign();
    });
    return watcher;
  } catch {
    return undefined;
  }
}

/** What tells cheaply that a file may have changed. */
function outline(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return '-';
  }
}

/** A hash, so that secrets are not kept; a mark for what cannot be read. */
function fingerprint(path: string): string {
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const about = fstatSync(file);
      if (!about.isFile()) return 'not a file';
      if (about.size > mostRead) return outline(path);
      return createHash('sha256').update(readFileSync(file)).digest('base64');
    } finally {
      closeSync(file);
    }
  } catch {
    return 'none';
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
