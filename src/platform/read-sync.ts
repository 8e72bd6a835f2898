import { readFileSync } from 'node:fs';

/**
 * Reads a small text file of our own at once, for the few places that cannot wait.
 *
 * @returns undefined when it cannot be read, for whatever reason: it only ever holds what can be done without
 */
export function readTextFileSync(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
