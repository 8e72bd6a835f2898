import type { Identity, PlannedCall } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import { sameValue } from '../../core/same-value.ts';
import { Secret } from '../../core/secret.ts';
import { expectPlanWritable, planProfileChange } from '../../profiles/change.ts';
import { ProfileUnwritable } from '../../profiles/edit/paste.ts';
import { keptKeysLabel } from '../../profiles/kept-keys.ts';
import type { Profile, ProfileList } from '../../profiles/profile.ts';
import type { PlannedProfileFile, ProfilePlan } from '../../profiles/profile-plan.ts';
import { settingIn } from '../../profiles/profile-table.ts';
import { settingText } from '../../profiles/settings.ts';
import type { AccountChange } from './account-change.ts';
import type { ConfigureAnswers } from './answers.ts';
import { policyArn } from './policies.ts';
import { keysChange, type ProfileKeys, regionChange, staleSettings } from './profile-change.ts';

/** What `configure` will do. The review shows it, the dry run prints it. */
export interface ConfigurePlan {
  /** Who acts, or, if nothing is created, who the profile is. */
  readonly identity: Identity;
  readonly profile: string;
  readonly calls: readonly PlannedCall[];
  /** The changes of both files, with masked diffs. */
  readonly files: readonly PlannedProfileFile[];
  /** The existing profile, if there is one: its kind and the settings that are removed. */
  readonly replaces?: { readonly kind: Profile['kind']; readonly removed: readonly string[] };
  /** Absent: the account of the profile does not change, or it had none. */
  readonly account?: AccountChange;
  /** Absent: nothing is written, or the keys do not exist yet. */
  readonly write?: ProfilePlan;
  /** The id of the key that is rotated; `rotate` only. */
  readonly oldKeyId?: string;
  /** Other profiles with the rotated key, which get the new one; `rotate` only. */
  readonly also?: readonly string[];
  /** The place of the copy of the replaced keys, for display. */
  readonly keepsCopyIn?: string;
}

export interface ConfigurePlanInput {
  readonly answers: ConfigureAnswers;
  readonly identity: Identity;
  /** The current state of the profile to write. */
  readonly existing: Profile | undefined;
  /** All profiles of the files. */
  readonly list: ProfileList;
  /** Whether the user exists already, and is not created. */
  readonly userExists: boolean;
  /** The key that AWS created after the review; a placeholder is planned with before that. */
  readonly made?: ProfileKeys;
  /** The change of the existing profile's account. */
  readonly account?: AccountChange | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** A placeholder in the planned files for keys that AWS creates after the review. */
export const pendingKeys: ProfileKeys = {
  accessKeyId: 'AKIAAAAAAAAAAAAAAAAA',
  secretAccessKey: new Secret('0'.repeat(40)),
};

/**
 * Makes the plan. Reads the two files, writes nothing, and asks nobody. Files that cannot be written are reported now,
 * before AWS creates a key whose secret it returns only once.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE, FILE_UNREADABLE, FILE_UNWRITABLE, …
 */
export async function planConfigure(input: ConfigurePlanInput): Promise<ConfigurePlan> {
  const { answers, identity, existing, made } = input;
  const { way, profile } = answers;
  const makesKey = way === 'create' || way === 'rotate';
  const oldKeyId =
    way === 'rotate' && existing ? settingText(existing.settings, 'aws_access_key_id') : undefined;
  const keys = makesKey ? (made ?? pendingKeys) : typedKeys(answers);
  const also = oldKeyId === undefined ? [] : holders(input.list, oldKeyId, profile);
  const change =
    way === 'existing'
      ? regionChange(profile, answers.region ?? identity.region)
      : {
          ...keysChange(profile, keys, way === 'rotate' ? undefined : answers.region, existing),
          ...(also.length > 0 ? { also } : {}),
        };
  const write = await planProfileChange(input.env, change);
  // A file that cannot be written is reported before anything exists in AWS.
  if (!made)
    await expectPlanWritable(input.env, write).catch((thrown: unknown) => {
      // A key that does not exist yet cannot be entered by hand.
      throw makesKey || !(thrown instanceof Problem) ? thrown : new ProfileUnwritable(thrown, write);
    });
  return {
    identity,
    profile,
    calls: plannedCalls(input, oldKeyId),
    files: makesKey && !made ? write.files.map((file) => withPendingKey(file)) : write.files,
    ...(existing
      ? { replaces: { kind: existing.kind, removed: way === 'existing' ? [] : staleSettings(existing) } }
      : {}),
    ...(input.account ? { account: input.account } : {}),
    ...(makesKey && !made ? {} : { write }),
    ...(oldKeyId ? { oldKeyId } : {}),
    ...(also.length > 0 ? { also } : {}),
    ...((write.ended?.length ?? 0) > 0 ? { keepsCopyIn: keptKeysLabel(input.env) } : {}),
  };
}

/** The other profiles with an access key: once AWS refuses it, they stop working as well. */
function holders(list: ProfileList, accessKeyId: string, but: string): string[] {
  return [...settingIn(list, 'aws_access_key_id')].flatMap(({ name, value }) =>
    name !== but && value === accessKeyId ? [name] : [],
  );
}

function typedKeys({ keys }: ConfigureAnswers): ProfileKeys {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return { accessKeyId, secretAccessKey, ...(sessionToken.reveal() === '' ? {} : { sessionToken }) };
}

function plannedCalls(
  { answers, identity, userExists }: ConfigurePlanInput,
  oldKeyId?: string,
): PlannedCall[] {
  const { way, userName, policy } = answers;
  const call = (action: string, target: string, purpose: string): PlannedCall => ({
    service: 'IAM',
    action,
    target,
    purpose,
  });
  if (way === 'rotate') {
    return [
      call('CreateAccessKey', userName, 'make a new access key'),
      call(
        'UpdateAccessKey',
        oldKeyId ? `…${oldKeyId.slice(-4)}` : userName,
        'switch the old key off once the new one works',
      ),
    ];
  }
  if (way !== 'create') return [];
  const arn = policyArn(policy, identity.partition);
  return [
    ...(userExists ? [] : [call('CreateUser', userName, 'create the user')]),
    call('AttachUserPolicy', arn, `let ${userName} do what the policy allows`),
    call('CreateAccessKey', userName, 'make its access key'),
  ];
}

/** Marks the placeholder, so that it is not taken for a key. @param words the source of the key */
export function withPendingKey(
  file: PlannedProfileFile,
  words = 'made when you confirm',
): PlannedProfileFile {
  return { ...file, diff: file.diff.map((line) => ({ ...line, text: pendingText(line, words) })) };
}

function pendingText({ kind, text }: PlannedProfileFile['diff'][number], words: string): string {
  if (kind !== 'add' || !/^\s*aws_(?:access_key_id|secret_access_key)\b/.test(text)) return text;
  return text.replace(/=.*$/, (value) => `=${value.startsWith('= ') ? ' ' : ''}‹${words}›`);
}

/** Whether two plans write the same files, apart from keys that one of them did not know yet. */
export function sameFiles(one: ConfigurePlan, other: ConfigurePlan): boolean {
  return sameValue(shape(one), shape(other));
}

function shape({ files }: ConfigurePlan): unknown {
  return files.map(({ path, change, diff }) => ({
    path,
    change,
    diff: diff.map((line) =>
      line.kind === 'add'
        ? line.text.replace(/^(\s*aws_(?:access_key_id|secret_access_key)\s*=).*$/, '$1')
        : line.text,
    ),
  }));
}
