/** Failures on the way to AWS that are not system errors. */
export type FaultKind =
  /** No connection was made in time. */
  | 'no-connection'
  /** Nothing arrived any more, before the answer or in the middle of it. */
  | 'silent'
  /** A user stopped waiting for the answer. */
  | 'broken-off'
  /** The answer was not complete within the time for the whole exchange. */
  | 'too-slow'
  /** The answer is larger than any of AWS's. */
  | 'too-large'
  /** Something that is not AWS redirects the request. */
  | 'redirect'
  /** Something that is not AWS answers with a web page. */
  | 'page'
  /** A request without TLS reached a server that expects it. */
  | 'wants-https'
  /** The proxy requires a password, or another one. */
  | 'proxy-password'
  /** The proxy refuses to connect to AWS, or does not behave like a proxy. */
  | 'proxy-refuses'
  /** The proxy, which gets unencrypted requests itself, answers in place of the endpoint. */
  | 'proxy-answers'
  /** The proxy cannot be reached. */
  | 'proxy-unreachable';

/**
 * The authentication schemes that a proxy offers: `NTLM, Negotiate`. Empty if Basic, the one for a password in
 * HTTPS_PROXY, is among them, or none is named.
 *
 * @param header Proxy-Authenticate, by RFC 9110 11.7.1: schemes with their parameters, in one header or several
 */
export function otherSignIns(header: string | readonly string[] | undefined): string {
  const offers = [header ?? []].flat().flatMap((each) => each.split(','));
  // A parameter has its `=` after the first word; padding at the end of a token does not count.
  const schemes = offers.flatMap((offer) => /^\s*([A-Za-z][\w-]*)(?:\s|$)/.exec(offer)?.[1] ?? []);
  const names = [...new Set(schemes)];
  return names.some((name) => name.toLowerCase() === 'basic') ? '' : names.join(', ');
}

/** The destination of a request. */
export interface Destination {
  /** With its port if it is not the default one. */
  readonly host: string;
  /** Whether the request is http, not https. */
  readonly isClear?: boolean;
  /** The proxy in between, without its password, and the variable that names it. */
  readonly proxy?: { readonly shown: string; readonly variable: string };
}

/** A failure on the way to AWS that the program itself detected. */
export class NetworkFault extends Error {
  // The SDK retries a connection that failed under this name. It never retries after a silence.
  override readonly name: string;
  readonly kind: FaultKind;
  readonly to: Destination;
  /** A detail for the sentence: seconds, a status, an address. */
  readonly detail: string;

  constructor(kind: FaultKind, to: Destination, detail: string, options?: ErrorOptions) {
    super(`${kind} on the way to ${to.host}: ${detail}`, options);
    this.kind = kind;
    this.to = to;
    this.detail = detail;
    this.name = kind === 'no-connection' ? 'TimeoutError' : 'NetworkFault';
  }
}

/** The fault in an error or in its causes. */
export function faultIn(thrown: unknown): NetworkFault | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (error instanceof NetworkFault) return error;
  }
  return undefined;
}

const destinations = new WeakMap<object, Destination>();

/** Notes the destination of the request that a system error interrupted. */
export function noteDestination(error: unknown, to: Destination): void {
  if (typeof error === 'object' && error !== null) destinations.set(error, to);
}

/** The destination of the request that an error, or its cause, interrupted. */
export function destinationOf(thrown: unknown): Destination | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    const to = error instanceof NetworkFault ? error.to : destinations.get(error);
    if (to) return to;
  }
  return undefined;
}
