import { Problem } from '../../core/problem.ts';
import { Secret } from '../../core/secret.ts';
import { plainText } from '../../core/text.ts';
import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { askIam, isLimit, unlessMissing } from './call.ts';

/** An access key as IAM lists it; its secret is returned only when it is created. */
export interface AccessKeyRecord {
  readonly id: string;
  readonly active: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  /** `never`: never used. Absent: not readable. */
  readonly lastUsed?: 'never' | { readonly at: number; readonly service: string };
}

/** A newly created key. */
export interface NewAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/**
 * The access keys of a user, oldest first, each with its last use if that is readable.
 *
 * @throws Problem ACCESS_DENIED, …; AWS_REJECTED if there is no such user
 */
export async function listAccessKeys(
  clients: AwsClients,
  user: string,
  signal?: AbortSignal,
): Promise<AccessKeyRecord[]> {
  const doing = `list the access keys of ${user}`;
  const { AccessKeyMetadata } = await askIam(
    clients,
    doing,
    signal,
    (iam) => new iam.ListAccessKeysCommand({ UserName: user }),
  );
  if (!AccessKeyMetadata) throw notFromAws(doing);
  const records = await Promise.all(
    AccessKeyMetadata.map(async ({ AccessKeyId: id = '', Status, CreateDate }): Promise<AccessKeyRecord> => {
      const lastUsed = (await keyUse(clients, id, signal))?.lastUsed;
      return {
        id,
        active: Status === 'Active',
        ...(CreateDate ? { createdAt: CreateDate.getTime() } : {}),
        ...(lastUsed ? { lastUsed } : {}),
      };
    }),
  );
  return records.sort((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0));
}

/** The owner of a key, and when it was last used. */
export interface KeyUse {
  readonly user?: string;
  readonly lastUsed?: AccessKeyRecord['lastUsed'];
}

/**
 * Reads the owner of a key and when it was last used.
 *
 * @returns undefined if AWS does not say: the key is not in this account, or reading is denied
 */
export async function keyUse(
  clients: AwsClients,
  id: string,
  signal?: AbortSignal,
): Promise<KeyUse | undefined> {
  try {
    const { UserName: user, AccessKeyLastUsed: used } = await askIam(
      clients,
      'read when the key was last used',
      signal,
      (iam) => new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: id }),
    );
    if (!used) return undefined;
    const { LastUsedDate: at, ServiceName = 'a service' } = used;
    return {
      ...(user ? { user } : {}),
      lastUsed: at ? { at: at.getTime(), service: plainText(ServiceName) } : 'never',
    };
  } catch (thrown) {
    signal?.throwIfAborted();
    // Only a help for choosing: many people may not read it, and everything works without it.
    if (thrown instanceof Problem) return undefined;
    throw thrown;
  }
}

/**
 * Creates an access key. AWS has no request token for it: if the answer is lost, a key remains whose secret nobody has.
 * So call this with clients that try once, after noting the existing keys.
 *
 * @throws Problem KEYS_FULL if the user has two already
 */
export async function createAccessKey(
  clients: AwsClients,
  user: string,
  signal?: AbortSignal,
): Promise<NewAccessKey> {
  const doing = `create an access key for ${user}`;
  try {
    const { AccessKey } = await askIam(
      clients,
      doing,
      signal,
      (iam) => new iam.CreateAccessKeyCommand({ UserName: user }),
    );
    if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) throw notFromAws(doing);
    return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: new Secret(AccessKey.SecretAccessKey) };
  } catch (thrown) {
    if (isLimit(thrown)) throw keysFull(user, thrown);
    throw thrown;
  }
}

/** The Problem that a user has the two access keys that AWS allows, inactive ones included. */
export function keysFull(user: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'KEYS_FULL',
      what: `The user ${plainText(user)} already has two access keys.`,
      why: 'AWS allows no more than two a user; a key that is switched off counts as well.',
      next: 'Delete the one that is not used any more, then try again.',
    },
    { cause },
  );
}

/** Deactivates a key; the console can activate it again. */
export async function switchKeyOff(
  clients: AwsClients,
  user: string,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { UserName: user, AccessKeyId: id, Status: 'Inactive' } as const;
  const doing = `switch the access key ${lastFour(id)} off`;
  await askIam(clients, doing, signal, (iam) => new iam.UpdateAccessKeyCommand(input));
}

/** Deletes a key permanently; a missing one is not an error. */
export async function deleteAccessKey(
  clients: AwsClients,
  user: string,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { UserName: user, AccessKeyId: id };
  const doing = `delete the access key ${lastFour(id)}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteAccessKeyCommand(input)));
}

function lastFour(id: string): string {
  return `…${plainText(id).slice(-4)}`;
}
