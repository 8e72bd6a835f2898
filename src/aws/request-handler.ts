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
  /** Until the connection is made. */
  readonly connect: number;
  /** Without receiving anything, before the answer or within it. */
  readonly idle: number;
  /** For the whole exchange. */
  readonly whole: number;
  /** The same for an S3 object, which may be large. */
  readonly wholeObject: number;
  /** The largest answer: a page of 100 events has 100 kB. */
  readonly answer: number;
  /** The largest S3 object; archives of backends have a few MB. */
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
  /** Called about every answer that is being waited for. */
  readonly silence?: SilenceTeller | undefined;
  /** The service's name for people; `AWS` if absent. */
  readonly service?: string;
  /** Called when a request has ended, for clients that nothing else watches. */
  readonly record?: ((request: HttpRequest, ended: EndedRequest) => void) | undefined;
}

/** The end of a request; {@link RequestOutcome} has more details. */
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
  /** The outcome of the newest request, which some callers inside the SDK discard. Undefined before the first. */
  newestOutcome(): RequestOutcome | undefined;
}

/** The outcome of a request. */
export type RequestOutcome =
  | { readonly kind: 'answered' }
  /** There was no answer. */
  | { readonly kind: 'fault'; readonly fault: unknown }
  /** The answer is an error. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** In AWS's spelling, without its service's prefix; absent if there is only a status. */
      readonly name?: string;
      readonly words: string;
    };

/**
 * Creates the handler that sends a client's requests, the only one in the program: the SDK's own for Node, with a time
 * limit for every exchange, a size limit for every answer, and the proxy and trusted certificates of the settings. An
 * answer is read completely before it is passed on, so that waiting for its end happens only here.
 *
 * It throws a NetworkFault for what it ends itself, a Problem for an invalid network setting, and the system's error for
 * the rest.
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
          // A request that changes something is not sent again automatically: AWS may have executed it.
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

/** Whether a request only reads, in the protocols that the program's clients use: query and REST. */
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
  // Only S3's answers can be files.
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
    // An object is the user's own file: its reader knows the format.
    const odd = isObject ? undefined : oversized(body);
    if (odd !== undefined) throw new NetworkFault('too-large', to, odd);
    const { statusCode, reason, headers } = response;
    expectAnswerOfAws(response, body, to, isObject);
    const whole = new HttpResponse({ statusCode, headers, body: readable(body) });
    if (reason !== undefined) whole.reason = reason;
    return { response: whole, body };
  } catch (thrown) {
    // The sender only reports that it was stopped; the reason is known here.
    throw ended.signal.reason instanceof NetworkFault ? ended.signal.reason : thrown;
  } finally {
    clearTimeout(deadline);
    clearTimeout(idle);
    awaited?.end(isAnswered);
    signal?.removeEventListener('abort', stop);
  }
}

/** The name and message of an error in the REST-JSON protocol of AWS, which every caller of {@link RequestOutcome} uses. */
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
  /** Called whenever something arrives. */
  readonly sign: () => void;
  readonly signal: AbortSignal;
  readonly to: Destination;
}

/** Reads an answer to its end; its Content-Length is not trusted. */
function readBody(body: Readable, { largest, sign, signal, to }: BodyLimits): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const fail = (fault: unknown) => {
      signal.removeEventListener('abort', stop);
      // Errors caused by aborting have been reported already.
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
    // A connection that closes in the middle of an answer causes neither of these events.
    body.once('close', () => {
      if (!body.readableEnded) fail(Object.assign(new Error('the answer broke off'), { code: 'ECONNRESET' }));
    });
  });
}

/** In the form of the SDK's own handler. */
function stopped(signal: AbortSignal): unknown {
  if (signal.reason instanceof NetworkFault) return signal.reason;
  return Object.assign(new Error('Request aborted', { cause: signal.reason }), { name: 'AbortError' });
}

/** The SDK expects a stream as the body of an answer. */
function readable(parts: readonly Buffer[]): Readable {
  return Readable.from(parts, { objectMode: false });
}

/** What ended an exchange, as people should see it. */
function asFault(thrown: unknown, to: Destination, { connect }: ExchangeLimits): unknown {
  if (thrown instanceof NetworkFault || !(thrown instanceof Error)) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  // Only the sender's connect timeout is in use; it reports lost connections under that name, too.
  if (thrown.name === 'TimeoutError' && code === undefined)
    return new NetworkFault('no-connection', to, seconds(connect));
  return proxyFault(thrown, to) ?? thrown;
}

/** A client's senders, direct and through a tunnel, each created when first needed. */
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
      // Only https needs a tunnel; unencrypted requests go to the proxy itself.
      const tunnelled = protocol === 'https:' ? proxy : undefined;
      const key = tunnelled ? 'tunnel' : 'direct';
      const sender = made.get(key) ?? make(tunnelled);
      made.set(key, sender);
      // A bundle that could not be read is tried again.
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

/** An http request in the form for a proxy: sent to it, with the whole address as its path. */
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
