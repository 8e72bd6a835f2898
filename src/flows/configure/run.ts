import type { AwsClients } from '../../aws/clients.ts';
import {
  type AccessKeyRecord,
  createAccessKey,
  deleteAccessKey,
  keysFull,
  listAccessKeys,
  type NewAccessKey,
  switchKeyOff,
} from '../../aws/iam/access-keys.ts';
import { attachPolicy, createUser, deleteUser, detachPolicy } from '../../aws/iam/users.ts';
import { asProblem } from '../../core/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConfigureJournal, ConfigureNote } from '../../state/configure-journal.ts';
import type { MadeAccess } from '../../state/made-access.ts';

/** What creating a key needs from its caller. */
export interface ConfigureTools {
  readonly clients: AwsClients;
  /** Clients that never retry by themselves: a repeated CreateAccessKey would create a second key. */
  readonly onceClients: AwsClients;
  readonly journal: ConfigureJournal;
  /** Notes what was created, to tell it from what others created. */
  readonly made: MadeAccess;
  readonly clock: Clock;
}

/** Problem codes after which AWS has certainly created nothing. */
export const certain = new Set([
  'ACCESS_DENIED',
  'AWS_REJECTED',
  'KEYS_FULL',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
  'REGION_UNKNOWN',
  'CREDENTIALS_EXPIRED',
  'CLOCK_SKEW',
  'THROTTLED',
]);

async function keep(tools: ConfigureTools, note: ConfigureNote): Promise<ConfigureNote> {
  const kept = { ...note, updatedAt: tools.clock.now() };
  await tools.journal.save(kept);
  return kept;
}

/**
 * Creates the user, if it is missing, and attaches its policy; the note is on disk before the call to AWS. Can be
 * repeated.
 *
 * @returns the updated note
 */
export async function makeUser(
  tools: ConfigureTools,
  note: ConfigureNote,
  signal?: AbortSignal,
): Promise<ConfigureNote> {
  let known = await keep(tools, { ...note, step: 'creating-user' });
  try {
    const { made } = await createUser(tools.clients, note.userName, {}, signal);
    if (made) known = await keep(tools, { ...known, userMade: true });
    if (note.policyArn) {
      await attachPolicy(tools.clients, note.userName, note.policyArn, signal);
      const { account, userName: of, policyArn: id } = note;
      await tools.made.add({ kind: 'user-policy', account, of, id });
    }
    return known;
  } catch (thrown) {
    if (!known.userMade && certain.has(asProblem(thrown).code)) await tools.journal.remove(note.id);
    throw thrown;
  }
}

/**
 * Creates the access key. Before that, the note records which keys the user has, to recognise a new one whose answer was
 * lost.
 *
 * @throws Problem KEYS_FULL, …
 */
export async function makeKey(
  tools: ConfigureTools,
  note: ConfigureNote,
  signal?: AbortSignal,
): Promise<{ note: ConfigureNote; key: NewAccessKey }> {
  const before = await keyIdsIfReadable(tools, note.userName, signal);
  if (before && before.length >= 2) throw keysFull(note.userName);
  const { accessKeyId: _lost, ...rest } = note;
  const begun = await keep(tools, {
    ...rest,
    step: 'creating-key',
    ...(before ? { keysBefore: before } : {}),
  });
  try {
    // Esc does not cancel this call: its answer holds the secret, which AWS never shows again.
    const key = await createAccessKey(tools.onceClients, note.userName);
    return { key, note: await keep(tools, { ...begun, step: 'saving', accessKeyId: key.accessKeyId }) };
  } catch (thrown) {
    if (!note.userMade && certain.has(asProblem(thrown).code)) await tools.journal.remove(note.id);
    throw thrown;
  }
}

async function keyIdsIfReadable(
  { clients }: ConfigureTools,
  user: string,
  signal?: AbortSignal,
): Promise<string[] | undefined> {
  try {
    return (await listAccessKeys(clients, user, signal)).map(({ id }) => id);
  } catch (thrown) {
    signal?.throwIfAborted();
    // Some people may create keys without being allowed to list them.
    if (asProblem(thrown).code === 'ACCESS_DENIED') return undefined;
    throw thrown;
  }
}

/** What happened to the key of a note. */
export type LostKeys =
  /** AWS created it, and no profile holds it: its secret is lost. */
  | { readonly kind: 'lost'; readonly keys: readonly AccessKeyRecord[] }
  /** A profile has it already. */
  | { readonly kind: 'saved'; readonly accessKeyId: string }
  /** AWS created none, or it is gone. */
  | { readonly kind: 'none' };

/**
 * Finds out what happened to the key of an earlier run's note.
 *
 * @param saved ids of the keys that profiles hold
 */
export async function findLostKeys(
  tools: ConfigureTools,
  note: ConfigureNote,
  saved: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<LostKeys> {
  if (note.accessKeyId && saved.has(note.accessKeyId))
    return { kind: 'saved', accessKeyId: note.accessKeyId };
  if (note.step === 'creating-user') return { kind: 'none' };
  let keys: AccessKeyRecord[];
  try {
    keys = await listAccessKeys(tools.clients, note.userName, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (asProblem(thrown).code !== 'AWS_REJECTED') throw thrown;
    // The user was deleted, and its keys with it.
    return { kind: 'none' };
  }
  const isOurs = ({ id }: AccessKeyRecord) =>
    note.accessKeyId
      ? id === note.accessKeyId
      : note.keysBefore !== undefined && !note.keysBefore.includes(id);
  const lost = keys.filter((key) => isOurs(key) && !saved.has(key.id));
  const found = keys.find((key) => isOurs(key) && saved.has(key.id));
  if (lost.length > 0) return { kind: 'lost', keys: lost };
  return found ? { kind: 'saved', accessKeyId: found.id } : { kind: 'none' };
}

/** Deletes keys permanently; only called after the user confirmed it. */
export async function deleteKeys(
  tools: ConfigureTools,
  user: string,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  for (const id of ids) await deleteAccessKey(tools.clients, user, id, signal);
}

/**
 * Records that the key is saved: from here on nothing can be lost. Removes the note, or changes it to say that the old
 * key is still active.
 */
export async function keySaved(tools: ConfigureTools, note: ConfigureNote): Promise<ConfigureNote> {
  const { account, userName: of, accessKeyId: id } = note;
  if (id) await tools.made.add({ kind: 'key', account, of, id });
  if (note.kind === 'rotate') return keep(tools, { ...note, step: 'retiring' });
  await tools.journal.remove(note.id);
  return note;
}

/** Deactivates the replaced key; it can be activated again until it is deleted. */
export async function retireKey(
  tools: ConfigureTools,
  note: ConfigureNote,
  signal?: AbortSignal,
): Promise<void> {
  if (note.oldKeyId) await switchKeyOff(tools.clients, note.userName, note.oldKeyId, signal);
  await tools.journal.remove(note.id);
}

/**
 * Removes what was created and not saved: the key, and the user if it is new. Only called after a confirmation.
 * Can be repeated.
 */
export async function takeBack(
  tools: ConfigureTools,
  note: ConfigureNote,
  signal?: AbortSignal,
): Promise<void> {
  const { clients } = tools;
  const lost = await findLostKeys(tools, note, new Set(), signal);
  if (lost.kind === 'lost')
    await deleteKeys(
      tools,
      note.userName,
      lost.keys.map(({ id }) => id),
      signal,
    );
  if (note.userMade) {
    if (note.policyArn) await detachPolicy(clients, note.userName, note.policyArn, signal);
    await deleteUser(clients, note.userName, signal);
  }
  await tools.journal.remove(note.id);
}
