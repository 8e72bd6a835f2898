import { Secret } from '../core/secret.ts';
import type { Profile } from '../profiles/profile.ts';
import { settingText } from '../profiles/settings.ts';

/** The service of ECS or EKS that issues a container's credentials. */
export interface ContainerService {
  readonly url: URL;
  /** The variable that names it. */
  readonly variable: ContainerVariable;
  /** What authorises requests; the file is read each time, because it gets replaced. */
  readonly token?:
    | { readonly variable: string; readonly value: Secret }
    | { readonly variable: string; readonly file: string };
}

type ContainerVariable = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' | 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/**
 * Hosts to which a token may be sent unencrypted, besides this machine. Source: AWS SDKs and Tools Reference Guide, "Container
 * credential provider".
 */
const containerHosts: readonly string[] = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]'];

/** What is wrong with the address of a container's service; undefined when it may be called. */
export function containerUrlFault(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'It is not an http or https address.';
  if (url.protocol === 'https:' || containerHosts.includes(url.hostname)) return undefined;
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) return undefined;
  return `A token is sent there, and ${url.hostname} is neither https, nor this machine, nor one of AWS's own (${containerHosts.join(', ')}).`;
}

/** What is wrong with the path of a container's service; undefined when it is valid. */
export function containerPathFault(path: string): string | undefined {
  return /^\/(?!\/)[!-~]*$/.test(path) ? undefined : 'It is not a path: a path begins with one slash.';
}

/**
 * The service that a container's variables name: the relative address before the full one, the token's file before the token
 * itself, as in the SDKs.
 *
 * @returns undefined when they name none, or one that may not be called
 */
export function containerService(env: NodeJS.ProcessEnv): ContainerService | undefined {
  const path = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  const token = containerToken(env);
  const rest = token ? { token } : {};
  if (path) {
    if (containerPathFault(path)) return undefined;
    const url = new URL(`http://169.254.170.2${path}`);
    return { url, variable: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', ...rest };
  }
  if (!full || containerUrlFault(full)) return undefined;
  return { url: new URL(full), variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', ...rest };
}

function containerToken(env: NodeJS.ProcessEnv): ContainerService['token'] {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  if (file) return { variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', file };
  const value = env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  return value ? { variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN', value: new Secret(value) } : undefined;
}

/** Whether the metadata service of EC2 may be called: not when `AWS_EC2_METADATA_DISABLED` is true. */
export function mayAskMetadata(env: NodeJS.ProcessEnv): boolean {
  return env.AWS_EC2_METADATA_DISABLED?.toLowerCase() !== 'true';
}

/**
 * The address of the EC2 metadata service: the variable's, then the profile's, then AWS's own of the kind that
 * `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE` names.
 *
 * @param profile the one whose settings apply
 * @returns undefined for an invalid address
 */
export function metadataUrl(profile: Profile | undefined, env: NodeJS.ProcessEnv): URL | undefined {
  const setting = (key: string) => profile && settingText(profile.settings, key);
  const endpoint = env.AWS_EC2_METADATA_SERVICE_ENDPOINT || setting('ec2_metadata_service_endpoint');
  if (endpoint)
    return /^https?:\/\//i.test(endpoint) && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const mode =
    env.AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE || setting('ec2_metadata_service_endpoint_mode') || 'IPv4';
  return new URL(mode.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254');
}
