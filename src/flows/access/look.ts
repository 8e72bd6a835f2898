import type { AwsClients } from '../../aws/clients.ts';
import { keyUse, listAccessKeys } from '../../aws/iam/access-keys.ts';
import { groupsOfUser, hasPassword, policiesOfRole, policiesOfUser } from '../../aws/iam/held.ts';
import { isUsedLately } from '../../aws/iam/key-words.ts';
import { listUnassignedDevices, listUserDevices } from '../../aws/iam/mfa-devices.ts';
import { findPolicy, type PolicyFacts } from '../../aws/iam/policies.ts';
import { findRole } from '../../aws/iam/roles.ts';
import { findUser } from '../../aws/iam/users.ts';
import { userOfArn } from '../../core/arn.ts';
import type { Identity } from '../../core/plan.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import type { AccessRemoval, MadePiece, NotedAccess } from '../../state/made-access.ts';
import { inlinePolicyName } from '../assume-role/permissions.ts';
import type { AccessPiece, FoundAccess, PieceKind } from './plan.ts';
import { type AccessSubject, notedName, roleOf } from './subject.ts';

/** What a look needs from its caller. */
export interface LookTools {
  readonly clients: AwsClients;
  /** Asks AWS whose the profile's key is. @throws Problem CREDENTIALS_REJECTED if AWS does not know it */
  readonly whoIs: (profile: string) => Promise<Identity>;
  readonly signal?: AbortSignal | undefined;
}

/** What a look is about. */
export interface LookAt {
  readonly subject: AccessSubject;
  readonly acting: AccessChoice;
  readonly identity: Identity;
  readonly noted: NotedAccess;
  /** Whether the acting access is among what is removed. */
  readonly isOwn: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Finds everything that AWS has for a profile. Reads only.
 *
 * @throws Problem PROFILE_ELSEWHERE if the profile is in another account than the caller; ACCESS_DENIED, … for required
 * facts
 */
export async function lookAtAccess(tools: LookTools, at: LookAt): Promise<FoundAccess> {
  const { subject, acting, identity, noted, now } = at;
  const removal = noted.removals.find(
    ({ profile, account }) => profile === notedName(subject) && account === identity.account,
  );
  const notes: string[] = [];
  const { user, unknown } = subject.key
    ? await userOf(tools, at, subject.key, removal)
    : { user: undefined, unknown: undefined };
  if (unknown !== undefined) notes.push(unknown);
  const held = user === undefined ? [] : await piecesOfUser(tools, at, user, removal, notes);
  const role = await piecesOfRole(tools, at, notes);
  const own = user !== undefined && identity.arn.endsWith(`/${user}`) && identity.arn.includes(':user/');
  const asRole = subject.isRole && identity.arn.includes(`:assumed-role/${subject.name}/`);
  const isOwn = at.isOwn || own || asRole === true;
  const policies = user === undefined ? [] : await policiesLeft(tools, at, held, removal);
  // What was created to be attached was also attached by this program.
  const userPieces = held.map((piece) =>
    policies.some(({ id }) => id === piece.id) ? { ...piece, made: true } : piece,
  );
  return {
    subject,
    acting,
    identity,
    notes,
    lookedAt: now,
    pieces: [...userPieces, ...policies, ...role.pieces],
    keyGone:
      subject.key !== undefined &&
      unknown === undefined &&
      !userPieces.some(({ id }) => id === subject.key?.id),
    roleGone: role.gone,
    ...(user === undefined ? {} : { user }),
    ...(isOwn
      ? {
          cannot:
            'You look with the access itself, which cannot take itself away: use another one of the account first.',
        }
      : {}),
    ...(removal ? { begunAt: removal.startedAt } : {}),
  };
}

/** The user of an access key: AWS names it for a key of the account; for a deleted key only the notes do. */
async function userOf(
  { clients, whoIs, signal }: LookTools,
  { identity, noted }: LookAt,
  key: NonNullable<AccessSubject['key']>,
  removal: AccessRemoval | undefined,
): Promise<{ readonly user?: string; readonly unknown?: string }> {
  const piece = noted.pieces.find(({ kind, id }) => kind === 'key' && id === key.id);
  if (piece && piece.account !== identity.account) throw elsewhere(key.profile, piece.account, identity);
  const told = (await keyUse(clients, key.id, signal))?.user ?? piece?.of ?? removal?.user;
  if (told !== undefined) return { user: told };
  try {
    const who = await whoIs(key.profile);
    if (who.account !== identity.account) throw elsewhere(key.profile, who.account, identity);
    const user = userOfArn(who.arn);
    return user === undefined ? { unknown: `The key belongs to ${who.arn}, which is not a user.` } : { user };
  } catch (thrown) {
    signal?.throwIfAborted();
    const { code, what } = asProblem(thrown);
    if (code === 'PROFILE_ELSEWHERE') throw thrown;
    // AWS does not know the key: it was deleted, and its owner is unknown.
    return code === 'CREDENTIALS_REJECTED' ? {} : { unknown: `The owner of the key is not known: ${what}` };
  }
}

function elsewhere(profile: string, account: string, identity: Identity): Problem {
  return new Problem({
    code: 'PROFILE_ELSEWHERE',
    what: `The profile ${plainText(profile)} is of account ${plainText(account)}.`,
    why: `${plainText(identity.access)} is account ${identity.account}, and sees nothing of it.`,
    next: `Use an access of account ${plainText(account)}: --with-profile NAME, or Enter on it among the profiles.`,
  });
}

/** Everything that a user has, and the user. */
async function piecesOfUser(
  tools: LookTools,
  at: LookAt,
  name: string,
  removal: AccessRemoval | undefined,
  notes: string[],
): Promise<AccessPiece[]> {
  const { clients, signal } = tools;
  const found = await findUser(clients, name, signal);
  const pieces: AccessPiece[] = [];
  const add = (kind: PieceKind, id: string, more: Partial<AccessPiece> = {}) =>
    pieces.push({ kind, id, of: found?.name ?? name, made: isNoted(at, kind, id, name), ...more });
  if (found) {
    const [keys, held, devices, kept] = await Promise.all([
      listAccessKeys(clients, found.name, signal),
      policiesOfUser(clients, found.name, signal),
      listUserDevices(clients, found.name, signal),
      keptBy(tools, found.name, notes),
    ]);
    for (const key of keys)
      add('key', key.id, {
        key,
        // The key in question, if the user is ours.
        ...(found.made && key.id === at.subject.key?.id ? { made: true } : {}),
        ...(isUsedLately(key, at.now) ? { usedLately: true as const } : {}),
      });
    for (const arn of held.attached) add('user-policy', arn);
    for (const inline of held.inline) add('user-inline', inline);
    for (const serial of devices) add('device', serial);
    add('user', found.name, { made: found.made, ...(kept === undefined ? {} : { kept }) });
  }
  const left = (removal?.devices ?? []).filter((serial) => !pieces.some(({ id }) => id === serial));
  if (left.length > 0) {
    const nobodys = await listUnassignedDevices(clients, signal);
    for (const serial of left) if (nobodys.includes(serial)) add('device', serial, { made: true });
  }
  return pieces;
}

/** What others have given a user and what prevents its deletion, one clause. */
async function keptBy(
  { clients, signal }: LookTools,
  user: string,
  notes: string[],
): Promise<string | undefined> {
  const ask = async <T>(look: () => Promise<T>, none: T): Promise<T> => {
    try {
      return await look();
    } catch (thrown) {
      signal?.throwIfAborted();
      const { code, what } = asProblem(thrown);
      if (code !== 'ACCESS_DENIED') throw thrown;
      // AWS refuses to delete a user that has them.
      notes.push(`Groups and password of the user may not be looked at: ${what}`);
      return none;
    }
  };
  const groups = await ask(() => groupsOfUser(clients, user, signal), []);
  if (groups.length > 0) return `it is in the group ${groups.map((name) => plainText(name)).join(', ')}`;
  return (await ask(() => hasPassword(clients, user, signal), false))
    ? 'it has a password for the console'
    : undefined;
}

/** The policies that this program created, which are deleted once nobody uses them. */
async function policiesLeft(
  { clients, signal }: LookTools,
  { identity }: LookAt,
  pieces: readonly AccessPiece[],
  removal: AccessRemoval | undefined,
): Promise<AccessPiece[]> {
  const ours = `:iam::${identity.account}:policy/`;
  const here = pieces.filter(({ kind }) => kind === 'user-policy').map(({ id }) => id);
  const arns = [...new Set([...here, ...(removal?.policies ?? [])])].filter((arn) => arn.includes(ours));
  const found: AccessPiece[] = [];
  for (const arn of arns) {
    const facts = await findPolicy(clients, arn, signal);
    if (facts?.made) found.push(policyPiece(arn, facts, here.includes(arn) ? 1 : 0));
  }
  return found;
}

function policyPiece(arn: string, { made, attached }: PolicyFacts, own: number): AccessPiece {
  return {
    kind: 'policy',
    id: arn,
    of: arn.slice(arn.lastIndexOf('/') + 1),
    made,
    ...(attached > own ? { kept: 'others have it, too' } : {}),
  };
}

/** The profile's role with its policies, if it is in this account. */
async function piecesOfRole(
  { clients, signal }: LookTools,
  at: LookAt,
  notes: string[],
): Promise<{ pieces: AccessPiece[]; gone: boolean }> {
  const { subject, identity } = at;
  if (subject.roleArn === undefined && !subject.isRole) return { pieces: [], gone: false };
  const name = roleOf(subject, identity);
  if (name === undefined) {
    notes.push(
      `The role ${plainText(subject.roleArn ?? '')} is in another account, and is looked at with an access of it.`,
    );
    return { pieces: [], gone: false };
  }
  const role = await findRole(clients, name, signal);
  if (!role) return { pieces: [], gone: true };
  const held = await policiesOfRole(clients, name, signal);
  const piece = (kind: PieceKind, id: string, made: boolean): AccessPiece => ({ kind, id, of: name, made });
  return {
    gone: false,
    pieces: [
      ...held.attached.map((arn) => piece('role-policy', arn, isNoted(at, 'role-policy', arn, name))),
      ...held.inline.map((id) => piece('role-inline', id, role.made && id === inlinePolicyName)),
      piece('role', name, role.made),
    ],
  };
}

/** Whether this machine has noted that this program created it. */
function isNoted({ noted, identity }: LookAt, kind: PieceKind, id: string, of: string): boolean {
  const isIt = (piece: MadePiece) =>
    piece.kind === kind &&
    piece.id === id &&
    piece.account === identity.account &&
    // Names in IAM are case-insensitive.
    piece.of.toLowerCase() === of.toLowerCase();
  return noted.pieces.some(isIt);
}
