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

/** How the requests of an access are made; the SDK reads none of it from files by itself. */
export interface ClientSettings {
  readonly fips: boolean;
  readonly dualstack: boolean;
  /** Whether STS is asked at its one address for all regions, where the region has always had it. */
  readonly globalSts: boolean;
  readonly retryMode: 'standard' | 'adaptive';
  /** Attempts of a call, the first one included. */
  readonly maxAttempts?: number;
  readonly requestChecksum: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';
  readonly responseChecksum: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';
  /** Buckets stand in the path of an address, not in its host. */
  readonly pathStyle: boolean;
  /** What the program is called in the records of AWS besides its own name. */
  readonly appId?: string;
}

/** Where and how the requests of an access are made. */
export interface RequestSettings {
  readonly endpoints: EndpointOverrides;
  readonly settings: ClientSettings;
  /** The way that requests take; straight where absent. */
  readonly network?: NetworkSettings;
}

/** What holds of a setting, and who says so. */
interface Held {
  readonly value: string;
  /** `AWS_USE_FIPS_ENDPOINT`, or `use_fips_endpoint`. */
  readonly source: string;
  /** Where it stands; absent for a variable. */
  readonly origin?: SettingOrigin;
}

/**
 * Settles where and how the requests of an access are made: the variable first, then the profile, as AWS tools do.
 *
 * @param profile the one that was chosen; for keys in no profile {@link settingsProfile}
 * @param networkOf of the same environment, for who asks of many profiles
 * @throws Problem SETTING for a value that there is not, and for FIPS or dual-stack with an endpoint of one's own;
 *   ENDPOINT for what is not an address
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
  // Checked, though nothing here depends on them.
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
 * Answers as {@link requestSettings} for each profile of a list. Few profiles say anything about requests themselves: for all
 * others the environment is looked at once.
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

/** Does something once; the result gives its value, or throws what it threw, as often as it is asked. */
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
 * The profile whose settings hold for keys of the environment and of the machine, as in AWS tools: the one that
 * AWS_PROFILE or AWS_DEFAULT_PROFILE names, else `default`. Nothing but settings is taken from it.
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
