import { bucketExists } from './bucket.ts';
import { callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';

/** The names of the resources that a stack would create. */
export interface WantedNames {
  readonly bucket: string;
  readonly roles: readonly string[];
}

/** A name that is taken. */
export interface TakenName {
  readonly kind: 'bucket' | 'role';
  readonly name: string;
  /** Whether this account has it, as far as is known. */
  readonly mine: boolean;
}

/**
 * Finds out which names are taken, by HeadBucket and GetRole. A name that may not be checked counts as free, so an empty
 * list proves nothing.
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
    // Missing, denied, unreachable: none of them means that it is taken.
    return false;
  }
}
