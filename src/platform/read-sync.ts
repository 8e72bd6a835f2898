import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Bytes; ours have some kilobytes. */
const largest = 1024 * 1024;

/**
 * Reads a small text file of our own at once, for the few places that cannot wait.
 *
 * @returns undefined when it cannot be read, for whatever reason: it only ever holds what can be done without
 */
export function readTextFileSync(path: string): string | undefined {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK opening a named pipe would wait for ever for somebody to write into it.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const about = fstatSync(file);
    return about.isFile() && about.size <= largest ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
