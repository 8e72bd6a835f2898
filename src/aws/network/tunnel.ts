import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { type Destination, NetworkFault, otherSignIns } from './fault.ts';
import type { ChosenProxy } from './proxy.ts';

/** The library's event for the proxy's answer to CONNECT. */
interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
}

/** The options that Node passes to an agent's connect. */
type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/**
 * The agent for https addresses behind a proxy: a CONNECT tunnel, in which the program speaks TLS with AWS itself. A
 * problem with the proxy is a {@link NetworkFault}. The library alone would take the proxy's refusal for the answer of
 * AWS, and leave abandoned connections open.
 */
export class Tunnel extends HttpsProxyAgent<string> {
  readonly #proxy: ChosenProxy;
  readonly #ca: readonly string[] | undefined;

  readonly #limit: number;

  /**
   * @param ca the trusted certificates; Node's own if absent
   * @param limit time for the proxy to connect, milliseconds
   */
  constructor(proxy: ChosenProxy, ca: readonly string[] | undefined, limit: number) {
    super(proxy.url.href, { keepAlive: true, maxSockets: 50 });
    this.#proxy = proxy;
    this.#ca = ca;
    this.#limit = limit;
  }

  override async connect(request: ClientRequest, options: ConnectOptions) {
    const unwanted = new AbortController();
    // Abandoning a request that has no connection yet sends no event, so connecting has its own time limit.
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
