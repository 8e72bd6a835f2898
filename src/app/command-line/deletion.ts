import { resolve } from 'node:path';
import type { DeleteInput } from '../../../machines/delete/types.ts';
import type { ArgumentsOf } from './arguments.ts';

/** The input of a deletion from a command line: `delete`, or `env remove NAME`. */
export function deletionOf({
  command,
  operands,
  options,
}: ArgumentsOf<'delete'>): Omit<DeleteInput, 'folder'> {
  const { download } = options;
  return {
    ...(command === 'env' && operands[1] !== undefined ? { environment: operands[1] } : {}),
    ...(options.resume ? { resume: true } : {}),
    choices: {
      ...(options['keep-bucket'] ? { keepBucket: true } : {}),
      ...(options['keep-files'] ? { keepFiles: true } : {}),
      ...(download === undefined ? {} : { download: resolve(download) }),
    },
  };
}
