import type { AwsCredentials } from '../credentials/access.ts';
import type { RequestPlace, SdkStart } from '../credentials/open.ts';
import { Secret } from '../values/secret.ts';
import { clientConfig } from './client-config.ts';
import type { ClientOptions } from './clients.ts';
import { startProblem } from './problems/start.ts';
import { awsProblem } from './problems.ts';
import type { RequestHandler } from './request-handler.ts';
import { sdkLogger } from './sdk-log.ts';

/** How long a provider of the SDK may take, milliseconds: none has an end of its own. */
const patience = 20_000;

/**
 * Credentials that nothing of an access gives by itself: SSO and `aws login` from their caches, a web identity token, and
 * those of the machine. None of them may ask anybody.
 *
 * @param place where and how the requests of the access are made
 * @throws Problem OFFLINE, TIMED_OUT, AWS_FAULT, which pass; SIGNED_OUT, SIGN_IN_EXPIRED, ACCESS_DENIED, PROFILE_NOT_USABLE,
 *   … and ACCESS_NONE for what nobody can put a name to, see {@link startProblem}
 */
export async function leafCredentials(
  start: SdkStart,
  place: RequestPlace,
  options: Omit<ClientOptions, 'region'>,
): Promise<AwsCredentials> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { createRequestHandler } = await import('./request-handler.ts');
  const requestHandler = createRequestHandler({ network: place.network });
  try {
    if (start.kind === 'web-identity') {
      const { webIdentityCredentials } = await import('./web-identity.ts');
      return await webIdentityCredentials(start.role, place, options);
    }
    const provider = await providerOf(start, place, options, requestHandler);
    const found = await inTime(provider());
    return {
      accessKeyId: found.accessKeyId,
      secretAccessKey: new Secret(found.secretAccessKey),
      ...(found.sessionToken ? { sessionToken: new Secret(found.sessionToken) } : {}),
      ...(found.expiration ? { expiresAt: found.expiration.getTime() } : {}),
    };
  } catch (thrown) {
    // The providers tell of a lost connection in the same words as of a session that has ended.
    const fault = requestHandler.newestFault();
    throw fault === undefined
      ? startProblem(start, thrown)
      : awsProblem(fault, `get credentials for ${start.profile}`);
  } finally {
    requestHandler.destroy();
  }
}

interface Found {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

type ProviderStart = Exclude<SdkStart, { kind: 'web-identity' }>;

/** @param requestHandler sends what a provider asks of AWS; those of the machine ask nobody outside */
async function providerOf(
  start: ProviderStart,
  { endpoints, settings }: RequestPlace,
  { log, maxAttempts = 2 }: Omit<ClientOptions, 'region'>,
  requestHandler: RequestHandler,
): Promise<() => Promise<Found>> {
  const sdk = await import('@aws-sdk/credential-providers');
  const { profile } = start;
  const config = (service: 'sso' | 'signin') => {
    const endpoint = endpoints[service] ?? endpoints.all;
    return {
      ...clientConfig(settings, maxAttempts),
      requestHandler,
      logger: sdkLogger(service, log),
      ...(endpoint ? { endpoint } : {}),
    };
  };
  switch (start.kind) {
    case 'sso':
      return sdk.fromSSO({ profile, clientConfig: config('sso') });
    case 'login':
      return sdk.fromLoginCredentials({ profile, clientConfig: config('signin') });
    case 'credential-source':
      if (start.source === 'EcsContainer') return sdk.fromContainerMetadata({ timeout: 2_000 });
      return start.source === 'Ec2InstanceMetadata'
        ? sdk.fromInstanceMetadata({ timeout: 2_000 })
        : sdk.fromEnv();
  }
}

async function inTime(found: Promise<Found>): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
