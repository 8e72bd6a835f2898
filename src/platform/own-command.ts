import { resolve } from 'node:path';
import { isSea } from 'node:sea';

/**
 * The words that start this program again, from any folder: Node and the program, or the one file that is both.
 *
 * @param single whether this is that one file
 */
export function ownCommand(single: boolean = isSea()): readonly [string, ...string[]] {
  return single ? [process.execPath] : [process.execPath, resolve(process.argv[1] ?? '')];
}
