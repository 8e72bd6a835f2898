import type { Secret } from '../../core/secret.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { ProfileChange } from '../../profiles/profile-plan.ts';
import { settingText } from '../../profiles/settings.ts';

/** The settings that make a profile a role. */
const roleSettings = [
  'role_arn',
  'source_profile',
  'credential_source',
  'role_session_name',
  'external_id',
  'duration_seconds',
  'mfa_serial',
];

/** The settings that give access in another way than keys, or belong to replaced keys. */
const otherAccess = [
  'aws_session_token',
  'aws_security_token',
  'x_security_token_expires',
  'aws_credential_expiration',
  'aws_expiration',
  'expiration',
  'credential_process',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'sso_registration_scopes',
  'login_session',
];

/** Permanent keys, or those of a session. */
export interface ProfileKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/**
 * The settings of a profile that would override new keys, or are left over from the old ones: AWS tools prefer a role to
 * keys, and send a session token with whatever keys are beside it.
 */
export function staleSettings(profile: Profile | undefined): string[] {
  if (!profile) return [];
  const stale = profile.settings.has('role_arn') ? [...roleSettings, ...otherAccess] : otherAccess;
  return stale.filter((key) => profile.settings.has(key));
}

/**
 * The change that gives a profile keys. Settings left over from another kind of access are removed; everything else
 * stays.
 *
 * @param region absent: the profile keeps its own
 * @param profile its current state, if it exists
 */
export function keysChange(
  name: string,
  keys: ProfileKeys,
  region: string | undefined,
  profile: Profile | undefined,
): ProfileChange & { kind: 'set' } {
  const set = new Map<string, string | Secret>([
    ['aws_access_key_id', keys.accessKeyId],
    ['aws_secret_access_key', keys.secretAccessKey],
  ]);
  if (keys.sessionToken) set.set('aws_session_token', keys.sessionToken);
  if (region && region !== (profile && settingText(profile.settings, 'region'))) set.set('region', region);
  return { kind: 'set', name, set, remove: staleSettings(profile).filter((key) => !set.has(key)) };
}

/** The change that gives a profile a region and nothing else. */
export function regionChange(name: string, region: string): ProfileChange {
  return { kind: 'set', name, set: new Map([['region', region]]), remove: [] };
}
