import { linkTarget } from '../platform/files.ts';
import { clearLeftOvers } from '../platform/replace-files.ts';
import { plannedFiles } from './edit/plan-files.ts';
import { expectReplaceable, writeFiles } from './edit/write-files.ts';
import { expectKeepable } from './kept-keys.ts';
import type { ProfileChange, ProfilePlan, ProfileWriteOutcome } from './profile-plan.ts';
import { sharedFilePaths } from './shared-file-paths.ts';

/**
 * Plans a change to the two files. Writes nothing.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE when a name or value is not one that every AWS tool reads, or when a file cannot
 * be edited without risk (it names the lines); PROFILE_UNKNOWN when there is no such profile to rename or remove;
 * FILE_UNREADABLE
 */
export async function planProfileChange(env: NodeJS.ProcessEnv, change: ProfileChange): Promise<ProfilePlan> {
  return { change, ...(await plannedFiles(env, change, false)) };
}

/**
 * Writes a plan. If a file was edited after the plan was made, the change is planned again: it is written when it is still
 * the same change, otherwise the new plan is returned. Instances of this program wait for each other. Access keys that no
 * profile has afterwards are copied first.
 *
 * @param now milliseconds since the epoch
 * @throws ProfileUnwritable (a Problem FILE_UNWRITABLE) with the lines to put in by hand; the problems of
 * {@link planProfileChange}. The files are then as they were.
 */
export async function writeProfileChange(
  env: NodeJS.ProcessEnv,
  plan: ProfilePlan,
  now: number = Date.now(),
): Promise<ProfileWriteOutcome> {
  await clearProfileLeftOvers(env);
  const { change } = plan;
  const again = async (isBegun: boolean) => ({ change, ...(await plannedFiles(env, change, isBegun)) });
  return writeFiles(plan, { env, now, again });
}

/**
 * Makes sure that a plan can be written, before AWS creates a secret that it shows only once: the files can be replaced,
 * their folders created, and a copy of removed keys kept. Writes nothing.
 *
 * @throws Problem FILE_UNWRITABLE, naming the obstacle
 */
export async function expectPlanWritable(
  env: NodeJS.ProcessEnv,
  { files, ended = [] }: Pick<ProfilePlan, 'files' | 'ended'>,
): Promise<void> {
  for (const planned of files) await expectReplaceable(planned);
  if (ended.length > 0) await expectKeepable(env);
}

/**
 * Removes what a killed instance of this program left next to the two files, since it may hold secrets. Every write does
 * so, too. It never fails, and leaves the files of a running instance alone.
 */
export async function clearProfileLeftOvers(env: NodeJS.ProcessEnv): Promise<void> {
  const { config, credentials } = sharedFilePaths(env);
  for (const path of [config, credentials]) {
    const target = await linkTarget(path).catch(() => undefined);
    if (target) await clearLeftOvers(target);
  }
}
