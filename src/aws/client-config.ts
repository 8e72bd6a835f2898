import type { ClientSettings } from '../credentials/client-settings.ts';

/** No value, in the form that keeps the SDK from looking for one in files. */
const noText = async (): Promise<undefined> => undefined;

/**
 * What every SDK client is told about how its requests are made. All of it is said: what is not, the SDK would take from
 * the profile that AWS_PROFILE names, or from `default`, whichever profile was chosen.
 *
 * @param settings absent for what AWS does without any setting
 * @param maxAttempts stronger than the setting
 */
export function clientConfig(settings: ClientSettings | undefined, maxAttempts?: number) {
  return {
    useFipsEndpoint: settings?.fips ?? false,
    useDualstackEndpoint: settings?.dualstack ?? false,
    defaultsMode: 'standard' as const,
    retryMode: settings?.retryMode ?? 'standard',
    maxAttempts: maxAttempts ?? settings?.maxAttempts ?? 3,
    authSchemePreference: [],
    userAgentAppId: settings?.appId ?? noText,
    sigv4aSigningRegionSet: noText,
    ignoreConfiguredEndpointUrls: true,
  };
}
