/**
 * The address of an endpoint without user name and password. No request to AWS carries them, because it is signed instead, so
 * nothing that stores or shows an address needs them.
 *
 * @param address as written; in one that cannot be parsed, everything before the last `@` counts as a password
 */
export function withoutPassword(address: string): string {
  const userInfo = URL.canParse(address)
    ? /^([a-z][a-z\d+.-]*:[\\/]*)[^\\/?#]*@/i
    : /^((?:[a-z][a-z\d+.-]*:[\\/]+)?).*@/is;
  return address.replace(userInfo, '$1');
}

/** The most characters of a host name; source: RFC 1035. */
export const longestHost = 253;

/**
 * Why requests cannot be sent to an address, in one sentence; undefined when they can. A path is allowed: each request's path
 * is appended to it. Parts that no request would carry are refused, since they were written for a purpose.
 */
export function endpointAddressFault(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHttp = /^https?:\/\/[^\s/\\]+(?:\/[^\s\\]*)?$/i.test(address);
  if (!url || !isHttp || url.hostname.length > longestHost)
    return 'It is not an http or https address, and decides where every request goes.';
  if (withoutPassword(address) !== address)
    return 'It holds a user name or password, which no request to AWS carries: a signature takes their place.';
  if (/[?#]/.test(address))
    return `What it has from ${address.includes('?') ? '?' : '#'} on is carried by no request to AWS.`;
  return url.pathname.includes('//') ? 'Its path has two slashes side by side.' : undefined;
}
