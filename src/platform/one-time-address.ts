import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

/** An address on this machine that redirects elsewhere, once. */
export interface OneTimeAddress {
  readonly url: string;
  /** Whether it was requested in time. */
  readonly used: Promise<boolean>;
  /** Closes it; `used` is then false if it was not requested. */
  close(): void;
}

/**
 * Creates an address on the loopback interface that redirects its first visitor, and nobody after that. An opened address
 * is among the arguments of a process, which others on the machine can read: this one is worthless once the browser has
 * requested it.
 *
 * @param target where it redirects to
 * @param patience milliseconds until it is closed
 */
export async function oneTimeAddress(target: string, patience: number): Promise<OneTimeAddress> {
  const path = `/${randomBytes(32).toString('base64url')}`;
  let resolve: (used: boolean) => void = () => {};
  const used = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  let isOpen = true;
  const server = createServer((request, response) => {
    const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' };
    if (!isOpen || request.method !== 'GET' || request.url !== path) {
      response.writeHead(404, headers).end();
      return;
    }
    isOpen = false;
    response.writeHead(302, { ...headers, location: target }).end(() => end(true));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen({ host: '127.0.0.1', port: 0 }, listening);
  });
  const timer = setTimeout(() => end(false), patience);
  function end(wasUsed: boolean): void {
    clearTimeout(timer);
    isOpen = false;
    resolve(wasUsed);
    server.close();
  }
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the server has no port');
  return { url: `http://127.0.0.1:${at.port}${path}`, used, close: () => end(false) };
}
