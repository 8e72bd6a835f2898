import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { NetworkFault, noteDestination, otherSignIns } from '../../aws/network/fault.ts';
import { expectAnswerOfAws, proxyFault } from '../../aws/network/foreign-answer.ts';
import { unsignedRequest } from '../../aws/network/unsigned-request.ts';
import type { NetworkSettings } from '../../credentials/network.ts';

/** An answer's Date header beside this machine's clock. */
export interface ServerDate {
  /** The server's clock minus this machine's, milliseconds, true to about a second; absent without a Date header. */
  readonly offset?: number;
  /** Milliseconds from the question to the answer's header. */
  readonly took: number;
}

/**
 * Asks a server for its time: one unsigned HEAD request, whatever it answers. Sends nothing that tells who asks, a
 * proxy's own user name apart.
 *
 * @param deadline milliseconds for everything, the look-up of the name included
 * @throws Error with the system's `code`; `ETIMEDOUT` when the deadline is over; a NetworkFault of the proxy; a Problem for
 *   a setting of the network that cannot be used
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
      // The header is cut to whole seconds, and was written about half-way.
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
