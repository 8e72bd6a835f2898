/**
 * The address of an endpoint without a user name and a password. No request to AWS carries them, since its signature stands in
 * their place; so nothing that keeps or shows an address has to have them.
 *
 * @param address as somebody wrote it; of one that cannot be read, everything before the last `@` counts as a password
 */
export function withoutPassword(address: string): string {
  const userInfo = URL.canParse(address)
    ? /^([a-z][a-z\d+.-]*:[\\/]*)[^\\/?#]*@/i
    : /^((?:[a-z][a-z\d+.-]*:[\\/]+)?).*@/is;
  return address.replace(userInfo, '$1');
}

/** Characters of the longest name that a host can have; source: RFC 1035. */
export const longestHost = 253;

/**
 * Why requests cannot be sent to an address, one sentence; undefined when they can, its path before that of each request. What
 * no request would carry is refused, for whoever wrote it meant something by it.
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
