import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { type Destination, NetworkFault, otherSignIns } from './fault.ts';
import type { ChosenProxy } from './proxy.ts';

/** What the library tells of the proxy's answer to CONNECT. */
interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
}

/** What Node gives an agent to connect with. */
type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/**
 * The agent for https addresses behind a proxy: a tunnel by CONNECT, in which the program speaks TLS with AWS itself.
 * What goes wrong with the proxy is a {@link NetworkFault} of the proxy. The library, left alone, takes a refusal of the
 * proxy for the answer of AWS, and leaves a connection open that nobody wants any more.
 */
export class Tunnel extends HttpsProxyAgent<string> {
  readonly #proxy: ChosenProxy;
  readonly #ca: readonly string[] | undefined;

  readonly #limit: number;

  /**
   * @param ca the certificates that are trusted; Node's own where absent
   * @param limit until the proxy has made the connection, milliseconds
   */
  constructor(proxy: ChosenProxy, ca: readonly string[] | undefined, limit: number) {
    super(proxy.url.href, { keepAlive: true, maxSockets: 50 });
    this.#proxy = proxy;
    this.#ca = ca;
    this.#limit = limit;
  }

  override async connect(request: ClientRequest, options: ConnectOptions) {
    const unwanted = new AbortController();
    // A request that is given up before it has a connection tells nobody, so the connection has an end of its own.
    const timer = setTimeout(() => unwanted.abort(), this.#limit);
    let status = 200;
    let signIns = '';
    request.once('proxyConnect', ({ statusCode, headers }: ProxyAnswer) => {
      status = statusCode;
      signIns = otherSignIns(headers['proxy-authenticate']);
    });
    const { authorization, url } = this.#proxy;
    const ca = this.#ca ? { ca: [...this.#ca] } : {};
    try {
      const once = new HttpsProxyAgent(url.href, {
        ...ca,
        signal: unwanted.signal,
        keepAlive: true,
        headers: authorization ? { 'Proxy-Authorization': authorization.reveal() } : {},
      });
      const socket = await once.connect(request, { ...options, ...ca });
      if (status === 200) return socket;
      if ('destroy' in socket) socket.destroy();
    } catch (thrown) {
      if (unwanted.signal.aborted)
        throw new NetworkFault('no-connection', this.#to(options), `${this.#limit / 1000} seconds`);
      throw new NetworkFault('proxy-unreachable', this.#to(options), '', { cause: thrown });
    } finally {
      clearTimeout(timer);
    }
    throw status === 407
      ? new NetworkFault('proxy-password', this.#to(options), signIns)
      : new NetworkFault('proxy-refuses', this.#to(options), String(status));
  }

  #to({ host, port }: ConnectOptions): Destination {
    const { shown, variable } = this.#proxy;
    return { host: port === 443 ? `${host}` : `${host}:${port}`, proxy: { shown, variable } };
  }
}
