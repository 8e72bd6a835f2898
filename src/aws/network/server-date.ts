import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { NetworkSettings } from '../../credentials/network.ts';
import { NetworkFault, noteDestination, otherSignIns } from './fault.ts';
import { expectAnswerOfAws, proxyFault } from './foreign-answer.ts';
import { unsignedRequest } from './unsigned-request.ts';

/** The comparison of an answer's Date header with this machine's clock. */
export interface ServerDate {
  /** The server's clock minus this machine's, milliseconds, accurate to about a second; absent without a Date header. */
  readonly offset?: number;
  /** Milliseconds from the request to the answer's headers. */
  readonly took: number;
}

/**
 * Asks a server for its time with one unsigned HEAD request, whatever the answer. Sends nothing that identifies the
 * sender, except a proxy's own user name.
 *
 * @param deadline milliseconds for everything, including the name lookup
 * @throws Error with the system's `code`; `ETIMEDOUT` after the deadline; a NetworkFault of the proxy; a Problem for an
 * invalid network setting
 */
export async function serverDate(
  url: string,
  deadline: number,
  now: () => number,
  network: NetworkSettings = {},
): Promise<ServerDate> {
  const { options, isSecure, to } = await unsignedRequest(network, new URL(url), deadline);
  return await new Promise((resolve, reject) => {
    const started = now();
    const asked = (isSecure ? httpsRequest : httpRequest)({ ...options, method: 'HEAD' });
    const timer = setTimeout(() => {
      asked.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
    }, deadline);
    asked.once('response', (answer: IncomingMessage) => {
      clearTimeout(timer);
      const ended = now();
      if (to.proxy && answer.statusCode === 407) {
        asked.destroy(
          new NetworkFault('proxy-password', to, otherSignIns(answer.headers['proxy-authenticate'])),
        );
        return;
      }
      if (to.proxy && (answer.statusCode ?? 0) > 500) {
        try {
          const { statusCode = 0, headers } = answer;
          expectAnswerOfAws({ statusCode, headers: headers as Record<string, string> }, [], to, false);
        } catch (thrown) {
          asked.destroy(thrown as Error);
          return;
        }
      }
      const date = Date.parse(answer.headers.date ?? '');
      asked.destroy();
      // The header is truncated to whole seconds, and was written about half-way.
      const offset = date + 500 - (started + ended) / 2;
      resolve({ took: ended - started, ...(Number.isNaN(date) ? {} : { offset: Math.round(offset) }) });
    });
    asked.on('error', (fault) => {
      clearTimeout(timer);
      noteDestination(fault, to);
      reject(proxyFault(fault, to) ?? fault);
    });
    asked.end();
  });
}
