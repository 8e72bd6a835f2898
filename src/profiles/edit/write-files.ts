import { devNull } from 'node:os';
import { errorCode, fileFault } from '../../platform/file-faults.ts';
import { settledFiles, whyNotReplaceable } from '../../platform/file-on-disk.ts';
import { type HeldLock, withExclusiveLock } from '../../platform/lock.ts';
import { ensureFolderOf, lockOf, replaceFiles, unwritableFile } from '../../platform/replace-files.ts';
import { Problem } from '../../values/problem.ts';
import type { PlannedProfileFile, ProfilePlan, ProfileWriteOutcome } from '../change.ts';
import { changedText } from './diff.ts';
import { ProfileUnwritable } from './paste.ts';
import { refreshSdk } from './sdk-view.ts';

/** How often a change is worked out again when other programs keep editing, before the person is asked. */
const attempts = 10;

/** Writes the files of a plan, under the lock of each. @param again works the same change out anew */
export async function writeFiles(
  plan: ProfilePlan,
  again: () => Promise<ProfilePlan>,
): Promise<ProfileWriteOutcome> {
  try {
    for (const planned of plan.files) {
      await expectReplaceable(planned);
      await ensureFolderOf(planned.edit.file);
    }
    const targets = plan.files.map(({ target }) => target).sort();
    return await withLocks(targets, async (locks) => {
      let current = plan;
      for (let attempt = 0; attempt < attempts; attempt++) {
        if ((await replaced(current, locks)) === 'replaced') {
          const files = current.files.map(({ path }) => path);
          await refreshSdk(files);
          return { kind: 'written', files };
        }
        await settledFiles(plan.files.map(({ path }) => path));
        current = await again();
        if (current.files.length === 0) return { kind: 'written', files: [] };
        if (!isSameChange(plan, current)) break;
      }
      return { kind: 'changed', plan: current };
    });
  } catch (thrown) {
    throw thrown instanceof Problem && thrown.code === 'FILE_UNWRITABLE'
      ? new ProfileUnwritable(thrown, plan)
      : thrown;
  }
}

function replaced(plan: ProfilePlan, locks: readonly HeldLock[]): Promise<'replaced' | 'changed'> {
  return replaceFiles(
    plan.files.map(({ edit }) => ({ file: edit.file, bytes: edit.edited.bytes })),
    async () => {
      for (const lock of locks) await lock.expectHeld();
    },
  );
}

/** Always in the same order, so that two instances cannot wait for each other. */
async function withLocks<T>(
  targets: readonly string[],
  work: (locks: readonly HeldLock[]) => Promise<T>,
  held: readonly HeldLock[] = [],
): Promise<T> {
  const [target, ...rest] = targets;
  if (target === undefined) return work(held);
  const withRest = (lock: HeldLock) => withLocks(rest, work, [...held, lock]);
  return withExclusiveLock(target, withRest, { lock: lockOf(target) }).catch((thrown: unknown) => {
    // The system's answer to making the lock.
    if (thrown instanceof Problem || errorCode(thrown) === undefined) throw thrown;
    throw unwritableFile(target, fileFault(thrown), thrown);
  });
}

/** The same lines go and come in the same files, wherever they stand now. A file that was there has to be there still. */
function isSameChange(plan: ProfilePlan, fresh: ProfilePlan): boolean {
  return (
    plan.files.length === fresh.files.length &&
    plan.files.every(({ target, change, edit }, index) => {
      const now = fresh.files[index];
      if (now?.target !== target || (change === 'update' && now.change === 'create')) return false;
      return changedText(edit.edited) === changedText(now.edit.edited);
    })
  );
}

async function expectReplaceable({ path, edit }: PlannedProfileFile): Promise<void> {
  const why = path === devNull ? 'It is the null device.' : await whyNotReplaceable(edit.file);
  if (why) throw unwritableFile(path, why);
}
