import { Secret } from '../core/secret.ts';
import type { Profile } from '../profiles/profile.ts';
import { settingText } from '../profiles/settings.ts';

/** A setting of the network, and the variable or profile it comes from. */
export interface NetworkSetting<T = string> {
  readonly value: T;
  /** `HTTPS_PROXY`, `ca_bundle of the profile`. */
  readonly source: string;
}

/** What decides the way that requests take, and whom they trust. Nothing of it was looked at yet. */
export interface NetworkSettings {
  /** The proxy for http addresses; it may hold a password. */
  readonly httpProxy?: NetworkSetting<Secret>;
  /** The proxy for https addresses; it may hold a password. */
  readonly httpsProxy?: NetworkSetting<Secret>;
  /** Hosts that are reached without a proxy, comma separated. */
  readonly noProxy?: NetworkSetting;
  /** Path of the certificates that are trusted instead of those that Node brings. */
  readonly caBundle?: NetworkSetting;
  /** Path of certificates that are trusted besides. */
  readonly extraCa?: NetworkSetting;
}

/**
 * The settings of the network in the order of the AWS CLI: AWS_CA_BUNDLE, `ca_bundle` of the profile, REQUESTS_CA_BUNDLE;
 * for proxies the variable in small letters, then the one in capitals (source: botocore and Python's urllib). There is no
 * ALL_PROXY there. NODE_EXTRA_CA_CERTS is Node's own.
 *
 * @param profile absent for keys that are in no profile
 */
export function networkSettings(profile: Profile | undefined, env: NodeJS.ProcessEnv): NetworkSettings {
  return networkReader(env)(profile);
}

/** Answers as {@link networkSettings} for many profiles; the environment is looked at once, now. */
export function networkReader(env: NodeJS.ProcessEnv): (profile: Profile | undefined) => NetworkSettings {
  const httpProxy = secret(proxyVariable(env, 'http_proxy'));
  const httpsProxy = secret(proxyVariable(env, 'https_proxy'));
  const noProxy = proxyVariable(env, 'no_proxy');
  const strongest = variable(env, 'AWS_CA_BUNDLE');
  const weakest = variable(env, 'REQUESTS_CA_BUNDLE');
  const extraCa = variable(env, 'NODE_EXTRA_CA_CERTS');
  return (profile) => {
    const inProfile = profile && settingText(profile.settings, 'ca_bundle');
    const caBundle =
      strongest ??
      (inProfile ? { value: inProfile, source: `ca_bundle of the profile ${profile.name}` } : undefined) ??
      weakest;
    return {
      ...(httpProxy ? { httpProxy } : {}),
      ...(httpsProxy ? { httpsProxy } : {}),
      ...(noProxy ? { noProxy } : {}),
      ...(caBundle ? { caBundle } : {}),
      ...(extraCa ? { extraCa } : {}),
    };
  };
}

function variable(env: NodeJS.ProcessEnv, name: string): NetworkSetting | undefined {
  const value = env[name]?.trim();
  return value ? { value, source: name } : undefined;
}

/** The variable of a proxy that counts: one in small letters that is set, though empty, switches the other off. */
export function proxyVariable(env: NodeJS.ProcessEnv, small: string): NetworkSetting | undefined {
  if (env[small] !== undefined) return variable(env, small);
  const { length } = small;
  // By its length first: an environment may be long.
  const name = Object.keys(env).find(
    (each) => each.length === length && each.toLowerCase() === small && env[each]?.trim(),
  );
  return name === undefined ? undefined : variable(env, name);
}

function secret(setting: NetworkSetting | undefined): NetworkSetting<Secret> | undefined {
  return setting && { value: new Secret(setting.value), source: setting.source };
}
