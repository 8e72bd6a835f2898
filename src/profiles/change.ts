import { linkTarget } from '../platform/files.ts';
import { clearLeftOvers } from '../platform/replace-files.ts';
import type { Secret } from '../values/secret.ts';
import type { DiffLine } from './edit/diff.ts';
import type { EndedKey } from './edit/ended-keys.ts';
import { plannedFiles } from './edit/plan-files.ts';
import type { SealedEdit } from './edit/sealed.ts';
import { expectReplaceable, writeFiles } from './edit/write-files.ts';
import { expectKeepable } from './kept-keys.ts';
import { sharedFilePaths } from './store.ts';

/**
 * One profile's change over both shared AWS files. Keys that belong to the credentials file (`aws_access_key_id`,
 * `aws_secret_access_key`, `aws_session_token`) go there, everything else to the config file; a setting that also
 * stands in the other file is taken out there, since it would win or mislead.
 */
export type ProfileChange =
  | {
      /** Makes the sections that it needs. */
      readonly kind: 'set';
      readonly name: string;
      readonly set: ReadonlyMap<string, string | Secret>;
      /** Settings that are taken out of both files. */
      readonly remove: readonly string[];
      /** Other profiles that hold the same access key and get the new one along with it. */
      readonly also?: readonly string[];
    }
  /** In both files; every `source_profile` that names the profile follows. */
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  /** From both files. */
  | { readonly kind: 'remove'; readonly name: string };

/** What a change does to one file, for the review. */
export interface PlannedProfileFile {
  readonly path: string;
  /** The file itself, after symbolic links. */
  readonly target: string;
  /** The path as it is shown: `~/.aws/config`. */
  readonly label: string;
  readonly change: 'create' | 'update';
  /** Secrets are masked. */
  readonly diff: readonly DiffLine[];
  /** Sentences about the file that are worth knowing before it is written. */
  readonly warnings: readonly string[];
  /** What was read and what would be written; shows nothing of it in JSON or logs. */
  readonly edit: SealedEdit;
}

/** A change worked out against the files as they are; nothing is written yet. */
export interface ProfilePlan {
  readonly change: ProfileChange;
  /** Only the files that change: empty when they say already what is wanted. The credentials file comes first. */
  readonly files: readonly PlannedProfileFile[];
  /** Access keys that no profile holds afterwards; a copy is kept when it is written. */
  readonly ended?: readonly EndedKey[];
}

/** `changed`: somebody edited a file meanwhile; nothing is written, and here is the new plan to show. */
export type ProfileWriteOutcome =
  | {
      readonly kind: 'written';
      readonly files: readonly string[];
      /** The copy of the access keys that were taken out. */
      readonly kept?: string;
    }
  | { readonly kind: 'changed'; readonly plan: ProfilePlan };

/**
 * Works out what a change does to the two files. Writes nothing.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE when a name or value is not one that every AWS tool reads, or when a file cannot
 * be edited without risk (it names the lines); PROFILE_UNKNOWN when there is no such profile to rename or remove;
 * FILE_UNREADABLE
 */
export async function planProfileChange(env: NodeJS.ProcessEnv, change: ProfileChange): Promise<ProfilePlan> {
  return { change, ...(await plannedFiles(env, change)) };
}

/**
 * Writes a plan. If a file was edited after the plan was made, the change is worked out again: it is written when it is
 * still the same change, else the new plan comes back. Other instances of this program wait for each other.
 * Access keys that no profile holds afterwards are copied first.
 *
 * @param now milliseconds since the epoch
 * @throws ProfileUnwritable (a Problem FILE_UNWRITABLE) with the lines for the person to put in; the problems of
 * {@link planProfileChange}. The files are then as they were.
 */
export async function writeProfileChange(
  env: NodeJS.ProcessEnv,
  plan: ProfilePlan,
  now: number = Date.now(),
): Promise<ProfileWriteOutcome> {
  await clearProfileLeftOvers(env);
  return writeFiles(plan, { env, now, again: () => planProfileChange(env, plan.change) });
}

/**
 * Makes sure that a plan could be written, before something is made in AWS that is told only once: the files can be
 * replaced, their folders made, and a copy of keys that go can be kept. Writes nothing.
 *
 * @throws Problem FILE_UNWRITABLE, naming what stands in the way
 */
export async function expectPlanWritable(
  env: NodeJS.ProcessEnv,
  { files, ended = [] }: Pick<ProfilePlan, 'files' | 'ended'>,
): Promise<void> {
  for (const planned of files) await expectReplaceable(planned);
  if (ended.length > 0) await expectKeepable(env);
}

/**
 * Removes what a killed instance of this program has left beside the two files: they may hold secrets. Every write does
 * it, too. It never fails and leaves a living instance's files alone.
 */
export async function clearProfileLeftOvers(env: NodeJS.ProcessEnv): Promise<void> {
  const { config, credentials } = sharedFilePaths(env);
  for (const path of [config, credentials]) {
    const target = await linkTarget(path).catch(() => undefined);
    if (target) await clearLeftOvers(target);
  }
}
