import type { HttpResponse } from '@smithy/core/protocols';
import { plainText } from '../../core/text.ts';
import { type Destination, NetworkFault } from './fault.ts';

/**
 * AWS's APIs never send a request elsewhere; S3 does, and signs its answer with the id of the request. Everything else that
 * does is a page in between, such as the sign-in of a hotel, or no AWS at all: the endpoint of STS may be one of S3.
 */
export function expectNoRedirect(
  { statusCode, headers }: HttpResponse,
  service: string,
  to: Destination,
): void {
  if (statusCode < 300 || statusCode >= 400) return;
  if (service === 'S3' && (headers['x-amz-request-id'] ?? headers['x-amz-bucket-region'])) return;
  const place = headers.location;
  const target = place && URL.canParse(place) ? new URL(place) : undefined;
  const { host } = to;
  if (to.isClear && target?.protocol === 'https:' && target.hostname === host.replace(/:\d+$/, ''))
    throw new NetworkFault('wants-https', to, '');
  if (isAnsweredByProxy(to)) {
    const where = target ? `, to ${plainText(target.host)}` : '';
    throw new NetworkFault('proxy-answers', to, `It sends the request elsewhere${where}.`);
  }
  throw new NetworkFault('redirect', to, target?.host ?? '');
}

/** A request in the clear goes to the proxy itself, which can answer in place of the one that is meant. */
function isAnsweredByProxy({ isClear, proxy }: Destination): boolean {
  return isClear === true && proxy !== undefined;
}

/**
 * AWS refuses a request in XML or JSON. A web page with such a status comes from a filter or a sign-in in between; and some
 * servers answer so to a request in the clear that should have been https.
 *
 * @param isObject of S3: what it holds, and how that is called, is the person's own
 */
export function expectAnswerOfAws(
  { statusCode, headers }: Pick<HttpResponse, 'statusCode' | 'headers'>,
  body: readonly Buffer[],
  to: Destination,
  isObject: boolean,
): void {
  const first = String(body[0]?.subarray(0, 1_000) ?? '');
  if (statusCode === 400 && /HTTP request (?:was sent )?to (?:an )?HTTPS/i.test(first))
    throw new NetworkFault('wants-https', to, '');
  const isPage = /^text\/html/i.test(headers['content-type'] ?? '');
  if (isAnsweredByProxy(to) && !(isObject && statusCode < 300)) {
    const isSigned = Object.keys(headers).some((name) => name.startsWith('x-amz'));
    const isForeign = first === '' ? statusCode > 500 && !isSigned : isPage || !/^\s*[<{[]/.test(first);
    if (isForeign) {
      const what = first === '' ? 'nothing' : isPage ? 'a web page' : 'something that no service of AWS says';
      throw new NetworkFault('proxy-answers', to, `It sends ${what} (${statusCode}).`);
    }
  }
  if (statusCode >= 400 && statusCode < 500 && isPage) throw new NetworkFault('page', to, String(statusCode));
}

/** What an error of the system says of the proxy. @returns undefined for one that is not about it */
export function proxyFault(thrown: unknown, to: Destination): NetworkFault | undefined {
  if (!to.proxy || !(thrown instanceof Error)) return undefined;
  const { code = '' } = thrown as NodeJS.ErrnoException;
  // A request in the clear goes to the proxy itself, so a connection that fails is the one to the proxy.
  if (/^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code))
    return new NetworkFault('proxy-unreachable', to, '', { cause: thrown });
  return isAnsweredByProxy(to) && code.startsWith('HPE_')
    ? new NetworkFault('proxy-answers', to, `It does not speak http (${code}).`, { cause: thrown })
    : undefined;
}
