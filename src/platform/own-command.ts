import { resolve } from 'node:path';
import { isSea } from 'node:sea';

/**
 * The words that start this program again, from any folder: Node and the program, or the single executable that is both.
 *
 * @param single whether this is the single executable
 */
export function ownCommand(single: boolean = isSea()): readonly [string, ...string[]] {
  return single ? [process.execPath] : [process.execPath, resolve(process.argv[1] ?? '')];
}
