import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { creationFault } from '../../platform/file-facts.ts';
import { errorCode, fileFault } from '../../platform/file-faults.ts';
import { settledFiles, whyNotReplaceable } from '../../platform/file-on-disk.ts';
import { removeFile } from '../../platform/files.ts';
import { type HeldLock, withExclusiveLock } from '../../platform/lock.ts';
import { ensureFolderOf, lockOf, replaceFiles, unwritableFile } from '../../platform/replace-files.ts';
import { isTooMuchForOthers } from '../file-size.ts';
import { keepKeys, pruneKeptKeys } from '../kept-keys.ts';
import type { PlannedProfileFile, ProfilePlan, ProfileWriteOutcome } from '../profile-plan.ts';
import { changedText } from './diff.ts';
import { ProfileUnwritable } from './paste.ts';
import { shownName } from './rules.ts';
import { refreshSdk } from './sdk-view.ts';

/** How often a change is planned again while other programs keep editing, before the user is asked. */
const attempts = 10;

interface WriteTools {
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Plans the same change again. @param isBegun some of the files already have it */
  readonly again: (isBegun: boolean) => Promise<ProfilePlan>;
}

/** Writes the files of a plan, under the lock of each, and a copy of the access keys that it removes. */
export async function writeFiles(
  plan: ProfilePlan,
  { env, now, again }: WriteTools,
): Promise<ProfileWriteOutcome> {
  try {
    for (const planned of plan.files) {
      await expectReplaceable(planned);
      await ensureFolderOf(planned.edit.file);
    }
    const targets = plan.files.map(({ target }) => target).sort();
    return await withLocks(targets, async (locks) => {
      let current = plan;
      let isBegun = false;
      let copy: string | undefined;
      const written = async (): Promise<ProfileWriteOutcome> => {
        const files = plan.files.map(({ path }) => path);
        // The SDK does not read a large file itself: it is given what it needs of it.
        const small = plan.files.filter(({ edit }) => !isTooMuchForOthers(edit.edited.bytes));
        await refreshSdk(small.map(({ path }) => path));
        if (copy === undefined) return { kind: 'written', files };
        await pruneKeptKeys(env);
        return { kind: 'written', files, kept: copy };
      };
      for (let attempt = 0; attempt < attempts; attempt++) {
        const { outcome, kept } = await replaced(current, locks, env, now);
        if (outcome !== 'changed') copy ??= kept;
        if (outcome === 'replaced') return written();
        isBegun ||= outcome === 'partly';
        await settledFiles(plan.files.map(({ path }) => path));
        current = await again(isBegun);
        if (current.files.length === 0) return isBegun ? written() : { kind: 'written', files: [] };
        if (!isSameChange(plan, current, isBegun)) break;
      }
      return { kind: 'changed', plan: current };
    });
  } catch (thrown) {
    throw thrown instanceof Problem && thrown.code === 'FILE_UNWRITABLE'
      ? new ProfileUnwritable(thrown, plan)
      : thrown;
  }
}

/** The copy is on disk before the keys are removed, and is deleted when they stay. */
async function replaced(
  { change, files, ended = [] }: ProfilePlan,
  locks: readonly HeldLock[],
  env: NodeJS.ProcessEnv,
  now: number,
): Promise<{ outcome: Awaited<ReturnType<typeof replaceFiles>>; kept: string | undefined }> {
  const why = `the profile ${shownName(change.name)} was ${change.kind === 'remove' ? 'removed' : 'changed'}`;
  const kept = ended.length > 0 ? await keepKeys(env, ended, why, now) : undefined;
  let outcome: Awaited<ReturnType<typeof replaceFiles>> = 'changed';
  try {
    outcome = await replaceFiles(
      files.map(({ edit }) => ({ file: edit.file, bytes: edit.edited.bytes, mode: edit.mode })),
      async () => {
        for (const lock of locks) await lock.expectHeld();
      },
    );
    return { outcome, kept };
  } finally {
    if (kept !== undefined && outcome === 'changed') await removeFile(kept);
  }
}

/** Locks in a fixed order, so that two instances cannot wait for each other. */
async function withLocks<T>(
  targets: readonly string[],
  work: (locks: readonly HeldLock[]) => Promise<T>,
  held: readonly HeldLock[] = [],
): Promise<T> {
  const [target, ...rest] = targets;
  if (target === undefined) return work(held);
  const withRest = (lock: HeldLock) => withLocks(rest, work, [...held, lock]);
  return withExclusiveLock(target, withRest, { lock: lockOf(target) }).catch((thrown: unknown) => {
    // An error of the system while creating the lock.
    if (thrown instanceof Problem || errorCode(thrown) === undefined) throw thrown;
    throw unwritableFile(target, fileFault(thrown), thrown);
  });
}

/**
 * Whether the same lines are removed and added in the same files, wherever they are now. A file that existed must still exist.
 *
 * @param isBegun some of the files may already have the change
 */
function isSameChange(plan: ProfilePlan, fresh: ProfilePlan, isBegun: boolean): boolean {
  return (
    (isBegun || plan.files.length === fresh.files.length) &&
    fresh.files.every(({ target, change, edit }) => {
      const then = plan.files.find((file) => file.target === target);
      if (!then || (then.change === 'update' && change === 'create')) return false;
      return changedText(then.edit.edited) === changedText(edit.edited);
    })
  );
}

/** @throws Problem FILE_UNWRITABLE when the file could not be replaced, or created when it is missing */
export async function expectReplaceable({ path, target, edit }: PlannedProfileFile): Promise<void> {
  const why = path === devNull ? 'It is the null device.' : await whyNotReplaceable(edit.file);
  if (why) throw unwritableFile(path, why);
  const fault = await creationFault(dirname(target));
  if (fault) throw unwritableFile(fault.folder, fault.why);
}
