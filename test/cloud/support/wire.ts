import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';

/** A signed request as the SDK hands it to its transport. */
export interface WireRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** The answer, not parsed by any SDK. */
export interface WireReply {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/**
 * A transport for SDK clients that lets a test change a request after it was signed, and keeps the answers as they were sent
 * over the wire.
 */
export function wire(change: (signed: WireRequest) => void = () => undefined) {
  const replies: WireReply[] = [];
  return {
    replies,
    requestHandler: {
      async handle(signed: WireRequest) {
        change(signed);
        const reply = await exchange(signed);
        replies.push(reply);
        return {
          response: {
            statusCode: reply.status,
            headers: reply.headers as Record<string, string>,
            body: Readable.from(reply.body === '' ? [] : [Buffer.from(reply.body)]),
          },
        };
      },
    },
  };
}

function exchange(signed: WireRequest): Promise<WireReply> {
  const query = Object.entries(signed.query ?? {})
    .flatMap(([name, value]) =>
      [value ?? ''].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
    )
    .join('&');
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        method: signed.method,
        host: signed.hostname,
        port: signed.port,
        path: query === '' ? signed.path : `${signed.path}?${query}`,
        headers: signed.headers,
      },
      (response) => {
        textOf(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(signed.body as string | undefined);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
