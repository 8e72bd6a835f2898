import type { AccessKeyRecord } from '../../aws/iam/access-keys.ts';
import type { Identity } from '../../core/plan.ts';
import { count, plainText } from '../../core/text.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import type { AccessSubject } from './subject.ts';

export type PieceKind =
  | 'key'
  | 'user-policy'
  | 'user-inline'
  | 'device'
  | 'user'
  | 'policy'
  | 'role-policy'
  | 'role-inline'
  | 'role';

/** Something that AWS has for a profile. */
export interface AccessPiece {
  readonly kind: PieceKind;
  /** In AWS's terms: the id of a key, an ARN, a serial number, a name. */
  readonly id: string;
  /** The user or role that has it; for a user or role its own name. */
  readonly of: string;
  /** Whether this program created it, according to its tag or the note on this machine. */
  readonly made: boolean;
  /** `key` only. */
  readonly key?: AccessKeyRecord;
  /** Whether it was used in the last seven days. */
  readonly usedLately?: true;
  /** What prevents its removal whatever is decided, one clause. */
  readonly kept?: string;
}

/** What AWS has for a profile, and with which access that was found out. */
export interface FoundAccess {
  readonly subject: AccessSubject;
  readonly acting: AccessChoice;
  readonly identity: Identity;
  /** Milliseconds since the epoch. */
  readonly lookedAt: number;
  /** The user of the access key. */
  readonly user?: string;
  readonly pieces: readonly AccessPiece[];
  /** Whether the key no longer exists, as far as is known. */
  readonly keyGone: boolean;
  /** Whether the role no longer exists. */
  readonly roleGone: boolean;
  /** What people should know beforehand, one sentence each. */
  readonly notes: readonly string[];
  /** Why nothing can be removed with this access, one sentence. */
  readonly cannot?: string;
  /** When an unfinished removal was started, milliseconds since the epoch. */
  readonly begunAt?: number;
}

/** The user's deviations from the suggestion, by {@link pieceKey}. */
export type Decided = Readonly<Record<string, boolean>>;

/** One step of a removal; each can be repeated. */
export type AccessStep =
  | {
      readonly kind: 'key-off' | 'key' | Exclude<PieceKind, 'key'>;
      readonly piece: AccessPiece;
      readonly text: string;
    }
  | { readonly kind: 'profile'; readonly profile: string; readonly text: string };

/** A removal to be carried out: the review shows it, and running it is the only way anything is removed. */
export interface AccessPlan {
  readonly found: FoundAccess;
  readonly decided: Decided;
  readonly steps: readonly AccessStep[];
  /** What people should know beforehand, one sentence each: the findings, and what else stops working. */
  readonly notes: readonly string[];
  /** What stays, one sentence each, safe to show. */
  readonly stays: readonly string[];
}

export const pieceKey = ({ kind, of, id }: AccessPiece) => `${kind} ${of} ${id}`;

/** Whether a piece is removed: by default what this program created, and what others created only if it is named. */
export function goes(piece: AccessPiece, decided: Decided): boolean {
  return piece.kept === undefined && (decided[pieceKey(piece)] ?? piece.made);
}

/** `the access key …ABCD`, `the policy X of the user Y`; safe to show. */
export function pieceName({ kind, id, of }: AccessPiece): string {
  const short = plainText(id.slice(id.lastIndexOf('/') + 1));
  const owner = plainText(of);
  switch (kind) {
    case 'key':
      return `the access key …${plainText(id.slice(-4))} of ${owner}`;
    case 'user-policy':
      return `the policy ${short} attached to ${owner}`;
    case 'user-inline':
      return `the policy ${short} of ${owner} itself`;
    case 'device':
      return `the MFA device ${short} of ${owner}`;
    case 'user':
      return `the user ${owner}`;
    case 'policy':
      return `the policy ${short}`;
    case 'role-policy':
      return `the policy ${short} attached to the role ${owner}`;
    case 'role-inline':
      return `the policy ${short} of the role ${owner} itself`;
    case 'role':
      return `the role ${owner}`;
  }
}

const ofUser: readonly PieceKind[] = ['key', 'user-policy', 'user-inline', 'device'];
const ofRole: readonly PieceKind[] = ['role-policy', 'role-inline'];
/** IAM's required order: an owner is deleted once it has nothing left. */
const order: readonly PieceKind[] = [
  ...(['user-policy', 'user-inline', 'device', 'key', 'user', 'policy'] as const),
  ...(['role-policy', 'role-inline', 'role'] as const),
];

const verbs: Readonly<Record<PieceKind, string>> = {
  'user-policy': 'detach',
  'role-policy': 'detach',
  'user-inline': 'delete',
  'role-inline': 'delete',
  policy: 'delete',
  key: 'delete',
  device: 'deactivate and delete',
  user: 'delete',
  role: 'delete',
};

/**
 * Puts the steps in AWS's required order: deactivate keys, then remove policies and device, then delete keys, then user
 * and role, the profile last.
 */
export function planAccess(found: FoundAccess, decided: Decided): AccessPlan {
  const { pieces, subject } = found;
  const going = new Set(pieces.filter((piece) => goes(piece, decided)));
  const stays: string[] = [];
  const holdsOn = (owner: 'user' | 'role', held: readonly PieceKind[]) => {
    for (const piece of pieces.filter(({ kind }) => kind === owner)) {
      const left = pieces.filter(
        (other) => held.includes(other.kind) && other.of === piece.of && !going.has(other),
      );
      if (!going.has(piece) || left.length === 0) continue;
      going.delete(piece);
      stays.push(
        `${sentence(pieceName(piece))} stays, since ${left.map(pieceName).join(', ')} ${left.length === 1 ? 'stays' : 'stay'}.`,
      );
    }
  };
  holdsOn('user', ofUser);
  holdsOn('role', ofRole);
  for (const piece of pieces) {
    if (going.has(piece)) continue;
    if (piece.kept !== undefined) stays.push(`${sentence(pieceName(piece))} stays: ${piece.kept}.`);
    else if (decided[pieceKey(piece)] === false) stays.push(`${sentence(pieceName(piece))} is kept.`);
    else if (!piece.made)
      stays.push(`${sentence(pieceName(piece))} stays: this program has not made it, as far as is known.`);
  }
  const steps: AccessStep[] = [
    ...pieces.filter((piece) => piece.kind === 'key' && going.has(piece) && piece.key?.active === true),
  ].map((piece) => ({ kind: 'key-off', piece, text: `switch off ${pieceName(piece)}` }));
  for (const kind of order)
    for (const piece of pieces)
      if (piece.kind === kind && going.has(piece))
        steps.push({ kind, piece, text: `${verbs[kind]} ${pieceName(piece)}` });
  for (const profile of endedProfiles(found, going))
    steps.push({ kind: 'profile', profile, text: `take the profile ${plainText(profile)} out of ~/.aws` });
  if (!subject.isRole && !steps.some((step) => step.kind === 'profile' && step.profile === subject.name))
    stays.push(`The profile ${plainText(subject.name)} stays, since it still works.`);
  const shown = found.cannot === undefined ? steps : [];
  return { found, decided, stays, steps: shown, notes: [...found.notes, ...othersNote(found, shown)] };
}

/** Who else uses the key or the role, if it is removed or gone. */
function othersNote({ subject, keyGone, roleGone }: FoundAccess, steps: readonly AccessStep[]): string[] {
  const { others, isRole, key } = subject;
  const ends = isRole
    ? roleGone || steps.some(({ kind }) => kind === 'role')
    : keyGone || steps.some((step) => step.kind === 'key' && step.piece.id === key?.id);
  if (others.length === 0 || !ends) return [];
  const names = others.map((name) => plainText(name)).join(', ');
  const isOne = others.length === 1;
  const uses = `${isOne ? 'uses' : 'use'} ${isRole ? 'a role of this name' : 'the same key'}`;
  return [
    `${isOne ? 'The profile' : 'The profiles'} ${names} ${uses} and ${isOne ? 'stops' : 'stop'} working with it.`,
  ];
}

/** The profiles that no longer give access afterwards, the requested one last. */
function endedProfiles(
  { subject, pieces, keyGone, roleGone }: FoundAccess,
  going: ReadonlySet<AccessPiece>,
): string[] {
  const { key, roleArn, name: profile, isRole, sourceGone } = subject;
  if (isRole) return [];
  const keyEnds =
    key !== undefined && (keyGone || pieces.some((piece) => piece.id === key.id && going.has(piece)));
  const roleEnds =
    roleArn !== undefined && (roleGone || pieces.some((piece) => piece.kind === 'role' && going.has(piece)));
  const ended = [
    ...(keyEnds && key.profile !== profile ? [key.profile] : []),
    ...(keyEnds || roleEnds || sourceGone ? [profile] : []),
  ];
  return ended;
}

const sentence = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;

/** The pieces that a word refers to: by id, by the last part of an ARN, by the last four characters of a key. */
export function piecesNamed({ pieces }: FoundAccess, word: string): AccessPiece[] {
  const bare = word.replace(/^(?:…|\.\.\.)/, '');
  return pieces.filter(
    ({ kind, id }) =>
      id === word ||
      id.slice(id.lastIndexOf('/') + 1) === word ||
      (kind === 'key' && bare.length === 4 && id.endsWith(bare)),
  );
}

/** How many pieces there are, and how many of them this program created. */
export function tallyWords({ pieces }: FoundAccess): string {
  const own = pieces.filter(({ made }) => made).length;
  return `${count(pieces.length, 'piece')}, ${own} made by this program`;
}
