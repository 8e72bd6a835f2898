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

/** The folder of the certificates that stand in tests. */
export const certificates = join(import.meta.dirname, 'certificates');
/** The authority that signed them. */
export const companyCa = join(certificates, 'ca.pem');

/** A server on this machine that a test has to close. */
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

/** What a proxy of a company has seen and does. */
export interface TestProxy extends TestServer {
  /** `CONNECT sts.eu-west-1.amazonaws.com:443`, `POST http://…`, in the order in which they came. */
  readonly asked: string[];
  /** The address with user and password, as a person writes it into HTTPS_PROXY. */
  readonly url: string;
}

export interface ProxyOptions {
  /** `user:password`, as it is after decoding; none is wanted where absent. */
  readonly login?: string;
  /** Where every connection is made to, whatever the host is called: a network without names. */
  readonly to?: number;
  /** Answers CONNECT with this status instead of making a connection. */
  readonly refuse?: number;
  /** The ways to sign in that it names; `Basic` where absent. */
  readonly signIns?: string;
}

/** A proxy as a company has it: CONNECT for https, whole addresses for http, a password. */
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
