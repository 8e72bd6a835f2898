import type { CredentialProvider } from '../credentials/access.ts';
import { noteRequest } from './problems/facts.ts';

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
 * request asks the provider to renew, unless it has others already.
 */
export function createSdkCredentials(provider: CredentialProvider) {
  /** The key of the newest request, and the one that AWS refused. */
  let used: string | undefined;
  let session = false;
  let refused: string | undefined;
  const open = async () => {
    let credentials = await provider();
    // A person may have signed in again meanwhile: only the very keys that were refused are renewed.
    if (credentials.accessKeyId === refused) credentials = await provider({ renew: true });
    refused = undefined;
    used = credentials.accessKeyId;
    session = credentials.sessionToken !== undefined;
    return {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      ...(credentials.sessionToken ? { sessionToken: credentials.sessionToken.reveal() } : {}),
      ...(credentials.expiresAt !== undefined ? { expiration: new Date(credentials.expiresAt) } : {}),
    };
  };
  /** @param service whose client it watches; errors tell it later, see `noteRequest` */
  const watch =
    (service: string) =>
    <Input, Output>(next: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      try {
        return await next(input);
      } catch (thrown) {
        noteRequest(thrown, { service, session });
        if (thrown instanceof Error && renewNames.has(thrown.name)) refused = used;
        throw thrown;
      }
    };
  return { provider: Object.assign(open, { memoized: true }), watch };
}
