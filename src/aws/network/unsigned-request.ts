import type { RequestOptions } from 'node:http';
import type { NetworkSettings } from '../../credentials/network.ts';
import type { Destination } from './fault.ts';
import { proxyFor } from './proxy.ts';
import { trustedCertificates } from './trust.ts';

/** How a request that no client of the SDK sends gets to an address: what Node's `request` takes, and where it goes. */
export interface UnsignedRequest {
  readonly options: RequestOptions;
  /** The protocol to speak with whom the request is sent to. */
  readonly isSecure: boolean;
  readonly to: Destination;
}

/**
 * The way to an address by the settings of the network: its proxy, its certificates.
 *
 * @param limit until a proxy has made the connection, milliseconds
 * @throws Problem PROXY, CA_BUNDLE for a setting that cannot be used
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
  // In the clear the proxy itself is asked, with the whole address as the path.
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
