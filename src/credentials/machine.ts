import { Problem } from '../core/problem.ts';
import type { Profile } from '../profiles/profile.ts';
import type { AccessChoice, MachineSource } from './access.ts';
import type { WebIdentityRole } from './chain.ts';
import { type ContainerService, containerService, mayAskMetadata, metadataUrl } from './machine-addresses.ts';
import { variableFault } from './variables.ts';

/** What gives a machine its credentials; `profile` is the one that takes them from there, if any. */
export type MachineStart =
  | { readonly kind: 'web-identity'; readonly profile?: string; readonly role: WebIdentityRole }
  | { readonly kind: 'container'; readonly profile?: string; readonly service: ContainerService }
  /** `url`: the address of the metadata service. */
  | { readonly kind: 'instance'; readonly profile?: string; readonly url: URL };

/** What gives the machine credentials, as far as the variables show. */
export interface MachineAccess {
  readonly choice: Extract<AccessChoice, { kind: 'machine' }>;
  /** What decided it: a variable, or `the EC2 instance`. */
  readonly decidedBy: string;
  readonly usable: { readonly ok: true } | { readonly ok: false; readonly why: string };
}

const webIdentityVariables = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME'];
/** The variables that name a container's service, the strongest first. */
const serviceVariables = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
const tokenVariables = ['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'];

/** Environments in which the metadata service has confirmed a role of the EC2 instance. */
const instances = new WeakSet<NodeJS.ProcessEnv>();

/** Records that the metadata service has confirmed a role, which no variable shows. */
export function noteInstance(env: NodeJS.ProcessEnv): void {
  instances.add(env);
}

/**
 * The credentials that a machine has without keys and profiles: a web identity token, its container's service, its EC2
 * instance, in the order of AWS tools. Sends no request: an instance counts once {@link noteInstance} was called.
 */
export function machineAccess(env: NodeJS.ProcessEnv): MachineAccess | undefined {
  const decided = decidedBy(env);
  if (!decided) return undefined;
  const [source, name, names] = decided;
  const missing =
    source === 'web-identity' && !env.AWS_ROLE_ARN
      ? 'AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not.'
      : undefined;
  const fault = names.flatMap((each) => variableFault(each, env)?.problem ?? [])[0];
  const why = missing ?? (fault && `${fault.what} ${fault.why}`);
  return {
    choice: { kind: 'machine', source },
    decidedBy: name,
    usable: why === undefined ? { ok: true } : { ok: false, why },
  };
}

function decidedBy(env: NodeJS.ProcessEnv): readonly [MachineSource, string, readonly string[]] | undefined {
  const token = 'AWS_WEB_IDENTITY_TOKEN_FILE';
  if (env[token]) return ['web-identity', token, webIdentityVariables];
  const service = serviceVariables.find((name) => env[name]);
  if (service) return ['container', service, [service, ...tokenVariables]];
  return instances.has(env) && mayAskMetadata(env) ? ['instance', 'the EC2 instance', []] : undefined;
}

/**
 * The start of a machine's credentials.
 *
 * @param settled the profile whose settings apply
 * @throws Problem ACCESS_NONE when the variables that gave them are gone, ENVIRONMENT for one that cannot be used
 */
export function machineStart(
  source: MachineSource,
  settled: Profile | undefined,
  env: NodeJS.ProcessEnv,
): MachineStart {
  if (source === 'container') return containerStart(env);
  if (source === 'instance') return instanceStart(settled, env);
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: roleArn } = env;
  expectUsable(webIdentityVariables, env);
  if (!tokenFile || !roleArn) {
    throw new Problem({
      code: 'ACCESS_NONE',
      what: 'The environment names no web identity any more.',
      why: `${tokenFile ? 'AWS_ROLE_ARN' : 'AWS_WEB_IDENTITY_TOKEN_FILE'} is not set.`,
      next: 'Set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, or choose a profile.',
    });
  }
  const sessionName = env.AWS_ROLE_SESSION_NAME || 'amplify';
  return { kind: 'web-identity', role: { roleArn, sessionName, tokenFile } };
}

/** The service of the container. @param profile the one with `credential_source = EcsContainer` */
export function containerStart(env: NodeJS.ProcessEnv, profile?: string): MachineStart {
  expectUsable([...serviceVariables, ...tokenVariables], env);
  const service = containerService(env);
  if (service) return { kind: 'container', service, ...(profile === undefined ? {} : { profile }) };
  throw new Problem({
    code: 'ACCESS_NONE',
    what: `${profile === undefined ? 'The access' : profile} takes its credentials from a container, and this is none.`,
    why: `Neither ${serviceVariables.join(' nor ')} is set.`,
    next: 'Choose another profile; this one works inside of ECS or EKS only.',
  });
}

/** The EC2 instance. @param profile the one with `credential_source = Ec2InstanceMetadata` */
export function instanceStart(
  settled: Profile | undefined,
  env: NodeJS.ProcessEnv,
  profile?: string,
): MachineStart {
  expectUsable(['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'], env);
  const url = metadataUrl(settled, env);
  if (url && mayAskMetadata(env))
    return { kind: 'instance', url, ...(profile === undefined ? {} : { profile }) };
  throw new Problem({
    code: 'ACCESS_NONE',
    what: `${profile === undefined ? 'The access' : profile} takes its credentials from an EC2 instance, which is not asked.`,
    why: url
      ? 'AWS_EC2_METADATA_DISABLED is set.'
      : 'ec2_metadata_service_endpoint is not an http or https address.',
    next: url ? 'Unset it, or choose another profile.' : 'Correct it, or choose another profile.',
  });
}

function expectUsable(names: readonly string[], env: NodeJS.ProcessEnv): void {
  for (const name of names) {
    const fault = variableFault(name, env);
    if (fault) throw fault.problem;
  }
}
