import { endpointAddressFault, withoutPassword } from '../core/address.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { clientRules } from '../profiles/client-settings.ts';
import type { Profile, ProfileList } from '../profiles/profile.ts';
import { settingText } from '../profiles/settings.ts';

const services = ['amplify', 'cloudformation', 'iam', 's3', 'signin', 'sso', 'sts'] as const;

/**
 * The environment with `--endpoint-url`, which overrides everything that the environment or a profile says about endpoints,
 * including to ignore them: no request may go anywhere else.
 *
 * @param url absent when the option was not given: then the environment is returned unchanged
 */
export function withEndpointOption(env: NodeJS.ProcessEnv, url: string | undefined): NodeJS.ProcessEnv {
  const isEndpoint = ([name]: [string, unknown]) => name.startsWith('AWS_ENDPOINT_URL');
  if (!url) return env;
  const others = Object.entries(env).filter((entry) => !isEndpoint(entry));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: url,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  };
}

/**
 * Finds the endpoints to use instead of AWS's own, in the order of the SDKs: AWS_ENDPOINT_URL_<SERVICE>,
 * AWS_ENDPOINT_URL, the profile's `services` section, the profile's `endpoint_url`. AWS_IGNORE_CONFIGURED_ENDPOINT_URLS,
 * or `ignore_configured_endpoint_urls` of the profile, disables all of them; {@link withEndpointOption} is stronger.
 *
 * The SDK for JavaScript reads them from the profile that AWS_PROFILE names, whichever profile a client is made for;
 * here they always belong to the profile in use.
 *
 * @param profile the one whose settings apply
 * @throws Problem ENDPOINT for an invalid address
 */
export function endpointOverrides(
  profile: Profile | undefined,
  list: ProfileList,
  env: NodeJS.ProcessEnv,
): EndpointOverrides {
  const { key, variable: ignoring } = clientRules.ignoreEndpoints;
  const ignore = env[ignoring] || setting(profile, key);
  if (ignore?.toLowerCase() === 'true') return {};
  const sectionName = setting(profile, 'services');
  const section = sectionName === undefined ? undefined : list.services.get(sectionName);
  const all = env.AWS_ENDPOINT_URL || setting(profile, 'endpoint_url');
  const overrides: { -readonly [K in keyof EndpointOverrides]: EndpointOverrides[K] } = {};
  if (all)
    overrides.all = checked(all, env.AWS_ENDPOINT_URL ? 'AWS_ENDPOINT_URL' : 'endpoint_url of the profile');
  for (const service of services) {
    const variable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
    const own = env[variable];
    // An address for all services in the environment takes precedence over one for this service in a file.
    const configured = env.AWS_ENDPOINT_URL ? undefined : section?.get(service);
    const url = own || configured;
    if (url) overrides[service] = checked(url, own ? variable : `endpoint_url in [services ${sectionName}]`);
  }
  return overrides;
}

function setting(profile: Profile | undefined, key: string): string | undefined {
  return profile && settingText(profile.settings, key);
}

function checked(url: string, source: string): string {
  const fault = endpointAddressFault(url);
  if (fault === undefined) return url;
  throw new Problem({
    code: 'ENDPOINT',
    what: `The endpoint ${plainText(withoutPassword(url))} cannot be used.`,
    why: `It comes from ${plainText(source)}. ${fault}`,
    next: 'Correct it, as in http://127.0.0.1:4566, or remove it to talk to AWS.',
  });
}

/** Endpoints to use instead of AWS's own; a service's own entry takes precedence over `all`. */
export interface EndpointOverrides {
  readonly all?: string;
  readonly amplify?: string;
  readonly cloudformation?: string;
  readonly iam?: string;
  readonly s3?: string;
  /** The portal that issues the credentials of SSO. */
  readonly sso?: string;
  /** The service that renews the session of `aws login`. */
  readonly signin?: string;
  readonly sts?: string;
}
