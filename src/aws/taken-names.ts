import { bucketExists } from './bucket.ts';
import { callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';

/** Names that a stack would give to what it makes. */
export interface WantedNames {
  readonly bucket: string;
  readonly roles: readonly string[];
}

/** A name that somebody has. */
export interface TakenName {
  readonly kind: 'bucket' | 'role';
  readonly name: string;
  /** True when this account has it, as far as can be told. */
  readonly mine: boolean;
}

/**
 * Looks which of some names are taken, by HeadBucket and GetRole. A name that may not be looked at counts as free, so
 * an empty list proves nothing.
 */
export async function takenNames(
  clients: AwsClients,
  wanted: WantedNames,
  signal?: AbortSignal,
): Promise<TakenName[]> {
  const [bucket, ...roles] = await Promise.all([
    bucketExists(clients, wanted.bucket, signal),
    ...wanted.roles.map((name) => hasRole(clients, name, signal)),
  ]);
  const found: TakenName[] = wanted.roles.flatMap((name, at) =>
    roles[at] ? [{ kind: 'role' as const, name, mine: true }] : [],
  );
  if (bucket === 'mine' || bucket === 'taken')
    found.unshift({ kind: 'bucket', name: wanted.bucket, mine: bucket === 'mine' });
  return found;
}

async function hasRole(clients: AwsClients, name: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const { GetRoleCommand } = await import('@aws-sdk/client-iam');
    const iam = await clients.iam();
    const options = callOptions(signal, `see whether the name ${name} is taken`);
    await iam.send(new GetRoleCommand({ RoleName: name }), options);
    return true;
  } catch {
    signal?.throwIfAborted();
    // Not there, not allowed, not reachable: none of them says that it is taken.
    return false;
  }
}
