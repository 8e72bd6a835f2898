import { Problem } from '../../core/problem.ts';
import type { Options } from './options.ts';

/** Whether not to wait for the end of the stack (`--no-wait`). @throws Problem USAGE together with `--wait` */
export function isNotWaiting({ wait, 'no-wait': noWait }: Pick<Options, 'wait' | 'no-wait'>): boolean {
  if (!wait || !noWait) return noWait;
  throw new Problem({
    code: 'USAGE',
    what: '--wait and --no-wait do not go together.',
    why: 'One waits for the end of the stack, the other does not.',
    next: 'Give one of them.',
  });
}
