import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** An answer's Date header beside this machine's clock. */
export interface ServerDate {
  /** The server's clock minus this machine's, milliseconds, true to about a second; absent without a Date header. */
  readonly offset?: number;
  /** Milliseconds from the question to the answer's header. */
  readonly took: number;
}

/**
 * Asks a server for its time: one unsigned HEAD request, whatever it answers. Sends nothing that tells who asks.
 *
 * @param deadline milliseconds for everything, the look-up of the name included
 * @throws Error with the system's `code`; `ETIMEDOUT` when the deadline is over
 */
export function serverDate(url: string, deadline: number, now: () => number): Promise<ServerDate> {
  return new Promise((resolve, reject) => {
    const started = now();
    const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
    const { protocol, host, pathname } = new URL(url);
    const asked = send(`${protocol}//${host}${pathname}`, { method: 'HEAD', agent: false });
    const timer = setTimeout(() => {
      asked.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
    }, deadline);
    asked.once('response', (answer: IncomingMessage) => {
      clearTimeout(timer);
      const ended = now();
      const date = Date.parse(answer.headers.date ?? '');
      asked.destroy();
      // The header is cut to whole seconds, and was written about half-way.
      const offset = date + 500 - (started + ended) / 2;
      resolve({ took: ended - started, ...(Number.isNaN(date) ? {} : { offset: Math.round(offset) }) });
    });
    asked.on('error', (fault) => {
      clearTimeout(timer);
      reject(fault);
    });
    asked.end();
  });
}
