import type { AwsCredentials, CredentialProvider } from './access.ts';

/** Credentials with less time left than this are resolved again; the same margin as the Amplify CLI's cache. */
export const renewBefore = 60_000;

/**
 * Makes one provider for all clients out of a way to get credentials. Calls at the same time share one resolution; its
 * result is kept until {@link renewBefore} milliseconds before it expires, for ever when it does not. A failure is not
 * kept.
 *
 * @param now milliseconds since the epoch
 */
export function sharedProvider(
  resolve: () => Promise<AwsCredentials>,
  now: () => number = Date.now,
): CredentialProvider {
  let kept: AwsCredentials | undefined;
  let underWay: Promise<AwsCredentials> | undefined;
  return () => {
    if (kept && (kept.expiresAt === undefined || kept.expiresAt - now() > renewBefore)) return Promise.resolve(kept);
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
