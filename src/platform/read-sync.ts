import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** In bytes; our own files have a few kilobytes. */
const largest = 1024 * 1024;

/**
 * Reads a small file of our own synchronously, for the few callers that cannot wait.
 *
 * @returns undefined if it cannot be read, whatever the reason: such files hold nothing essential
 */
export function readTextFileSync(path: string): string | undefined {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would block until somebody writes to it.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const about = fstatSync(file);
    return about.isFile() && about.size <= largest ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
