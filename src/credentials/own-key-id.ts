import type { Profile, ProfileList } from '../profiles/profile.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { settingText } from '../profiles/settings.ts';

/** The id of a profile's own access key; undefined for another kind of profile, and for the key of a session. */
export function ownKeyIdOf(profile: Profile): string | undefined {
  if (profile.kind !== 'keys' || profile.settings.has('aws_session_token')) return undefined;
  return settingText(profile.settings, 'aws_access_key_id');
}

/** Like {@link ownKeyIdOf}, for the profile with a name; undefined when there is none. */
export function ownKeyId(list: Pick<ProfileList, 'profiles'>, name: string): string | undefined {
  const profile = profileNamed(list, name);
  return profile && ownKeyIdOf(profile);
}
