import { Secret } from '../core/secret.ts';
import type { Profile } from '../profiles/profile.ts';
import { settingText } from '../profiles/settings.ts';

/** A network setting, and the variable or profile it comes from. */
export interface NetworkSetting<T = string> {
  readonly value: T;
  /** `HTTPS_PROXY`, `ca_bundle of the profile`. */
  readonly source: string;
}

/** How requests get to AWS, and which certificates they trust. Nothing of it is checked yet. */
export interface NetworkSettings {
  /** The proxy for http addresses; may contain a password. */
  readonly httpProxy?: NetworkSetting<Secret>;
  /** The proxy for https addresses; may contain a password. */
  readonly httpsProxy?: NetworkSetting<Secret>;
  /** Hosts to reach without a proxy, comma separated. */
  readonly noProxy?: NetworkSetting;
  /** Path of the certificates to trust instead of Node's own. */
  readonly caBundle?: NetworkSetting;
  /** Path of additional certificates to trust. */
  readonly extraCa?: NetworkSetting;
}

/**
 * The network settings in the order of the AWS CLI: AWS_CA_BUNDLE, `ca_bundle` of the profile, REQUESTS_CA_BUNDLE; for
 * proxies the variable in lower case, then the one in upper case (source: botocore and Python's urllib). ALL_PROXY is not
 * read there. NODE_EXTRA_CA_CERTS is Node's own.
 *
 * @param profile absent for keys without a profile
 */
export function networkSettings(profile: Profile | undefined, env: NodeJS.ProcessEnv): NetworkSettings {
  return networkReader(env)(profile);
}

/** {@link networkSettings} for many profiles; reads the environment once, now. */
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

/** The proxy variable that counts: one in lower case that is set, even to an empty value, disables the other. */
export function proxyVariable(env: NodeJS.ProcessEnv, small: string): NetworkSetting | undefined {
  if (env[small] !== undefined) return variable(env, small);
  const { length } = small;
  // The length first: an environment may be large.
  const name = Object.keys(env).find(
    (each) => each.length === length && each.toLowerCase() === small && env[each]?.trim(),
  );
  return name === undefined ? undefined : variable(env, name);
}

function secret(setting: NetworkSetting | undefined): NetworkSetting<Secret> | undefined {
  return setting && { value: new Secret(setting.value), source: setting.source };
}
