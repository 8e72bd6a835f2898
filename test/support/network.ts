import { readFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';

/** The folder of the tests' certificates. */
export const certificates = join(import.meta.dirname, 'certificates');
/** The authority that signed them. */
export const companyCa = join(certificates, 'ca.pem');

/** A server on this machine; close it after the test. */
export interface TestServer {
  readonly port: number;
  close(): void;
}

/** An https server with one of the certificates. @param name as `server`, `expired` */
export function serveHttps(name: string, listener: RequestListener): Promise<TestServer> {
  const read = (file: string) => readFileSync(join(certificates, `${file}.pem`));
  return listening(createHttpsServer({ key: read('server-key'), cert: read(name) }, listener));
}

/** An http server. */
export function serveHttp(listener: RequestListener): Promise<TestServer> {
  return listening(createHttpServer(listener));
}

/** A company's proxy: its record and its behaviour. */
export interface TestProxy extends TestServer {
  /** `CONNECT sts.eu-west-1.amazonaws.com:443`, `POST http://…`, in the order they arrived. */
  readonly asked: string[];
  /** The address with user and password, as written in HTTPS_PROXY. */
  readonly url: string;
}

export interface ProxyOptions {
  /** `user:password` after decoding; none is required if absent. */
  readonly login?: string;
  /** The target of every connection regardless of host name: a network without DNS. */
  readonly to?: number;
  /** Answers CONNECT with this status instead of making a connection. */
  readonly refuse?: number;
  /** The authentication schemes that it offers; `Basic` if absent. */
  readonly signIns?: string;
}

/** A typical company proxy: CONNECT for https, absolute URLs for http, a password. */
export async function serveProxy({
  login,
  to,
  refuse,
  signIns = 'Basic realm="company"',
}: ProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const isWelcome = ({ headers }: IncomingMessage) =>
    wanted === undefined || headers['proxy-authorization'] === wanted;
  const server = createHttpServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push(`${method} ${url}`);
    if (!isWelcome(request)) {
      response.writeHead(407, { 'Proxy-Authenticate': signIns }).end('no');
      return;
    }
    const { hostname, port, pathname, search } = new URL(url);
    const { 'proxy-authorization': _, ...passed } = headers;
    const target = { host: to ? '127.0.0.1' : hostname, port: to ?? Number(port || 80) };
    const sent = httpRequest({ ...target, method, path: pathname + search, headers: passed }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    sent.on('error', () => response.writeHead(502).end());
    request.pipe(sent);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    asked.push(`CONNECT ${request.url}`);
    socket.on('error', () => {});
    if (!isWelcome(request)) {
      socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${signIns}\r\n\r\n`);
      return;
    }
    if (refuse !== undefined) {
      socket.end(`HTTP/1.1 ${refuse} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const target = connect(to ?? Number(port), to ? '127.0.0.1' : host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) target.write(head);
      socket.pipe(target).pipe(socket);
    });
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  const { port, close } = await listening(server);
  const user = login === undefined ? '' : `${login.split(':').map(encodeURIComponent).join(':')}@`;
  return { asked, port, close, url: `http://${user}127.0.0.1:${port}` };
}

async function listening(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
