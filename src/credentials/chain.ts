import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { Profile, ProfileList, SettingOrigin } from '../profiles/profile.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { chainedTooLong, credentialPlaces, longestChained, roleFaults } from '../profiles/role-settings.ts';
import { settingText } from '../profiles/settings.ts';
import { callsItself } from '../profiles/sources.ts';

/** One role to assume, as a profile describes it. */
export interface RoleStep {
  readonly profile: string;
  readonly roleArn: string;
  /** `amplify` unless the profile sets it, as in the Amplify CLI. */
  readonly sessionName: string;
  readonly externalId?: string;
  readonly mfaSerial?: string;
  /** In seconds; absent for AWS's default of an hour. */
  readonly durationSeconds?: number;
  /** The region whose STS is used. */
  readonly region?: string;
}

/** A role that is assumed with a token of another identity provider. */
export interface WebIdentityRole {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Path of the file with the token. */
  readonly tokenFile: string;
  readonly durationSeconds?: number;
}

/** The start of a chain: what gives credentials without another profile. */
export type ChainStart =
  | { readonly kind: 'keys'; readonly profile: string }
  | { readonly kind: 'sso'; readonly profile: string }
  | { readonly kind: 'login'; readonly profile: string }
  | { readonly kind: 'process'; readonly profile: string }
  | { readonly kind: 'web-identity'; readonly profile: string; readonly role: WebIdentityRole }
  | {
      readonly kind: 'credential-source';
      readonly profile: string;
      readonly source: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer';
    };

/** How a profile gets its credentials: what it starts from, and the roles to assume one after the other. */
export interface CredentialChain {
  readonly start: ChainStart;
  /** In the order of assuming them; empty for a profile without a role. The last one is the profile's own. */
  readonly roles: readonly RoleStep[];
}

/**
 * Finds out how a profile gets its credentials. As in the SDK for JavaScript, a source's keys take precedence over its role,
 * and a role may name its own profile for keys. Calls no AWS service and starts no process.
 *
 * @throws Problem PROFILE_UNKNOWN or PROFILE_NOT_USABLE, with file and line of the faulty setting
 */
export function credentialChain(name: string, list: ProfileList): CredentialChain {
  const roles: RoleStep[] = [];
  // In the order of the chain. A set, since a chain may be as long as the files.
  const seen = new Set<string>();
  let profile = find(list, name, undefined);
  for (;;) {
    const source = sourceOf(profile, seen.size > 0);
    if (source.kind === 'start') return { start: source.start, roles: checked(roles.reverse(), list) };
    roles.push(roleOf(profile));
    seen.add(profile.name);
    if (source.kind === 'credential-source') {
      const start = { kind: source.kind, profile: profile.name, source: source.source };
      return { start, roles: checked(roles.reverse(), list) };
    }
    if (source.profile === profile.name && hasKeys(profile)) {
      return { start: { kind: 'keys', profile: profile.name }, roles: checked(roles.reverse(), list) };
    }
    if (seen.has(source.profile)) {
      const names = [...seen];
      throw circle([...names.slice(names.indexOf(source.profile)), source.profile], profile);
    }
    profile = find(list, source.profile, profile);
  }
}

type Source =
  | { readonly kind: 'start'; readonly start: ChainStart }
  | { readonly kind: 'profile'; readonly profile: string }
  | {
      readonly kind: 'credential-source';
      readonly source: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer';
    };

/** In the order of the SDK's `fromIni`; a token for the role takes precedence over its source, as in the AWS CLI. */
function sourceOf(profile: Profile, isSource: boolean): Source {
  const text = (key: string) => settingText(profile.settings, key);
  const start = (kind: Exclude<ChainStart['kind'], 'credential-source' | 'web-identity'>): Source => ({
    kind: 'start',
    start: { kind, profile: profile.name },
  });
  const keys = hasKeys(profile);
  if (isSource && keys) return start('keys');
  const tokenFile = text('web_identity_token_file');
  if (text('role_arn') && !tokenFile) {
    const from = text('source_profile');
    const place = text('credential_source');
    if (from && place) {
      throw unusable(profile, 'credential_source', 'It has both source_profile and credential_source.');
    }
    if (from) return { kind: 'profile', profile: from };
    if (place) return { kind: 'credential-source', source: placeOf(profile, place) };
    throw unusable(profile, 'role_arn', 'Its role has no source: source_profile is missing.');
  }
  if (keys) return start('keys');
  if (tokenFile) {
    const { roleArn, sessionName, durationSeconds } = roleOf(profile);
    const session = durationSeconds === undefined ? {} : { durationSeconds };
    const role = { roleArn, sessionName, tokenFile, ...session };
    return { kind: 'start', start: { kind: 'web-identity', profile: profile.name, role } };
  }
  if (text('credential_process')) {
    // Known from the files, so that no process is started to find out.
    const circle = profile.findings.find((finding) => callsItself(finding.text));
    if (circle) throw unusable(profile, 'credential_process', `${capitalised(circle.text)}.`);
    return start('process');
  }
  if (text('sso_session') ?? text('sso_start_url')) return start('sso');
  if (text('login_session')) return start('login');
  const half = ['aws_access_key_id', 'aws_secret_access_key'].find((key) => profile.settings.has(key));
  if (half) throw unusable(profile, half, `It has ${half}, but not the other half of the key.`);
  throw unusable(profile, undefined, 'It holds settings only and gives no access.');
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function hasKeys({ settings }: Profile): boolean {
  return settings.has('aws_access_key_id') && settings.has('aws_secret_access_key');
}

function placeOf(profile: Profile, value: string) {
  const place = credentialPlaces.find((name) => name === value);
  if (place) return place;
  throw unusable(
    profile,
    'credential_source',
    `credential_source is ${plainText(value)}; it can be ${credentialPlaces.join(', ')}.`,
  );
}

function roleOf(profile: Profile): RoleStep {
  const text = (key: string) => settingText(profile.settings, key);
  const [fault] = roleFaults(profile.settings);
  if (fault) throw unusable(profile, fault.key, `${fault.text}.`);
  const roleArn = text('role_arn') ?? '';
  const sessionName = text('role_session_name') ?? 'amplify';
  const externalId = text('external_id');
  const mfaSerial = text('mfa_serial');
  const region = profile.region;
  const duration = text('duration_seconds');
  const durationSeconds = duration === undefined ? undefined : Number(duration);
  return {
    profile: profile.name,
    roleArn,
    sessionName,
    ...(externalId === undefined ? {} : { externalId }),
    ...(mfaSerial === undefined ? {} : { mfaSerial }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(region === undefined ? {} : { region }),
  };
}

/** AWS limits the session of a role that is assumed with a role's credentials to an hour. */
function checked(roles: readonly RoleStep[], list: ProfileList): readonly RoleStep[] {
  for (const role of roles.slice(1)) {
    if ((role.durationSeconds ?? 0) > longestChained) {
      throw unusable(
        find(list, role.profile, undefined),
        'duration_seconds',
        `${chainedTooLong(role.durationSeconds ?? 0)}.`,
      );
    }
  }
  return roles;
}

function find(list: ProfileList, name: string, wantedBy: Profile | undefined): Profile {
  const profile = profileNamed(list, name);
  if (profile) return profile;
  const shown = plainText(name);
  if (!wantedBy) {
    throw new Problem({
      code: 'PROFILE_UNKNOWN',
      what: `Profile "${shown}" not found.`,
      why: `Neither ${plainText(list.files.config)} nor ${plainText(list.files.credentials)} has it.`,
      next: 'See all with `amplify-tui profiles list`.',
    });
  }
  throw unusable(wantedBy, 'source_profile', `Its source profile ${shown} is missing.`);
}

/** @param names those of the circle, with the first one repeated at the end */
function circle(names: readonly string[], profile: Profile): Problem {
  const way = names.length > 6 ? ` of ${names.length - 1}` : `: ${names.map(plainText).join(' → ')}`;
  return unusable(profile, 'source_profile', `Its source profiles lead in a circle${way}.`);
}

function unusable(profile: Profile, key: string | undefined, why: string): Problem {
  const origin: SettingOrigin | undefined = key === undefined ? undefined : profile.settings.get(key)?.origin;
  return new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The profile ${plainText(profile.name)} cannot be used.`,
    why: origin ? `${why} (${plainText(origin.file)}, line ${origin.line})` : why,
    next: 'Correct it there, or choose another profile.',
  });
}
