import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { asProblem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { CredentialProvider } from './access.ts';
import type { CredentialAddress } from './exec-environment.ts';

/** How long a client may use keys that do not expire before it asks again, in milliseconds. */
const lasting = 3_600_000;

/**
 * Serves the current credentials of an access on the loopback interface, by the protocol of the container credential provider
 * (AWS SDKs and Tools Reference Guide). A request without the token gets nothing. It never asks for an MFA code, because the
 * terminal belongs to the command that was started.
 *
 * @returns where it listens; `close` stops it immediately
 */
export async function serveCredentials(
  credentials: CredentialProvider,
  now: () => number,
): Promise<CredentialAddress & { close(): void }> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (!isAllowed(request, token)) {
      answer(403, { code: 'AccessDenied', message: 'The request does not carry the token.' });
      return;
    }
    credentials().then(
      ({ accessKeyId, secretAccessKey, sessionToken, expiresAt }) =>
        answer(200, {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey.reveal(),
          // The SDK for JavaScript requires both, even for a user's keys.
          Token: sessionToken?.reveal() ?? '',
          Expiration: new Date(expiresAt ?? now() + lasting).toISOString(),
        }),
      (thrown: unknown) => {
        const { code, what, next } = asProblem(thrown);
        answer(500, { code, message: plainText(`${what} ${next}`) });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${at.port}/credentials`,
    token,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isAllowed({ method, headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(token);
  return method === 'GET' && given.length === wanted.length && timingSafeEqual(given, wanted);
}
