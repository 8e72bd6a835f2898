import { isOfThisProcess } from '../platform/own-variables.ts';
import type { Access, AwsCredentials } from './access.ts';

/** Where a command gets credentials again and again, as from the agent of a container. */
export interface CredentialAddress {
  /** On the loopback interface. */
  readonly url: string;
  /** The token that its requests have to carry. */
  readonly token: string;
}

/** Every variable through which AWS tools find an access: a command that is given one must not find another. */
const accessVariables: ReadonlySet<string> = new Set([
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCOUNT_ID',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
]);

/**
 * The environment of a command that is to use an access: its credentials, its region, and where its requests go. Variables of
 * another access are removed, and so are the settings of `default`, on which tools fall back.
 *
 * AWS_CREDENTIAL_EXPIRATION is read by botocore (botocore.credentials.EnvProvider) and by the SDK for JavaScript.
 *
 * @param given the credentials themselves, or where to get them
 */
export function execEnvironment(
  env: NodeJS.ProcessEnv,
  { region, endpoints, settings, network }: Access,
  given: AwsCredentials | CredentialAddress,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    // Names are case-insensitive on Windows.
    const known = name.toUpperCase();
    return !accessVariables.has(known) && !known.startsWith('AWS_ENDPOINT_URL') && !isOfThisProcess(name);
  });
  return {
    ...Object.fromEntries(kept),
    ...('url' in given ? addressVariables(given) : credentialVariables(given)),
    ...(region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
    ...endpointVariables(endpoints),
    ...(settings?.fips ? { AWS_USE_FIPS_ENDPOINT: 'true' } : {}),
    ...(settings?.dualstack ? { AWS_USE_DUALSTACK_ENDPOINT: 'true' } : {}),
    ...(network?.caBundle ? { AWS_CA_BUNDLE: network.caBundle.value } : {}),
  };
}

function credentialVariables({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: AwsCredentials) {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey.reveal(),
    ...(sessionToken ? { AWS_SESSION_TOKEN: sessionToken.reveal() } : {}),
    ...(expiresAt === undefined ? {} : { AWS_CREDENTIAL_EXPIRATION: new Date(expiresAt).toISOString() }),
  };
}

function addressVariables({ url, token }: CredentialAddress) {
  return { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: token };
}

/** The access's own endpoints and no others: for a command without a profile, those in the files belong to another profile. */
function endpointVariables({ all, ...services }: Access['endpoints']): Record<string, string> {
  const own = Object.entries(services).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (all === undefined && own.length === 0) return { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  return {
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    ...(all === undefined ? {} : { AWS_ENDPOINT_URL: all }),
    ...Object.fromEntries(own.map(([service, url]) => [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, url])),
  };
}
