import { Secret } from '../core/secret.ts';
import type { AwsCredentials } from './access.ts';
import { variableFault } from './variables.ts';

/** The keys in the environment. */
export type EnvironmentKeys =
  | { readonly kind: 'none' }
  | { readonly kind: 'keys'; readonly credentials: AwsCredentials }
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Reads AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION, as the SDK's
 * `fromEnv` does; an empty variable counts as unset. Unlike `fromEnv`, it reports half a pair, a temporary key without its
 * token, and a character that no key contains.
 */
export function environmentKeys(env: NodeJS.ProcessEnv): EnvironmentKeys {
  const accessKeyId = env.AWS_ACCESS_KEY_ID;
  const secret = env.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId && !secret) return { kind: 'none' };
  if (!accessKeyId)
    return { kind: 'broken', why: 'AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not.' };
  if (!secret) return { kind: 'broken', why: 'AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not.' };
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
    const fault = variableFault(name, env);
    if (fault) return { kind: 'broken', why: `${fault.problem.what} ${fault.problem.why}` };
  }
  const token = env.AWS_SESSION_TOKEN;
  if (accessKeyId.startsWith('ASIA') && !token)
    return {
      kind: 'broken',
      why: 'The key in AWS_ACCESS_KEY_ID is a temporary one, and AWS_SESSION_TOKEN is not set.',
    };
  const expiresAt = Date.parse(env.AWS_CREDENTIAL_EXPIRATION ?? '');
  const credentials: AwsCredentials = {
    accessKeyId,
    secretAccessKey: new Secret(secret),
    ...(token ? { sessionToken: new Secret(token) } : {}),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
  return { kind: 'keys', credentials };
}
