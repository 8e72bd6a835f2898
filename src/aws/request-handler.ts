import { Agent } from 'node:https';
import { Readable } from 'node:stream';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { NetworkSettings } from '../credentials/network.ts';
import { isReading } from './insist.ts';
import { oversized } from './network/answer-form.ts';
import {
  type Destination,
  type FaultKind,
  NetworkFault,
  noteDestination,
  otherSignIns,
} from './network/fault.ts';
import { expectAnswerOfAws, expectNoRedirect, proxyFault } from './network/foreign-answer.ts';
import { type ChosenProxy, proxyFor } from './network/proxy.ts';
import { trustedCertificates } from './network/trust.ts';
import type { Awaited, SilenceTeller } from './silence.ts';

/** Limits of one exchange: a request and its whole answer. Times in milliseconds, sizes in bytes. */
export interface ExchangeLimits {
  /** Until there is a connection. */
  readonly connect: number;
  /** Without a sign of the other side, before the answer or within it. */
  readonly idle: number;
  /** For everything together. */
  readonly whole: number;
  /** The same for an object of S3, which may be large. */
  readonly wholeObject: number;
  /** The largest answer: a page of 100 events has 100 kB. */
  readonly answer: number;
  /** The largest object that is read; source of the size: archives of backends have a few MB. */
  readonly object: number;
}

export const exchangeLimits: ExchangeLimits = {
  connect: 5_000,
  idle: 15_000,
  whole: 30_000,
  wholeObject: 60_000,
  answer: 8 * 1024 * 1024,
  object: 24 * 1024 * 1024,
};

export interface RequestHandlerOptions {
  readonly network?: NetworkSettings | undefined;
  readonly limits?: Partial<ExchangeLimits> | undefined;
  readonly logger?: NodeHttpHandlerOptions['logger'];
  /** Told of every answer that is waited for. */
  readonly silence?: SilenceTeller | undefined;
  /** Who is asked, as people call it; `AWS` if absent. */
  readonly service?: string;
  /** Told of every request when it has ended, by clients that no one else watches. */
  readonly record?: ((request: HttpRequest, ended: EndedRequest) => void) | undefined;
}

/** How a request ended; {@link RequestOutcome} has more of it. */
export interface EndedRequest {
  /** When it was sent, milliseconds since the epoch. */
  readonly at: number;
  readonly ms: number;
  readonly response?: HttpResponse;
  readonly fault?: unknown;
}

/** A request handler for any SDK client. */
export interface RequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(
    request: HttpRequest,
    options?: { abortSignal?: AbortSignal | { aborted: boolean } | undefined },
  ): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): ExchangeLimits;
  destroy(): void;
  /** How the newest request went, where it went wrong: some callers of the SDK throw that away. Undefined before the first. */
  newestOutcome(): RequestOutcome | undefined;
}

/** How a request went. */
export type RequestOutcome =
  | { readonly kind: 'answered' }
  /** It came to no answer. */
  | { readonly kind: 'fault'; readonly fault: unknown }
  /** The answer is an error. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** As AWS calls it, without the name of its service; absent where only the status tells. */
      readonly name?: string;
      readonly words: string;
    };

/**
 * Makes the handler that sends the requests of a client, the only one in the program: the SDK's own for Node, with an end
 * to every exchange, a limit to every answer, the proxy of the settings and the certificates that they trust. An answer is
 * read whole before it is given on, so that its end is waited for here and nowhere else.
 *
 * It throws a NetworkFault for what it ends itself, a Problem for a setting of the network that cannot be used, and what the
 * system says for the rest.
 */
export function createRequestHandler(options: RequestHandlerOptions = {}): RequestHandler {
  const { network = {}, logger, silence, service = 'AWS', record } = options;
  const limits: ExchangeLimits = { ...exchangeLimits, ...options.limits };
  const senders = createSenders(network, limits, logger);
  let newest: RequestOutcome | undefined;
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => limits,
    destroy: senders.destroy,
    newestOutcome: () => newest,
    async handle(request, { abortSignal } = {}) {
      const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
      const proxy = proxyFor(network, { ...request, hostname: request.hostname.replace(/^\[|\]$/g, '') });
      const to = destinationOf(request, proxy);
      const begin = (breakOff: () => void) => silence?.begin(service, breakOff);
      for (;;) {
        const at = Date.now();
        const began = performance.now();
        const ms = () => Math.round(performance.now() - began);
        try {
          const sender = await senders.of(request, proxy);
          const sent = throughProxy(request, proxy);
          const { response, body } = await exchange(sender, sent, { service, to, limits, signal, begin });
          newest = outcomeOf(response, body);
          record?.(request, { at, ms: ms(), response });
          return { response };
        } catch (thrown) {
          const fault = asFault(thrown, to, limits);
          record?.(request, { at, ms: ms(), fault });
          // What changes something is not sent again by itself: AWS may have done it.
          if (fault instanceof NetworkFault && fault.kind === 'broken-off' && asksOnly(request)) continue;
          noteDestination(fault, to);
          newest = { kind: 'fault', fault };
          throw fault;
        }
      }
    },
  };
}

interface Exchange {
  readonly service: string;
  readonly to: Destination;
  readonly limits: ExchangeLimits;
  readonly signal: AbortSignal | undefined;
  readonly begin: (breakOff: () => void) => Awaited | undefined;
}

/** Whether a request changes nothing, in the protocols of AWS that the program's clients speak: query and REST. */
function asksOnly({ method, body }: HttpRequest): boolean {
  if (method !== 'POST') return method === 'GET' || method === 'HEAD';
  const action = typeof body === 'string' ? /(?:^|&)Action=(\w+)/.exec(body)?.[1] : undefined;
  return action !== undefined && isReading(action);
}

async function exchange(
  sender: NodeHttpHandler,
  request: HttpRequest,
  { service, to, limits, signal, begin }: Exchange,
): Promise<{ response: HttpResponse; body: readonly Buffer[] }> {
  // S3 alone has answers that are files.
  const isObject = request.query?.['x-id'] === 'GetObject';
  const whole = isObject ? limits.wholeObject : limits.whole;
  const largest = isObject ? limits.object : limits.answer;
  const ended = new AbortController();
  const end = (kind: FaultKind, detail: string) => ended.abort(new NetworkFault(kind, to, detail));
  const stop = () => ended.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const deadline = setTimeout(() => end('too-slow', seconds(whole)), whole);
  let idle: NodeJS.Timeout | undefined;
  let lastSign = performance.now();
  const awaited = begin(() => end('broken-off', seconds(performance.now() - lastSign)));
  let isAnswered = false;
  const sign = () => {
    lastSign = performance.now();
    clearTimeout(idle);
    idle = setTimeout(() => end('silent', seconds(limits.idle)), limits.idle);
  };
  sign();
  try {
    const { response } = await sender.handle(request, { abortSignal: ended.signal });
    const told = () => {
      sign();
      awaited?.sign();
    };
    told();
    expectNoRedirect(response, service, to);
    if (response.statusCode === 407)
      throw new NetworkFault('proxy-password', to, otherSignIns(response.headers['proxy-authenticate']));
    const body = await readBody(response.body, { largest, sign: told, signal: ended.signal, to });
    isAnswered = true;
    // An object is a file of the person's: its own reader knows what it is.
    const odd = isObject ? undefined : oversized(body);
    if (odd !== undefined) throw new NetworkFault('too-large', to, odd);
    const { statusCode, reason, headers } = response;
    expectAnswerOfAws(response, body, to, isObject);
    const whole = new HttpResponse({ statusCode, headers, body: readable(body) });
    if (reason !== undefined) whole.reason = reason;
    return { response: whole, body };
  } catch (thrown) {
    // The sender says that it was stopped; by whom is known here.
    throw ended.signal.reason instanceof NetworkFault ? ended.signal.reason : thrown;
  } finally {
    clearTimeout(deadline);
    clearTimeout(idle);
    awaited?.end(isAnswered);
    signal?.removeEventListener('abort', stop);
  }
}

/** Source of where a name and words stand: the REST-JSON protocol of AWS, which every caller of {@link RequestOutcome} speaks. */
function outcomeOf({ statusCode, headers }: HttpResponse, body: readonly Buffer[]): RequestOutcome {
  if (statusCode < 400) return { kind: 'answered' };
  const fields = jsonFields(body);
  const told = [headers['x-amzn-errortype'], fields.__type, fields.code].find(
    (each) => typeof each === 'string' && each !== '',
  );
  const name = typeof told === 'string' ? told.replace(/:.*$/, '').replace(/^.*#/, '') : '';
  const words = [fields.message, fields.Message, fields.error_description].find(
    (each) => typeof each === 'string',
  );
  return {
    kind: 'refused',
    status: statusCode,
    ...(name === '' ? {} : { name }),
    words: typeof words === 'string' ? words : '',
  };
}

function jsonFields(body: readonly Buffer[]): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.concat(body).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

interface BodyLimits {
  readonly largest: number;
  /** Called for everything that comes. */
  readonly sign: () => void;
  readonly signal: AbortSignal;
  readonly to: Destination;
}

/** Reads an answer to its end; what it says of its own length counts for nothing. */
function readBody(body: Readable, { largest, sign, signal, to }: BodyLimits): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const fail = (fault: unknown) => {
      signal.removeEventListener('abort', stop);
      // What comes of breaking it off has been told already.
      body.on('error', () => {});
      body.destroy();
      reject(fault);
    };
    const stop = () => fail(stopped(signal));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    body.on('data', (part: Buffer) => {
      sign();
      size += part.length;
      if (size > largest) return fail(new NetworkFault('too-large', to, megabytes(largest)));
      parts.push(part);
    });
    body.once('error', fail);
    body.once('end', () => {
      signal.removeEventListener('abort', stop);
      resolve(parts);
    });
    // A connection that is closed in the middle of an answer ends in neither of the two.
    body.once('close', () => {
      if (!body.readableEnded) fail(Object.assign(new Error('the answer broke off'), { code: 'ECONNRESET' }));
    });
  });
}

/** As the SDK's own handler says it. */
function stopped(signal: AbortSignal): unknown {
  if (signal.reason instanceof NetworkFault) return signal.reason;
  return Object.assign(new Error('Request aborted', { cause: signal.reason }), { name: 'AbortError' });
}

/** The SDK takes a stream as the body of an answer. */
function readable(parts: readonly Buffer[]): Readable {
  return Readable.from(parts, { objectMode: false });
}

/** What ended an exchange, as the person should hear of it. */
function asFault(thrown: unknown, to: Destination, { connect }: ExchangeLimits): unknown {
  if (thrown instanceof NetworkFault || !(thrown instanceof Error)) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  // Of the sender's time limits only the one for the connection is in use; it calls lost connections by that name, too.
  if (thrown.name === 'TimeoutError' && code === undefined)
    return new NetworkFault('no-connection', to, seconds(connect));
  return proxyFault(thrown, to) ?? thrown;
}

/** The senders that the ways of a client need, made when the first request takes each way. */
function createSenders(
  network: NetworkSettings,
  { connect }: ExchangeLimits,
  logger: NodeHttpHandlerOptions['logger'],
) {
  const made = new Map<string, Promise<NodeHttpHandler>>();
  async function make(proxy: ChosenProxy | undefined): Promise<NodeHttpHandler> {
    const ca = await trustedCertificates(network);
    const trusted = ca && { keepAlive: true, maxSockets: 50, ca: [...ca] };
    const agent = proxy
      ? new (await import('./network/tunnel.ts')).Tunnel(proxy, ca, connect)
      : trusted && new Agent(trusted);
    return new NodeHttpHandler({
      connectionTimeout: connect,
      socketTimeout: 0,
      ...(logger ? { logger } : {}),
      ...(agent ? { httpsAgent: agent as Agent } : {}),
    });
  }
  return {
    /** @throws Problem CA_BUNDLE */
    of({ protocol }: HttpRequest, proxy: ChosenProxy | undefined): Promise<NodeHttpHandler> {
      // Only https needs a tunnel; in the clear the proxy itself is asked.
      const tunnelled = protocol === 'https:' ? proxy : undefined;
      const key = tunnelled ? 'tunnel' : 'direct';
      const sender = made.get(key) ?? make(tunnelled);
      made.set(key, sender);
      // A bundle that could not be read is read again.
      sender.catch(() => made.delete(key));
      return sender;
    },
    destroy(): void {
      for (const sender of made.values()) {
        sender.then(
          (each) => each.destroy(),
          () => {},
        );
      }
    },
  };
}

/** An http request as a proxy takes it: sent to the proxy, with the whole address as its path. */
function throughProxy(request: HttpRequest, proxy: ChosenProxy | undefined): HttpRequest {
  if (!proxy || request.protocol === 'https:') return request;
  const { protocol, hostname, port } = proxy.url;
  const host = request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`;
  const sent = HttpRequest.clone(request);
  sent.path = `http://${host}${request.path}`;
  sent.protocol = protocol;
  sent.hostname = hostname;
  sent.port = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  if (proxy.authorization) sent.headers['proxy-authorization'] = proxy.authorization.reveal();
  return sent;
}

function destinationOf(
  { protocol, hostname, port }: HttpRequest,
  proxy: ChosenProxy | undefined,
): Destination {
  return {
    host: port === undefined ? hostname : `${hostname}:${port}`,
    isClear: protocol === 'http:',
    ...(proxy ? { proxy: { shown: proxy.shown, variable: proxy.variable } } : {}),
  };
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} seconds`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
