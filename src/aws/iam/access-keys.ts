import { Problem } from '../../core/problem.ts';
import { Secret } from '../../core/secret.ts';
import { plainText } from '../../core/text.ts';
import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { askIam, isLimit, unlessMissing } from './call.ts';

/** An access key as IAM lists it; its secret is told once, when it is made. */
export interface AccessKeyRecord {
  readonly id: string;
  readonly active: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  /** `never`: never used. Absent: it may not be read. */
  readonly lastUsed?: 'never' | { readonly at: number; readonly service: string };
}

/** A key that was just made. */
export interface NewAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/**
 * The access keys of a user, oldest first, each with its last use where that may be read.
 *
 * @throws Problem ACCESS_DENIED, …; AWS_REJECTED when there is no such user
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

/** Whose a key is, and when it was last used. */
export interface KeyUse {
  readonly user?: string;
  readonly lastUsed?: AccessKeyRecord['lastUsed'];
}

/**
 * Reads whose a key is and when it was last used.
 *
 * @returns undefined when AWS does not tell: it is no key of this account, or that may not be read
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
    // It helps to choose; many people may not read it, and everything works without it.
    if (thrown instanceof Problem) return undefined;
    throw thrown;
  }
}

/**
 * Makes an access key. AWS has no request token for it: an answer that is lost leaves a key whose secret nobody has, so
 * this has to be called with clients that try once, after a note was taken of the keys that were there before.
 *
 * @throws Problem KEYS_FULL when the user has two already
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

/** AWS allows two access keys a user, switched off ones included. */
export function keysFull(user: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'KEYS_FULL',
      what: `The user ${plainText(user)} has two access keys already.`,
      why: 'AWS allows no more than two a user; a key that is switched off counts as well.',
      next: 'Delete the one that is not used any more, then try again.',
    },
    { cause },
  );
}

/** Switches a key off; the console can switch it on again. */
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

/** Deletes a key for good; one that is gone already is no error. */
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
