import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { expectPlanWritable, planProfileChange, writeProfileChange } from '../../profiles/change.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { PlannedProfileFile, ProfileChange } from '../../profiles/profile-plan.ts';
import { profileNamed } from '../../profiles/profile-table.ts';
import { settingText } from '../../profiles/settings.ts';
import { readProfiles } from '../../profiles/store.ts';
import { pendingKeys, withPendingKey } from '../configure/plan.ts';
import { keysChange, type ProfileKeys, regionChange } from '../configure/profile-change.ts';
import { profileWords, recorded, sharedFiles } from '../undo/record.ts';
import type { KeySource, UserWork } from './plan.ts';

export interface ProfilesInput {
  readonly env: NodeJS.ProcessEnv;
  readonly userProfile: string;
  readonly roleProfile: string;
  readonly region: string;
  readonly roleArn: string;
  readonly externalId: string;
  /** Absent: the role requires no MFA. */
  readonly serial: string | undefined;
  /** The console's .csv of an access key; empty: none. */
  readonly keysFile: string;
  /** Whether a key can be created. */
  readonly canMake: boolean;
}

/**
 * Plans the two profiles: the user's, with keys, and the role's, as in the Amplify CLI's guide.
 *
 * @throws Problem PROFILE_UNKNOWN if there are no keys and none can be created; FILE_UNWRITABLE if the files cannot be
 * replaced; those of planProfileChange
 */
export async function planProfiles(
  input: ProfilesInput,
): Promise<{ keys: KeySource; there: string[]; files: PlannedProfileFile[] }> {
  const { env, userProfile, keysFile, canMake } = input;
  const existing = profileOf(env, userProfile);
  const hasKeys = existing?.settings.has('aws_access_key_id') === true;
  const keys: KeySource = keysFile !== '' ? 'csv' : hasKeys || (existing && !canMake) ? 'profile' : 'make';
  if (keys === 'make' && !canMake) throw noKeys(userProfile);
  const userChange =
    keys === 'profile'
      ? regionIfMissing(existing, input)
      : keysChange(userProfile, pendingKeys, input.region, existing);
  const user = userChange ? await planProfileChange(env, userChange) : { files: [] };
  const role = await planProfileChange(env, roleChange(input, profileOf(env, input.roleProfile)));
  // AWS returns a key only once, so this is checked before it is created.
  for (const plan of [user, role]) await expectPlanWritable(env, plan);
  return {
    keys,
    there: keys === 'profile' ? [`The profile ${plainText(userProfile)} has what it takes already.`] : [],
    files: eachOnce([
      ...user.files.map((file) => withPendingKey(file, keys === 'csv' ? 'read from the .csv' : undefined)),
      ...role.files,
    ]),
  };
}

/** Both profiles are in ~/.aws/config: the changes of a file are shown together. */
function eachOnce(files: readonly PlannedProfileFile[]): PlannedProfileFile[] {
  const found = new Map<string, PlannedProfileFile>();
  for (const file of files) {
    const { diff = [], warnings = [] } = found.get(file.path) ?? {};
    found.set(file.path, {
      ...file,
      ...found.get(file.path),
      diff: apart(diff, file.diff),
      warnings: [...new Set([...warnings, ...file.warnings])],
    });
  }
  return [...found.values()];
}

/** Two changes of one file, each with the lines around it; the lines in between are left out. */
function apart(before: PlannedProfileFile['diff'], after: PlannedProfileFile['diff']) {
  const [next] = after;
  const isOpen = before.at(-1)?.kind !== 'gap' && next !== undefined && next.kind !== 'gap';
  return before.length > 0 && isOpen
    ? [...before, { kind: 'gap' as const, text: '', line: next.line }, ...after]
    : [...before, ...after];
}

function profileOf(env: NodeJS.ProcessEnv, wanted: string): Profile | undefined {
  return profileNamed(readProfiles(env), wanted);
}

function regionIfMissing(profile: Profile | undefined, { userProfile, region }: ProfilesInput) {
  return profile && settingText(profile.settings, 'region') === undefined
    ? regionChange(userProfile, region)
    : undefined;
}

/** Settings that would give a role profile another source of credentials. */
const otherWays = [
  'credential_source',
  'credential_process',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'login_session',
];

function roleChange(
  { roleProfile, userProfile, roleArn, externalId, serial, region }: ProfilesInput,
  existing: Profile | undefined,
): ProfileChange {
  const set = new Map([
    ['role_arn', roleArn],
    ['source_profile', userProfile],
    ...(serial ? [['mfa_serial', serial] as const] : []),
    ...(externalId === '' ? [] : [['external_id', externalId] as const]),
    ['region', region],
  ]);
  const stale = [...otherWays, 'mfa_serial', 'external_id'].filter(
    (key) => existing?.settings.has(key) && !set.has(key),
  );
  return { kind: 'set', name: roleProfile, set, remove: stale };
}

/**
 * Writes the keys of the user, if its profile does not have them.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE, FILE_UNWRITABLE, …
 */
export async function writeUserProfile(
  env: NodeJS.ProcessEnv,
  work: UserWork,
  keys: ProfileKeys | undefined,
): Promise<void> {
  const existing = profileOf(env, work.userProfile);
  const change = keys
    ? keysChange(work.userProfile, keys, work.region, existing)
    : regionIfMissing(existing, inputOf(env, work));
  if (change) await write(env, change);
}

/** Checks that the user's keys could be written now. @throws Problem FILE_UNWRITABLE, PROFILE_EDIT_UNSAFE, … */
export async function expectUserProfileWritable(env: NodeJS.ProcessEnv, work: UserWork): Promise<void> {
  const change = keysChange(work.userProfile, pendingKeys, work.region, profileOf(env, work.userProfile));
  await expectPlanWritable(env, await planProfileChange(env, change));
}

/** Writes the profile of the role. @throws Problem PROFILE_EDIT_UNSAFE, FILE_UNWRITABLE, … */
export async function writeRoleProfile(env: NodeJS.ProcessEnv, work: UserWork): Promise<void> {
  await write(env, roleChange(inputOf(env, work), profileOf(env, work.roleProfile)));
}

function inputOf(env: NodeJS.ProcessEnv, work: UserWork): ProfilesInput {
  return { ...work, env, serial: work.device?.serial, canMake: false };
}

async function write(env: NodeJS.ProcessEnv, change: ProfileChange): Promise<void> {
  const outcome = await recorded({ env, what: profileWords(change), files: sharedFiles(env) }, async () =>
    writeProfileChange(env, await planProfileChange(env, change)),
  );
  if (outcome.kind === 'written') return;
  throw new Problem({
    code: 'FILE_UNWRITABLE',
    what: `The profile ${plainText(change.name)} was not written.`,
    why: 'Another program changed the same lines of the AWS files at the same time.',
    next: 'Try again: what was made in AWS is used, and the review shows the files as they are now.',
  });
}

function noKeys(profile: string): Problem {
  return new Problem({
    code: 'PROFILE_UNKNOWN',
    what: `No profile "${plainText(profile)}" with access keys found.`,
    why: 'The role is assumed with the keys of a user, and this part makes none.',
    next: "Name a profile that has keys, give the console's .csv file of a key, or go through part `user`.",
  });
}
