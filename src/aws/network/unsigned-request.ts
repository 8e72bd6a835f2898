import type { RequestOptions } from 'node:http';
import type { NetworkSettings } from '../../credentials/network.ts';
import type { Destination } from './fault.ts';
import { proxyFor } from './proxy.ts';
import { trustedCertificates } from './trust.ts';

/** How to send a request without an SDK client: options for Node's `request`, and its destination. */
export interface UnsignedRequest {
  readonly options: RequestOptions;
  /** Whether the server it is sent to, which may be a proxy, speaks TLS. */
  readonly isSecure: boolean;
  readonly to: Destination;
}

/**
 * How to reach an address with the network settings: proxy and certificates.
 *
 * @param limit time for a proxy to connect, milliseconds
 * @throws Problem PROXY, CA_BUNDLE for an invalid setting
 */
export async function unsignedRequest(
  network: NetworkSettings,
  url: URL,
  limit: number,
): Promise<UnsignedRequest> {
  const { protocol, host, pathname, port } = url;
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'https:';
  const proxy = proxyFor(network, { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }) });
  const to: Destination = {
    host,
    isClear: !isSecure,
    ...(proxy ? { proxy: { shown: proxy.shown, variable: proxy.variable } } : {}),
  };
  const direct: RequestOptions = { protocol, hostname, port, path: pathname, agent: false };
  const isFirstSecure = isSecure || proxy?.url.protocol === 'https:';
  const certificates = isFirstSecure ? await trustedCertificates(network) : undefined;
  const ca = certificates ? { ca: [...certificates] } : {};
  if (!proxy) return { options: { ...direct, ...ca }, isSecure, to };
  if (isSecure) {
    const { Tunnel } = await import('./tunnel.ts');
    return { options: { ...direct, agent: new Tunnel(proxy, certificates, limit) }, isSecure, to };
  }
  // Unencrypted, the request goes to the proxy itself, with the whole address as its path.
  const options: RequestOptions = {
    protocol: proxy.url.protocol,
    hostname: proxy.url.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.url.port,
    path: `http://${host}${pathname}`,
    agent: false,
    headers: {
      host,
      ...(proxy.authorization ? { 'proxy-authorization': proxy.authorization.reveal() } : {}),
    },
    ...ca,
  };
  return { options, isSecure: isFirstSecure, to };
}
