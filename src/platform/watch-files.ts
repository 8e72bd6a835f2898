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

/** How long a folder has to be quiet before its files are checked, milliseconds: a writer may be between two of its steps. */
const quietFor = 60;
/** How often the files are checked without a notification from the system, milliseconds: not every file system sends them. */
const lookEvery = 2_000;
/** In bytes: for larger files a touch counts as a change, because telling the two apart would mean reading everything. */
const mostRead = 8 * 1024 * 1024;

/**
 * Calls back when the contents of files have changed, whoever changed them and however: written in place, replaced,
 * created, removed, or a symbolic link retargeted. A touch alone does not count, except for a large file. It does not
 * keep the program alive.
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

/** @returns undefined if the folder is missing or the system cannot watch it; the regular checks remain */
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

/** A cheap sign that a file may have changed. */
function outline(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return '-';
  }
}

/** A hash, so that no secrets are kept; a marker for files that cannot be read. */
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
