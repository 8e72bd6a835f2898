import type { ClientSettings } from '../credentials/client-settings.ts';

/** No value, in a form that keeps the SDK from looking for one in files. */
const noText = async (): Promise<undefined> => undefined;

/**
 * The configuration of every SDK client for its requests. It is complete, because the SDK would take anything missing
 * from the profile in AWS_PROFILE, or from `default`, whichever profile was chosen.
 *
 * @param settings absent for AWS's defaults
 * @param maxAttempts overrides the setting
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
