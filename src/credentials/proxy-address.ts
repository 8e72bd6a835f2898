import { longestHost } from '../core/address.ts';

/** The address of a proxy in a variable; without a scheme it is http. @returns the address, or why it is not valid */
export function proxyAddress(given: string): URL | string {
  const address = given.startsWith('//')
    ? `http:${given}`
    : given.includes('://')
      ? given
      : `http://${given}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.hostname === '' || url.hostname.length > longestHost)
    return 'What it holds is not an address.';
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `It names a proxy of the kind ${url.protocol.replace(':', '')}.`;
  return url;
}

/** How to write the address of a proxy, in one sentence. */
export function proxyAdvice(variable: string): string {
  return `Write ${variable} as http://host:port or http://user:password@host:port; characters such as @ or # in a password as %40 or %23.`;
}

/** The first entry of NO_PROXY that is not a host, an address or a range of addresses; undefined when all are. */
export function oddException(noProxy: string): string | undefined {
  return noProxy.split(/[\s,]+/).find((entry) => {
    const [name = '', bits, ...more] = entry.split('/');
    if (bits === undefined) return false;
    const most = name.includes(':') ? 128 : 32;
    const isRange = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-f:]+(?:\.\d+)*\]?)$/i.test(name) && name !== '';
    return more.length > 0 || !isRange || !/^\d{1,3}$/.test(bits) || Number(bits) > most;
  });
}
