import { isIP } from 'node:net';
import type { Cloud } from '../core/plan.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { EndpointOverrides } from '../credentials/endpoints.ts';

/** The services that the program uses. */
export const services = ['amplify', 'cloudformation', 'iam', 's3', 'sts'] as const;
export type Service = (typeof services)[number];

/** The endpoint of each service; absent for AWS's own. */
export type Endpoints = Readonly<Partial<Record<Service, string>>>;

/**
 * Determines the endpoint of each service: its own override, else the one for all, else AWS's.
 *
 * @param demo whether every endpoint has to be set and be on this machine, so that the demo can never reach a real
 * account
 * @throws Problem ENDPOINT
 */
export function endpointsOf(overrides: EndpointOverrides, demo: boolean): Endpoints {
  const endpoints: Partial<Record<Service, string>> = {};
  for (const service of services) {
    const address = overrides[service] ?? overrides.all;
    if (address === undefined) {
      if (demo) throw notOnThisMachine(`AWS itself, for ${service}`);
      continue;
    }
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      throw new Problem({
        code: 'ENDPOINT',
        what: `The endpoint ${plainText(address)} is not usable.`,
        why: 'An endpoint is an address that begins with http:// or https://.',
        next: 'Correct AWS_ENDPOINT_URL, --endpoint-url, or endpoint_url in ~/.aws/config.',
      });
    }
    if (demo && !isLoopback(url.hostname)) throw notOnThisMachine(url.origin);
    endpoints[service] = address;
  }
  return endpoints;
}

/** The cloud of a set of endpoints, for the screen: anything that is not entirely AWS is labelled. */
export function cloudOf(endpoints: Endpoints, demo: boolean): Cloud {
  const url = endpoints.cloudformation ?? endpoints.sts ?? endpoints.iam ?? endpoints.s3;
  if (url === undefined) return { kind: 'aws' };
  return demo ? { kind: 'demo', url } : { kind: 'endpoint', url };
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}

function notOnThisMachine(where: string): Problem {
  return new Problem({
    code: 'ENDPOINT',
    what: `The demo would talk to ${where}.`,
    why: 'The demo works with its own cloud on this machine only, so nothing was sent.',
    next: 'Start it again with `amplify-tui demo`, without endpoints of your own.',
  });
}
