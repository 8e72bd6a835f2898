import type { HttpResponse } from '@smithy/core/protocols';
import { plainText } from '../../core/text.ts';
import { type Destination, NetworkFault } from './fault.ts';

/**
 * AWS's APIs never redirect; S3 does, and its answers carry a request id. All other redirects come from a page in
 * between, such as a hotel's sign-in, or from another server: the endpoint of STS may be one of S3.
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

/** An unencrypted request is sent to the proxy itself, which can answer in place of the intended server. */
function isAnsweredByProxy({ isClear, proxy }: Destination): boolean {
  return isClear === true && proxy !== undefined;
}

/**
 * AWS refuses a request in XML or JSON. A web page with such a status comes from a filter or a sign-in in between; and
 * some servers send it for an unencrypted request that should have been https.
 *
 * @param isObject whether this is an S3 object, whose contents and type are the user's own
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

/** The fault of the proxy in a system error. @returns undefined for errors that are not about the proxy */
export function proxyFault(thrown: unknown, to: Destination): NetworkFault | undefined {
  if (!to.proxy || !(thrown instanceof Error)) return undefined;
  const { code = '' } = thrown as NodeJS.ErrnoException;
  // An unencrypted request is sent to the proxy itself, so a failed connection is the one to the proxy.
  if (/^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code))
    return new NetworkFault('proxy-unreachable', to, '', { cause: thrown });
  return isAnsweredByProxy(to) && code.startsWith('HPE_')
    ? new NetworkFault('proxy-answers', to, `It does not speak http (${code}).`, { cause: thrown })
    : undefined;
}
