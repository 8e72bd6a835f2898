import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { Profile, ProfileList } from '../profiles/profile.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { settingSecret, settingText } from '../profiles/settings.ts';
import { readProfiles } from '../profiles/store.ts';
import {
  type Access,
  type AccessChoice,
  type AwsCredentials,
  accessName,
  type CredentialProvider,
} from './access.ts';
import { type ChainStart, credentialChain } from './chain.ts';
import { profileUsable } from './choice.ts';
import { requestSettings, settingsProfile } from './client-settings.ts';
import { environmentKeys } from './environment.ts';
import { containerStart, instanceStart, type MachineStart, machineAccess, machineStart } from './machine.ts';
import { processCredentials } from './process.ts';
import { sharedProvider } from './provider.ts';
import { configuredRegion } from './region.ts';
import { type RoleTools, roleProvider } from './roles.ts';
import { unknownProfile } from './unknown-profile.ts';

export interface OpenAccessOptions {
  readonly list: ProfileList;
  readonly env: NodeJS.ProcessEnv;
  /** `--region`, which overrides everything else. */
  readonly region?: string;
  /** Milliseconds since the epoch; the machine's clock when absent. */
  readonly now?: () => number;
  /** For profiles without keys of their own; without it only keys can be used. */
  readonly support?: CredentialSupport;
}

/** How to get credentials that are in no file. */
export interface CredentialSupport {
  /** Gets the credentials of a start with neither keys nor a credential_process. */
  readonly leaf: (start: SdkStart, place: RequestPlace) => Promise<AwsCredentials>;
  /** The tools for assuming an access's roles. */
  readonly roles: (place: RequestPlace) => Omit<RoleTools, 'start'>;
}

/** Where and how an access's credentials are requested: in the same way as everything else. */
export type RequestPlace = Pick<Access, 'region' | 'endpoints' | 'settings' | 'network'>;

/** A start whose credentials are in no file. */
export type SdkStart = Extract<ChainStart, { kind: 'sso' | 'login' | 'web-identity' }> | MachineStart;

/**
 * Makes a choice usable: finds its keys, its region (see {@link configuredRegion}), its endpoints and how its requests are
 * made (see {@link requestSettings}). Calls no AWS service, so it is not known yet whether the keys work.
 *
 * The credentials of a profile are read from the files again when the provider is asked to renew them, and when they are about
 * to expire according to the file.
 *
 * @throws Problem ACCESS_NONE (no keys in the environment, no variables of a machine), ENVIRONMENT, PROFILE_UNKNOWN,
 *   PROFILE_NOT_USABLE, SETTING, ENDPOINT
 */
export function openAccess(asked: AccessChoice, options: OpenAccessOptions): Access {
  const { env, list } = options;
  const choice = withoutKeys(asked, env);
  const profile = choice.kind === 'profile' ? findProfile(list, choice.name) : undefined;
  const settled = profile ?? settingsProfile(list, env);
  const region = options.region || configuredRegion(settled, env);
  const place = { ...requestSettings(settled, list, env), ...(region ? { region } : {}) };
  const label = `${choice.kind === 'profile' ? 'profile ' : ''}${plainText(accessName(choice))}`;
  const shown = { choice, label, ...place };
  if (choice.kind === 'machine') {
    const begin = () => machineStart(choice.source, settled, env);
    begin();
    const { now, support } = options;
    if (!support) throw new Error('the credentials of a machine need support');
    return {
      ...shown,
      credentials: sharedProvider(async () => support.leaf(begin(), place), now ? { now } : {}),
    };
  }
  if (profile && profile.kind !== 'keys' && options.support) {
    return { ...shown, credentials: derivedProvider(profile, options, options.support, place) };
  }
  // Read once here, so that faults show now and not at the first request.
  const first = profile ? profileCredentials(profile) : environmentCredentials(env);
  const reread = () =>
    choice.kind === 'profile'
      ? profileCredentials(findProfile(readProfiles(env), choice.name))
      : environmentCredentials(env);
  return {
    ...shown,
    credentials: sharedProvider(async () => reread(), {
      first,
      ...(options.now ? { now: options.now } : {}),
    }),
  };
}

/** A project may ask for whatever the environment gives: without keys in it, that is what the machine itself has. */
function withoutKeys(choice: AccessChoice, env: NodeJS.ProcessEnv): AccessChoice {
  if (choice.kind !== 'environment' || environmentKeys(env).kind !== 'none') return choice;
  return machineAccess(env)?.choice ?? choice;
}

/** The provider of a profile whose credentials come from elsewhere: a role, a source, a process, the SDK. */
function derivedProvider(
  profile: Profile,
  { list, env, now }: OpenAccessOptions,
  support: CredentialSupport,
  place: RequestPlace,
): CredentialProvider {
  const usable = profileUsable(profile);
  if (!usable.ok) throw notUsable(profile, usable.why);
  const chain = credentialChain(profile.name, list);
  const begin = () => startCredentials(chain.start, readProfiles(env), env, (of) => support.leaf(of, place));
  // A process runs once, even when its answer serves for a role that is assumed again with a code.
  const start = chain.start.kind === 'process' ? sharedProvider(begin, now ? { now } : {}) : begin;
  return chain.roles.length === 0
    ? sharedProvider(start, now ? { now } : {})
    : roleProvider(chain, { start, ...support.roles(place) });
}

/** The credentials at the start of a chain, from the files as they are now. */
async function startCredentials(
  start: ChainStart,
  list: ProfileList,
  env: NodeJS.ProcessEnv,
  leaf: (start: SdkStart) => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  if (start.kind === 'keys') return profileCredentials(findProfile(list, start.profile));
  if (start.kind === 'credential-source') {
    if (start.source === 'Environment') return environmentCredentials(env);
    const name = plainText(start.profile);
    return leaf(
      start.source === 'EcsContainer'
        ? containerStart(env, name)
        : instanceStart(findProfile(list, start.profile), env, name),
    );
  }
  if (start.kind !== 'process') return leaf(start);
  const { settings } = findProfile(list, start.profile);
  return processCredentials(start.profile, settingText(settings, 'credential_process') ?? '', env);
}

/** @param why from {@link profileUsable} */
export function notUsable(profile: Profile, why: string): Problem {
  return new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The profile ${plainText(profile.name)} cannot be used here.`,
    why,
    next: 'Choose another profile; `amplify-tui profiles list` tells which ones can be used.',
  });
}

function findProfile(list: ProfileList, name: string): Profile {
  const profile = profileNamed(list, name);
  if (profile) return profile;
  throw unknownProfile(list, name);
}

/** The keys of a profile. @throws Problem PROFILE_NOT_USABLE */
function profileCredentials(profile: Profile): AwsCredentials {
  const { settings } = profile;
  const usable = profileUsable(profile, 'source');
  const accessKeyId = settingText(settings, 'aws_access_key_id');
  const secretAccessKey = settingSecret(settings, 'aws_secret_access_key');
  if (!usable.ok || accessKeyId === undefined || secretAccessKey === undefined) {
    throw notUsable(profile, usable.ok ? 'It holds no access key.' : usable.why);
  }
  const sessionToken =
    settingSecret(settings, 'aws_session_token') ?? settingSecret(settings, 'aws_security_token');
  // A long-term key has no token; one left over from a temporary key would make AWS refuse every request.
  const token = sessionToken && !accessKeyId.startsWith('AKIA') ? { sessionToken } : {};
  return { accessKeyId, secretAccessKey, ...token, ...expiry(profile) };
}

/** The expiry that some tools write with temporary keys: saml2aws and aws-google-auth `x_security_token_expires`, awsume `expiration`. */
function expiry({ settings }: Profile): { expiresAt?: number } {
  const keys = ['x_security_token_expires', 'aws_credential_expiration', 'aws_expiration', 'expiration'];
  for (const key of keys) {
    const expiresAt = Date.parse(settingText(settings, key) ?? '');
    if (!Number.isNaN(expiresAt)) return { expiresAt };
  }
  return {};
}

function environmentCredentials(env: NodeJS.ProcessEnv): AwsCredentials {
  const keys = environmentKeys(env);
  if (keys.kind === 'keys') return keys.credentials;
  throw new Problem({
    code: 'ACCESS_NONE',
    what: 'There are no AWS keys in the environment.',
    why: keys.kind === 'broken' ? keys.why : 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.',
    next: 'Set both, or choose a profile.',
  });
}
