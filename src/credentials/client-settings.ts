import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { saysAboutRequests } from '../profiles/client-findings.ts';
import { acceptedWords, accepts, type ClientRule, clientRules } from '../profiles/client-settings.ts';
import type { Profile, ProfileList, SettingOrigin } from '../profiles/profile.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { settingText } from '../profiles/settings.ts';
import type { EndpointOverrides } from './endpoints.ts';
import { endpointOverrides } from './endpoints.ts';
import { type NetworkSettings, networkReader } from './network.ts';
import { variableFault } from './variables.ts';

/** How the requests of an access are made. The SDK does not read these settings from files by itself. */
export interface ClientSettings {
  readonly fips: boolean;
  readonly dualstack: boolean;
  /** Whether STS is called at its global address, in regions that have always used it. */
  readonly globalSts: boolean;
  readonly retryMode: 'standard' | 'adaptive';
  /** Attempts per call, including the first. */
  readonly maxAttempts?: number;
  readonly requestChecksum: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';
  readonly responseChecksum: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';
  /** Whether bucket names go in the path of an address instead of its host. */
  readonly pathStyle: boolean;
  /** Identifies the program in AWS's logs, besides its own name. */
  readonly appId?: string;
}

/** Where and how the requests of an access are made. */
export interface RequestSettings {
  readonly endpoints: EndpointOverrides;
  readonly settings: ClientSettings;
  /** How requests get there; absent for directly. */
  readonly network?: NetworkSettings;
}

/** The value in effect of a setting, and where it comes from. */
interface Held {
  readonly value: string;
  /** `AWS_USE_FIPS_ENDPOINT`, or `use_fips_endpoint`. */
  readonly source: string;
  /** Its place in a file; absent for a variable. */
  readonly origin?: SettingOrigin;
}

/**
 * Decides where and how the requests of an access are made: by variables first, then by the profile, as AWS tools do.
 *
 * @param profile the chosen one; for keys without a profile {@link settingsProfile}
 * @param networkOf that of the same environment, to reuse it for many profiles
 * @throws Problem SETTING for an unknown value, and for FIPS or dual-stack with a custom endpoint; ENDPOINT for an invalid
 *   address
 */
export function requestSettings(
  profile: Profile | undefined,
  list: ProfileList,
  env: NodeJS.ProcessEnv,
  networkOf = networkReader(env),
): RequestSettings {
  const of = (rule: ClientRule) => held(rule, profile, env)?.value.toLowerCase();
  const checksum = (rule: ClientRule) =>
    of(rule) === 'when_required' ? ('WHEN_REQUIRED' as const) : ('WHEN_SUPPORTED' as const);
  // Only checked: nothing here depends on them.
  of(clientRules.defaultsMode);
  of(clientRules.ignoreEndpoints);
  const attempts = of(clientRules.maxAttempts);
  const appId = held(clientRules.appId, profile, env)?.value;
  const settings: ClientSettings = {
    fips: of(clientRules.fips) === 'true',
    dualstack: of(clientRules.dualstack) === 'true',
    globalSts: of(clientRules.stsEndpoints) === 'legacy',
    retryMode: of(clientRules.retryMode) === 'adaptive' ? 'adaptive' : 'standard',
    ...(attempts === undefined ? {} : { maxAttempts: Number(attempts) }),
    requestChecksum: checksum(clientRules.requestChecksum),
    responseChecksum: checksum(clientRules.responseChecksum),
    pathStyle: of(clientRules.addressing) === 'path',
    ...(appId === undefined ? {} : { appId }),
  };
  const endpoints = endpointOverrides(profile, list, env);
  const [endpoint] = Object.values(endpoints);
  for (const rule of [clientRules.fips, clientRules.dualstack]) {
    const found = held(rule, profile, env);
    if (endpoint !== undefined && found?.value.toLowerCase() === 'true') throw together(found, endpoint);
  }
  return { endpoints, settings, network: networkOf(profile) };
}

/**
 * {@link requestSettings} for the profiles of a list. Few profiles have settings about requests themselves: for all others the
 * environment is read once.
 */
export function requestReader(
  list: ProfileList,
  env: NodeJS.ProcessEnv,
): (profile: Profile | undefined) => RequestSettings {
  let common: (() => RequestSettings) | undefined;
  let network: ReturnType<typeof networkReader> | undefined;
  return (profile) => {
    network ??= networkReader(env);
    const networkOf = network;
    if (profile && saysAboutRequests(profile.settings)) return requestSettings(profile, list, env, networkOf);
    common ??= outcomeOf(() => requestSettings(undefined, list, env, networkOf));
    return common();
  };
}

/** Calls a function once; the result returns its value, or throws its error, every time. */
function outcomeOf<T>(act: () => T): () => T {
  try {
    const value = act();
    return () => value;
  } catch (thrown) {
    return () => {
      throw thrown;
    };
  }
}

/**
 * The profile whose settings apply to keys of the environment and of the machine, as in AWS tools: the one that
 * AWS_PROFILE or AWS_DEFAULT_PROFILE names, else `default`. Only its settings are used.
 */
export function settingsProfile(list: ProfileList, env: NodeJS.ProcessEnv): Profile | undefined {
  const name = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || 'default';
  return profileNamed(list, name);
}

function held(rule: ClientRule, profile: Profile | undefined, env: NodeJS.ProcessEnv): Held | undefined {
  const inVariable = rule.variable && env[rule.variable];
  const inProfile = profile && settingText(profile.settings, rule.key);
  const origin = profile?.settings.get(rule.key)?.origin;
  const found: Held | undefined =
    rule.variable && inVariable
      ? { value: inVariable, source: rule.variable }
      : inProfile
        ? { value: inProfile, source: rule.key, ...(origin ? { origin } : {}) }
        : undefined;
  if (found && !accepts(rule, found.value)) {
    throw (rule.variable && variableFault(rule.variable, env)?.problem) || noSuchValue(rule, found);
  }
  return found;
}

function noSuchValue(rule: ClientRule, { value, source, origin }: Held): Problem {
  return new Problem({
    code: 'SETTING',
    what: `${source} is ${plainText(value)}, which is not known${place(origin)}.`,
    why: `It can be ${acceptedWords(rule)}.`,
    next: 'Correct it there, or remove the line.',
  });
}

function together({ source, origin }: Held, endpoint: string): Problem {
  const kind = source.toLowerCase().includes('fips') ? 'FIPS' : 'dual-stack';
  return new Problem({
    code: 'SETTING',
    what: `${source} is on${place(origin)}, and so is an endpoint of your own: ${plainText(endpoint)}.`,
    why: `AWS has ${kind} addresses of its own services only, so the AWS SDK refuses the two together; nothing was sent.`,
    next: `Switch ${source} off, or leave the endpoint out (--endpoint-url, AWS_ENDPOINT_URL, endpoint_url).`,
  });
}

function place(origin: SettingOrigin | undefined): string {
  return origin ? ` (${plainText(origin.file)}, line ${origin.line})` : '';
}
