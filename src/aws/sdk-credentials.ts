import type { CredentialProvider } from '../credentials/access.ts';

/** What AWS says to keys that may have been replaced where they came from. */
const renewNames = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
]);

/**
 * Gives an access's credentials to SDK clients: here, and nowhere else, a secret is opened to sign with.
 *
 * The SDK would keep credentials without an end for ever and ask up to three times a request near an end, so its own
 * memory is switched off: the access's provider keeps them. After AWS has called them expired or unknown, the next
 * request asks the provider to renew.
 */
export function createSdkCredentials(provider: CredentialProvider) {
  let renew = false;
  const open = async () => {
    const credentials = await (renew ? provider({ renew: true }) : provider());
    renew = false;
    return {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      ...(credentials.sessionToken ? { sessionToken: credentials.sessionToken.reveal() } : {}),
      ...(credentials.expiresAt !== undefined ? { expiration: new Date(credentials.expiresAt) } : {}),
    };
  };
  const watchForExpiry =
    <Input, Output>(next: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      try {
        return await next(input);
      } catch (thrown) {
        if (thrown instanceof Error && renewNames.has(thrown.name)) renew = true;
        throw thrown;
      }
    };
  return { provider: Object.assign(open, { memoized: true }), watchForExpiry };
}
