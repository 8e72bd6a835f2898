import { join } from 'node:path';
import { asRecord, isText, isTime, jsonValue } from '../core/json-values.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';

const kinds = ['key', 'user-policy', 'role-policy', 'device'] as const;

/**
 * Something that this program created in AWS and that cannot be tagged: an access key, a policy attachment, an MFA
 * device.
 */
export interface MadePiece {
  readonly kind: (typeof kinds)[number];
  /** 12 digits. */
  readonly account: string;
  /** The user or role that has it. */
  readonly of: string;
  /** The id of the key, the ARN of the policy, the serial number of the device. */
  readonly id: string;
}

/** A removal of access in progress, with what can no longer be found once parts of it are gone. Holds no secret. */
export interface AccessRemoval {
  readonly profile: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly user?: string;
  /** ARNs of policies, and serial numbers of devices, to delete once nobody uses them. */
  readonly policies: readonly string[];
  readonly devices: readonly string[];
  /** The user's deviations from the suggestion, by the id of the piece. */
  readonly decided: Readonly<Record<string, boolean>>;
}

export interface NotedAccess {
  readonly pieces: readonly MadePiece[];
  readonly removals: readonly AccessRemoval[];
}

export interface MadeAccess {
  /** @throws Problem FILE_UNREADABLE; FILE_MALFORMED if the file cannot be understood */
  read(): Promise<NotedAccess>;
  /** @throws Problem FILE_UNWRITABLE, and those of {@link read} */
  add(piece: MadePiece): Promise<void>;
  /** Notes a removal, replacing an earlier one of the same profile. */
  begin(removal: AccessRemoval): Promise<void>;
  /** Forgets a removal that is done, and the pieces that were removed. */
  end(profile: string, isGone: (piece: MadePiece) => boolean): Promise<void>;
}

/** The notes in `<state>/made-access.json`, mode 0600. Touches no file until it is used. */
export function openMadeAccess(stateFolder: string): MadeAccess {
  const path = join(stateFolder, 'made-access.json');
  const read = async () => {
    const text = await readTextFile(path);
    if (text === undefined || text.trim() === '') return { pieces: [], removals: [] };
    const noted = asNoted(jsonValue(text));
    if (noted) return noted;
    throw malformed(path);
  };
  const change = async (changed: (noted: NotedAccess) => NotedAccess) => {
    await ensureFolder(stateFolder, 0o700);
    await withFileLock(path, async () => {
      const { pieces, removals } = changed(await read());
      await writeFileAtomic(path, `${JSON.stringify({ version: 1, pieces, removals }, undefined, 2)}\n`, {
        mode: 0o600,
      });
    });
  };
  return {
    read,
    add: (piece) =>
      change(({ pieces, removals }) => ({
        removals,
        pieces: [...pieces.filter((known) => !samePiece(known, piece)), piece],
      })),
    begin: (removal) =>
      change(({ pieces, removals }) => ({
        pieces,
        removals: [...removals.filter(({ profile }) => profile !== removal.profile), removal],
      })),
    end: (name, isGone) =>
      change(({ pieces, removals }) => ({
        pieces: pieces.filter((piece) => !isGone(piece)),
        removals: removals.filter(({ profile }) => profile !== name),
      })),
  };
}

function samePiece(one: MadePiece, other: MadePiece): boolean {
  return (
    one.kind === other.kind && one.account === other.account && one.of === other.of && one.id === other.id
  );
}

function malformed(path: string): Problem {
  return new Problem({
    code: 'FILE_MALFORMED',
    what: `The file ${plainText(path)} cannot be understood.`,
    why: 'It notes which keys and policies this program has made; it is damaged, or of another version.',
    next: 'Move it away: what it noted counts as made by others then, and is removed only when it is named.',
  });
}

function asNoted(value: unknown): NotedAccess | undefined {
  const record = asRecord(value);
  if (record?.version !== 1 || !Array.isArray(record.pieces) || !Array.isArray(record.removals))
    return undefined;
  const pieces = record.pieces.map(asPiece);
  const removals = record.removals.map(asRemoval);
  const whole = pieces.filter((piece) => piece !== undefined);
  const wholeRemovals = removals.filter((removal) => removal !== undefined);
  return whole.length === pieces.length && wholeRemovals.length === removals.length
    ? { pieces: whole, removals: wholeRemovals }
    : undefined;
}

function asPiece(value: unknown): MadePiece | undefined {
  const { kind: given, account, of, id } = asRecord(value) ?? {};
  const kind = kinds.find((known) => known === given);
  return kind && isText(account) && isText(of) && isText(id) ? { kind, account, of, id } : undefined;
}

function asRemoval(value: unknown): AccessRemoval | undefined {
  const { profile, account, startedAt, user, policies, devices, decided } = asRecord(value) ?? {};
  if (!isText(profile) || !isText(account) || !isTime(startedAt)) return undefined;
  const texts = (list: unknown) => (Array.isArray(list) ? list.filter(isText) : []);
  const choices = Object.entries(asRecord(decided) ?? {}).flatMap(([id, taken]) =>
    typeof taken === 'boolean' ? [[id, taken] as const] : [],
  );
  return {
    profile,
    account,
    startedAt,
    policies: texts(policies),
    devices: texts(devices),
    ...(isText(user) ? { user } : {}),
    decided: Object.fromEntries(choices),
  };
}
