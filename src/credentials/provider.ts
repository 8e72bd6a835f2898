import type { AwsCredentials, CredentialProvider } from './access.ts';

/** Credentials with less time left than this, in milliseconds, are resolved again; the same margin as the Amplify CLI's cache. */
export const renewBefore = 60_000;

export interface SharedProviderOptions {
  /** Credentials that are already known. */
  readonly first?: AwsCredentials;
  /** Milliseconds since the epoch; the machine's clock when absent. */
  readonly now?: () => number;
}

/**
 * Turns a way to get credentials into one provider for all clients. Concurrent calls share one resolution; its result is
 * cached until {@link renewBefore} milliseconds before it expires (forever when it does not) or until a caller asks to
 * renew it. A failure is not cached.
 */
export function sharedProvider(
  resolve: () => Promise<AwsCredentials>,
  options: SharedProviderOptions = {},
): CredentialProvider {
  const now = options.now ?? Date.now;
  let kept = options.first;
  let underWay: Promise<AwsCredentials> | undefined;
  const isFresh = (credentials: AwsCredentials) =>
    credentials.expiresAt === undefined || credentials.expiresAt - now() > renewBefore;
  return async (request) => {
    const isRefused = kept !== undefined && kept.accessKeyId === request?.refused;
    if (kept && !request?.renew && !isRefused && isFresh(kept)) return kept;
    underWay ??= resolve()
      .then((credentials) => {
        kept = credentials;
        return credentials;
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
}
