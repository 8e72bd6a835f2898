import { HttpRequest } from '@smithy/core/protocols';
import { Problem } from '../core/problem.ts';
import { Secret } from '../core/secret.ts';
import { plainText } from '../core/text.ts';
import type { Access, AwsCredentials } from '../credentials/access.ts';
import { partitionOfRegion } from '../regions/partitions.ts';
import type { ClientOptions } from './client-options.ts';
import { endpointsOf } from './endpoints.ts';
import { faultIn } from './network/fault.ts';
import { awsProblem } from './problems.ts';
import { createRequestHandler } from './request-handler.ts';

/** A page of the console, and how long the sign-in lasts. */
export interface WantedPage {
  /** The address of the page. */
  readonly destination: string;
  readonly region: string;
  /** Seconds from 900 to 43,200; absent: AWS's default. */
  readonly duration?: number;
}

/** How long a sign-in address is valid, seconds (IAM User Guide, "Enable custom identity broker access"). */
export const signInLasts = 900;

/**
 * The address that signs a session in to the AWS console and opens a page, created by the federation endpoint from
 * temporary credentials. Whoever has the address is signed in as the session, so it is a secret.
 *
 * @throws Problem PROFILE_NOT_USABLE if AWS rejects the session; ENDPOINT if no endpoint is known; problems of the
 * connection
 */
export async function signInAddress(
  access: Pick<Access, 'endpoints' | 'network'>,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
  { destination, region, duration }: WantedPage,
  { demo, limits, silence }: Pick<ClientOptions, 'demo' | 'limits' | 'silence'>,
): Promise<Secret> {
  const endpoint = federationEndpoint(access, region, demo === true);
  const session = JSON.stringify({
    sessionId: accessKeyId,
    sessionKey: secretAccessKey.reveal(),
    sessionToken: sessionToken?.reveal(),
  });
  const query = {
    Action: 'getSigninToken',
    ...(duration === undefined ? {} : { SessionDuration: String(duration) }),
    Session: session,
  };
  const network = demo ? undefined : access.network;
  const handler = createRequestHandler({ network, limits, silence, service: 'the AWS sign-in' });
  try {
    const url = new URL(endpoint);
    const { response } = await handler.handle(
      new HttpRequest({
        method: 'GET',
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query,
        headers: { host: url.host, accept: 'application/json' },
      }),
    );
    const text = await textOf(response.body as AsyncIterable<Uint8Array>);
    if (response.statusCode >= 400) throw refused(duration);
    const token = tokenIn(text);
    if (token === undefined) throw noToken(url.host);
    const login = new URLSearchParams({
      Action: 'login',
      Issuer: 'amplify-tui',
      Destination: destination,
      SigninToken: token,
    });
    return new Secret(`${endpoint}?${login}`);
  } catch (thrown) {
    const fault = faultIn(thrown);
    // AWS's refusal here is a web page.
    if (fault?.kind === 'page' && fault.detail === '400') throw refused(duration);
    if (thrown instanceof Problem) throw thrown;
    throw awsProblem(thrown, 'sign in to the AWS console');
  } finally {
    handler.destroy();
  }
}

/** The federation endpoint of a partition; beside an overridden STS if there is one: its credentials are valid nowhere else. */
function federationEndpoint({ endpoints }: Pick<Access, 'endpoints'>, region: string, demo: boolean): string {
  const { sts } = endpointsOf(endpoints, demo);
  if (sts !== undefined) return new URL('/federation', sts).href;
  const { signIn, name } = partitionOfRegion(region);
  if (signIn !== undefined) return `https://${signIn}/federation`;
  throw new Problem({
    code: 'ENDPOINT',
    what: `The sign-in to the console of ${name} has no address that this program knows.`,
    why: 'It is not in the public documentation.',
    next: 'Open the console as your organization does.',
  });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function tokenIn(text: string): string | undefined {
  try {
    const { SigninToken: token } = JSON.parse(text) as Record<string, unknown>;
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}

function refused(duration: number | undefined): Problem {
  return new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: 'AWS does not sign this session in to the console.',
    why:
      duration === undefined
        ? 'It takes sessions of roles and of federated users that have not ended, and no others.'
        : 'With --duration it takes sessions of roles that were assumed with the keys of a user, and no others.',
    next:
      duration === undefined
        ? 'Use a profile with a role, or sign in to the console with your password.'
        : 'Leave --duration out, or use a profile whose role is assumed by a user.',
  });
}

function noToken(host: string): Problem {
  return new Problem({
    code: 'AWS_ANSWER',
    what: `${plainText(host)} gave no sign-in token.`,
    why: 'It answered something that the federation endpoint of AWS does not say; not every other cloud has one.',
    next: 'Use the address of the page itself: `amplify-tui status` shows it.',
  });
}
