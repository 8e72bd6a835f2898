import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { jsonFault } from '../core/json-form.ts';
import { asRecord } from '../core/json-values.ts';
import { Secret } from '../core/secret.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { homeFolder } from '../platform/paths.ts';
import { renewBefore } from './provider.ts';

/** Temporary credentials of a role. */
export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What distinguishes sessions of the same role and session name. */
export interface SessionSource {
  /** ARN or access key of whoever assumes the role. */
  readonly source: string;
  readonly externalId?: string | undefined;
  readonly mfaSerial?: string | undefined;
  /** The requested duration in seconds; absent for AWS's default of an hour. */
  readonly durationSeconds?: number | undefined;
}

/** One entry for lists, without secrets. */
export interface CachedSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly expiresAt: number;
}

/** The sessions of assumed roles on disk; see {@link openSessionCache}. */
export interface SessionCache {
  /**
   * @returns a session with at least a minute left. `verified` is false for one that another program wrote, which does not
   * say whose it is: ask AWS before using it
   */
  find(
    roleArn: string,
    sessionName: string,
    source: SessionSource,
  ): Promise<{ readonly session: RoleSession; readonly verified: boolean } | undefined>;
  save(roleArn: string, sessionName: string, source: SessionSource, session: RoleSession): Promise<void>;
  /** Whether there is any session of this role and session name, whoever opened it. */
  holds(roleArn: string, sessionName: string): Promise<boolean>;
  /** Removes the session with this access key, which AWS no longer accepts. */
  drop(accessKeyId: string): Promise<void>;
  /** Every session that has not expired, the one with most time left first. */
  list(): Promise<CachedSession[]>;
  /** Removes all sessions of a role, or one of them; without a role, all. @returns how many were removed */
  forget(roleArn?: string, sessionName?: string): Promise<number>;
}

/** Where both generations of the Amplify CLI keep role sessions: `~/.amplify/awscloudformation/cache.json`. */
export function sessionCachePath(env: NodeJS.ProcessEnv): string {
  return join(homeFolder(env), '.amplify', 'awscloudformation', 'cache.json');
}

/**
 * The cache file of the Amplify CLI: `{ roleArn: { sessionName: { accessKeyId, secretAccessKey, sessionToken,
 * expiration } } }`. It is written flat, which every version reads; the nested form (`{ credentials: {...} }`, from 14.2.2
 * on) is read, too. An extra member `fingerprint` keeps one profile's session from being given to another that assumes the
 * same role; the CLI ignores it. An unreadable file counts as an empty cache: AWS would give everything in it again.
 *
 * @param now milliseconds since the epoch
 */
export function openSessionCache(path: string, now: () => number): SessionCache {
  const read = async (): Promise<Entry[]> => parseEntries(await readTextFile(path).catch(() => undefined));
  const change = async (edit: (entries: readonly Entry[]) => readonly Entry[]): Promise<void> => {
    await ensureFolder(dirname(path), 0o700);
    await withFileLock(path, async () => {
      const entries = edit(await read());
      const kept = entries.filter(({ session }) => session.expiresAt - now() >= renewBefore);
      await writeFileAtomic(path, textOf(kept), { mode: 0o600 });
    });
  };
  return {
    async find(roleArn, sessionName, source) {
      const entry = (await read()).find(
        (candidate) => candidate.roleArn === roleArn && candidate.sessionName === sessionName,
      );
      if (!entry || entry.session.expiresAt - now() < renewBefore) return undefined;
      if (entry.fingerprint === undefined) return { session: entry.session, verified: false };
      return entry.fingerprint === fingerprint(source)
        ? { session: entry.session, verified: true }
        : undefined;
    },
    save: (roleArn, sessionName, source, session) =>
      change((entries) => {
        const others = entries.filter(
          (entry) => entry.roleArn !== roleArn || entry.sessionName !== sessionName,
        );
        return [...others, { roleArn, sessionName, session, fingerprint: fingerprint(source) }];
      }),
    holds: async (roleArn, sessionName) =>
      (await read()).some((entry) => entry.roleArn === roleArn && entry.sessionName === sessionName),
    async drop(accessKeyId) {
      const isOther = ({ session }: Entry) => session.accessKeyId !== accessKeyId;
      if ((await read()).every(isOther)) return;
      await change((entries) => entries.filter(isOther));
    },
    async list() {
      const entries = (await read()).filter(({ session }) => session.expiresAt > now());
      return entries
        .map(({ roleArn, sessionName, session }) => ({ roleArn, sessionName, expiresAt: session.expiresAt }))
        .sort((one, other) => other.expiresAt - one.expiresAt);
    },
    async forget(roleArn, sessionName) {
      let removed = 0;
      const isMeant = (entry: Entry) =>
        (roleArn === undefined || entry.roleArn === roleArn) &&
        (sessionName === undefined || entry.sessionName === sessionName);
      if (!(await read()).some(isMeant)) return 0;
      await change((entries) => {
        const kept = entries.filter((entry) => !isMeant(entry));
        removed = entries.length - kept.length;
        return kept;
      });
      return removed;
    },
  };
}

interface Entry {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly session: RoleSession;
  readonly fingerprint: string | undefined;
}

function fingerprint({ source, externalId, mfaSerial, durationSeconds = 3_600 }: SessionSource): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        source,
        externalId ?? '',
        mfaSerial ?? '',
        // As in the AWS CLI, another duration means another session: one that is too long is refused immediately.
        ...(durationSeconds === 3_600 ? [] : [durationSeconds]),
      ]),
    )
    .digest('hex');
}

function parseEntries(text: string | undefined): Entry[] {
  const roles = Object.entries(asRecord(parsed(text)) ?? {});
  return roles.flatMap(([roleArn, sessions]) =>
    Object.entries(asRecord(sessions) ?? {}).flatMap(([sessionName, value]): Entry[] => {
      const record = asRecord(value);
      const session = sessionOf(asRecord(record?.credentials) ?? record);
      const mark = typeof record?.fingerprint === 'string' ? record.fingerprint : undefined;
      return session ? [{ roleArn, sessionName, session, fingerprint: mark }] : [];
    }),
  );
}

function sessionOf(record: Record<string, unknown> | undefined): RoleSession | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = record ?? {};
  const expiresAt = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  if (typeof accessKeyId !== 'string' || accessKeyId === '' || Number.isNaN(expiresAt)) return undefined;
  if (typeof secretAccessKey !== 'string' || typeof sessionToken !== 'string') return undefined;
  return {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    sessionToken: new Secret(sessionToken),
    expiresAt,
  };
}

function textOf(entries: readonly Entry[]): string {
  const roles = new Map<string, [string, unknown][]>();
  for (const entry of entries) {
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = entry.session;
    const record = {
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      sessionToken: sessionToken.reveal(),
      expiration: new Date(expiresAt).toISOString(),
      ...(entry.fingerprint === undefined ? {} : { fingerprint: entry.fingerprint }),
    };
    roles.set(entry.roleArn, [...(roles.get(entry.roleArn) ?? []), [entry.sessionName, record]]);
  }
  const file = [...roles].map(([roleArn, sessions]) => [roleArn, Object.fromEntries(sessions)]);
  return JSON.stringify(Object.fromEntries(file), null, 4);
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || jsonFault(text) !== undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
