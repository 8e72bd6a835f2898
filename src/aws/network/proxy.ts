import { BlockList, isIP } from 'node:net';
import { Problem } from '../../core/problem.ts';
import { Secret } from '../../core/secret.ts';
import { plainText } from '../../core/text.ts';
import type { NetworkSetting, NetworkSettings } from '../../credentials/network.ts';
import { proxyAddress, proxyAdvice } from '../../credentials/proxy-address.ts';

/** A proxy that a variable names. */
export interface ChosenProxy {
  /** Without user name and password. */
  readonly url: URL;
  /** The value of the Proxy-Authorization header, if the address has a user name. */
  readonly authorization?: Secret;
  /** The variable that names it. */
  readonly variable: string;
  /** Its address for display: without user name and password. */
  readonly shown: string;
}

/** The destination of a request. */
export interface Address {
  /** `http:` or `https:`. */
  readonly protocol: string;
  /** Without brackets. */
  readonly hostname: string;
  readonly port?: number | undefined;
}

/**
 * The proxy for an address.
 *
 * @returns undefined if there is none, or NO_PROXY names the host
 * @throws Problem PROXY if the variable's value is invalid
 */
export function proxyFor(settings: NetworkSettings, address: Address): ChosenProxy | undefined {
  const setting = address.protocol === 'https:' ? settings.httpsProxy : settings.httpProxy;
  if (!setting || (settings.noProxy && isExcepted(settings.noProxy.value, address))) return undefined;
  return parseProxy(setting);
}

/** @throws Problem PROXY if it is not a proxy's address; it shows no password */
export function parseProxy({ value, source }: NetworkSetting<Secret>): ChosenProxy {
  const url = proxyAddress(value.reveal());
  if (typeof url === 'string') throw noProxyAddress(source, plainText(url));
  const { username, password } = url;
  const isNamed = username !== '' || password !== '';
  url.username = '';
  url.password = '';
  const pair = `${decoded(username)}:${decoded(password)}`;
  return {
    url,
    variable: source,
    shown: url.origin,
    ...(isNamed ? { authorization: new Secret(`Basic ${Buffer.from(pair).toString('base64')}`) } : {}),
  };
}

/** A password may hold a literal per cent sign. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function noProxyAddress(variable: string, why: string): Problem {
  return new Problem({
    code: 'PROXY',
    what: `The proxy that ${variable} names cannot be used.`,
    why,
    next: proxyAdvice(variable),
  });
}

/**
 * Whether NO_PROXY names a host. An entry is a name, which includes everything under it, with or without a leading dot or
 * `*.`; an address; a range of addresses (`10.0.0.0/8`); any of them with `:port` for only that port; or `*` for
 * everything. Source: Python's urllib and requests.
 */
export function isExcepted(noProxy: string, address: Address): boolean {
  const host = address.hostname.toLowerCase().replace(/\.$/, '');
  const port = address.port ?? (address.protocol === 'https:' ? 443 : 80);
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && names(entry, host, port));
}

function names(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const { name, only } = withoutPort(entry);
  if (only !== undefined && only !== port) return false;
  const [range = '', bits] = name.split('/');
  if (bits !== undefined) return isWithin(host, range, Number(bits));
  const suffix = name.replace(/^\*?\.+/, '');
  if (suffix === '') return false;
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
}

/** Splits `name:8080`, `[::1]:8080` and `[::1]`; `::1` alone has no port. */
function withoutPort(entry: string): { name: string; only?: number } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(entry);
  const [, name = entry, port] = bracketed ?? /^([^:]+):(\d+)$/.exec(entry) ?? [];
  return { name, ...(port === undefined ? {} : { only: Number(port) }) };
}

function isWithin(host: string, range: string, bits: number): boolean {
  const kind = isIP(range);
  if (kind === 0 || kind !== isIP(host) || !Number.isInteger(bits)) return false;
  if (bits < 0 || bits > (kind === 4 ? 32 : 128)) return false;
  const family = kind === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(range, bits, family);
  return list.check(host, family);
}
