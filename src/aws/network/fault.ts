/** What can go wrong on the way to AWS that is no error of the system. */
export type FaultKind =
  /** No connection was made in time. */
  | 'no-connection'
  /** Nothing came any more, before the answer or in the middle of it. */
  | 'silent'
  /** A person did not want to wait for the answer any longer. */
  | 'broken-off'
  /** The answer was not complete when the time for the whole exchange was over. */
  | 'too-slow'
  /** The answer is larger than any that AWS gives. */
  | 'too-large'
  /** Something that is not AWS sends the request elsewhere. */
  | 'redirect'
  /** Something that is not AWS answers with a web page. */
  | 'page'
  /** A request without TLS met a server that wants it. */
  | 'wants-https'
  /** The proxy wants another password, or one at all. */
  | 'proxy-password'
  /** The proxy makes no connection to AWS, or does not speak as a proxy does. */
  | 'proxy-refuses'
  /** The proxy, asked in the clear, gives an answer of its own in place of that of the endpoint. */
  | 'proxy-answers'
  /** There is no connection to the proxy. */
  | 'proxy-unreachable';

/**
 * The ways to sign in that a proxy takes, where a password as HTTPS_PROXY holds it is none of them: `NTLM, Negotiate`. Empty where
 * it is one, or nothing is said.
 *
 * @param header Proxy-Authenticate, by RFC 9110 11.7.1: schemes with their parameters, in one header or several
 */
export function otherSignIns(header: string | readonly string[] | undefined): string {
  const offers = [header ?? []].flat().flatMap((each) => each.split(','));
  // A parameter has its `=` behind the first word; padding at the end of a token is not one.
  const schemes = offers.flatMap((offer) => /^\s*([A-Za-z][\w-]*)(?:\s|$)/.exec(offer)?.[1] ?? []);
  const names = [...new Set(schemes)];
  return names.some((name) => name.toLowerCase() === 'basic') ? '' : names.join(', ');
}

/** Where a request was under way to. */
export interface Destination {
  /** With its port where that is not the usual one. */
  readonly host: string;
  /** The request is http, not https. */
  readonly isClear?: boolean;
  /** The proxy in between, without a password, and the variable that names it. */
  readonly proxy?: { readonly shown: string; readonly variable: string };
}

/** A fault on the way to AWS, found by the program itself. */
export class NetworkFault extends Error {
  // By this name the SDK tries a connection again that could not be made. A silence is never repeated by the SDK.
  override readonly name: string;
  readonly kind: FaultKind;
  readonly to: Destination;
  /** What the sentence about it needs: seconds, a status, an address. */
  readonly detail: string;

  constructor(kind: FaultKind, to: Destination, detail: string, options?: ErrorOptions) {
    super(`${kind} on the way to ${to.host}: ${detail}`, options);
    this.kind = kind;
    this.to = to;
    this.detail = detail;
    this.name = kind === 'no-connection' ? 'TimeoutError' : 'NetworkFault';
  }
}

/** The fault that an error is, or was made of. */
export function faultIn(thrown: unknown): NetworkFault | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (error instanceof NetworkFault) return error;
  }
  return undefined;
}

const destinations = new WeakMap<object, Destination>();

/** Notes where a request was under way to when an error of the system broke it off. */
export function noteDestination(error: unknown, to: Destination): void {
  if (typeof error === 'object' && error !== null) destinations.set(error, to);
}

/** Where the request was under way to that an error, or what caused it, broke off. */
export function destinationOf(thrown: unknown): Destination | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    const to = error instanceof NetworkFault ? error.to : destinations.get(error);
    if (to) return to;
  }
  return undefined;
}
