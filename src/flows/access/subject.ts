import type { Identity } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { unknownProfile } from '../../credentials/unknown-profile.ts';
import type { Profile, ProfileList } from '../../profiles/profile.ts';
import { profileNamed, rowNamed, settingIn } from '../../profiles/profile-table.ts';
import { settingText } from '../../profiles/settings.ts';

/** How a profile reaches AWS according to the files; or a role that was named itself. */
export interface AccessSubject {
  /** The name of the profile or the role. */
  readonly name: string;
  /** Whether a role was named, whatever profile uses it. */
  readonly isRole?: true;
  /** The access key of the profile, or of the user that assumes its role. */
  readonly key?: { readonly profile: string; readonly id: string };
  readonly roleArn?: string;
  /** Whether the source profile of the role is missing: the role cannot be assumed. */
  readonly sourceGone?: true;
  /** Other profiles that stop working with the key or the user, by name. */
  readonly others: readonly string[];
}

/**
 * A role by its name or ARN: one that was created for others is in no profile of its account.
 *
 * @throws Problem USAGE if it is neither
 */
export function roleSubject(list: ProfileList, given: string): AccessSubject {
  const [, name] = /^(?:arn:[^:]+:iam::\d{12}:role\/(?:.*\/)?)?([\w+=,.@-]{1,64})$/.exec(given) ?? [];
  if (name === undefined)
    throw new Problem({
      code: 'USAGE',
      what: `--role ${plainText(given)} is not the name of a role.`,
      why: 'It is the name of a role of the account, or its ARN.',
      next: 'Run `aws iam list-roles` to see their names.',
    });
  const uses = [...settingIn(list, 'role_arn')].filter(({ value }) => value.endsWith(`/${name}`));
  const roleArn = given.startsWith('arn:') ? given : undefined;
  return {
    name,
    isRole: true,
    others: uses.map((profile) => profile.name),
    ...(roleArn === undefined ? {} : { roleArn }),
  };
}

/** The key under which the removal of an access is noted. */
export function notedName({ name, isRole }: AccessSubject): string {
  return isRole ? `role:${name}` : name;
}

/**
 * What belongs to a profile: its access key, or its role with the key of its source if no other profile uses that.
 *
 * @throws Problem PROFILE_UNKNOWN; PROFILE_NOT_USABLE for a profile with neither a key nor a role
 */
export function accessSubject(list: ProfileList, name: string): AccessSubject {
  const named = (wanted: string) => profileNamed(list, wanted);
  const profile = named(name);
  if (!profile) throw unknownProfile(list, name);
  const text = (of: Profile | undefined, setting: string) => of && settingText(of.settings, setting);
  const roleArn = text(profile, 'role_arn');
  const sourceName = text(profile, 'source_profile') ?? name;
  const holder = roleArn === undefined ? profile : named(sourceName);
  const id = text(holder, 'aws_access_key_id');
  // Session keys expire by themselves.
  const lasts = id !== undefined && text(holder, 'aws_session_token') === undefined;
  const others = lasts && holder ? usersOf(list, holder.name, id).filter((each) => each !== name) : [];
  if (roleArn === undefined && !lasts) throw nothingMade(profile);
  const isShared = roleArn !== undefined && holder?.name !== name && others.length > 0;
  return {
    name,
    ...(lasts && holder && !isShared ? { key: { profile: holder.name, id } } : {}),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(roleArn !== undefined && !holder ? { sourceGone: true } : {}),
    others: isShared ? [] : others,
  };
}

/** The other profiles with the same key or with its holder as their source, in the order of the files. */
function usersOf(list: ProfileList, holder: string, keyId: string): string[] {
  const same = [...settingIn(list, 'aws_access_key_id')].filter(({ value }) => value === keyId);
  const onIt = [...settingIn(list, 'source_profile')].filter(({ value }) => value === holder);
  const names = new Set([...same, ...onIt].map(({ name }) => name));
  names.delete(holder);
  return [...names].toSorted((one, other) => rowNamed(list, one) - rowNamed(list, other));
}

/** The name of a profile's role; undefined if it has none, or one of another account. */
export function roleOf(
  { roleArn = '', isRole, name: roleName }: AccessSubject,
  { account }: Identity,
): string | undefined {
  // Without an ARN, it is in the account in use.
  if (isRole && roleArn === '') return roleName;
  const [, owner, name] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  return owner === account ? name : undefined;
}

function nothingMade({ name, kind }: Profile): Problem {
  return new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The profile ${plainText(name)} has neither an access key that lasts nor a role.`,
    why: `It is of the kind "${kind}": nothing in AWS was made for it that could be taken away here.`,
    next: `Run \`amplify-tui profiles remove ${shellWord(name)}\` to take it out of ~/.aws.`,
  });
}
