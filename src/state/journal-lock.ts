import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { errorCode, fileFault } from '../platform/file-faults.ts';
import { ensureFolder } from '../platform/files.ts';
import { type HeldLock, withExclusiveLock } from '../platform/lock.ts';

/**
 * Reads and changes the journal while no other program does so.
 *
 * @param folder the journal's, created if it is missing
 * @throws Problem FILE_UNWRITABLE when the lock cannot be acquired
 */
export async function underJournalLock<T>(folder: string, work: (held: HeldLock) => Promise<T>): Promise<T> {
  await ensureFolder(folder, 0o700);
  try {
    return await withExclusiveLock(join(folder, 'init'), work);
  } catch (thrown) {
    if (thrown instanceof Problem || errorCode(thrown) === undefined) throw thrown;
    throw new Problem(
      {
        code: 'FILE_UNWRITABLE',
        what: `Nothing can be noted in ${plainText(folder)}.`,
        why: fileFault(thrown),
        next: 'Make room there, or make the folder writable for you, then try again.',
      },
      { cause: thrown },
    );
  }
}
