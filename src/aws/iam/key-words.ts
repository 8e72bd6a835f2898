import { count } from '../../core/text.ts';
import type { AccessKeyRecord } from './access-keys.ts';

const day = 24 * 60 * 60 * 1000;

/** Days after which an access key should be replaced. Source: IAM user guide, "Rotate access keys regularly". */
export const rotationDays = 90;

/** What AWS last said about an access key, and how many its user has. */
export interface KnownKey extends Omit<AccessKeyRecord, 'id'> {
  /** How many access keys the user has, inactive ones included. */
  readonly keys: number;
  /** When AWS was called, milliseconds since the epoch. */
  readonly lookedAt: number;
}

/** The age of a key, and whether it should be replaced. @param now milliseconds since the epoch */
export function keyAge(
  { createdAt }: Pick<AccessKeyRecord, 'createdAt'>,
  now: number,
): { days?: number; due: boolean } {
  if (createdAt === undefined) return { due: false };
  const days = Math.max(0, Math.floor((now - createdAt) / day));
  return { days, due: days >= rotationDays };
}

/** Whether a key was used in the last seven days. @param now milliseconds since the epoch */
export function isUsedLately({ lastUsed }: AccessKeyRecord, now: number): boolean {
  return typeof lastUsed === 'object' && now - lastUsed.at < 7 * day;
}

/** `2 hours ago by s3`, `never`; undefined if AWS does not say. @param now milliseconds since the epoch */
export function lastUseWords(
  { lastUsed }: Pick<AccessKeyRecord, 'lastUsed'>,
  now: number,
): string | undefined {
  if (lastUsed === undefined || lastUsed === 'never') return lastUsed;
  return `${agoWords(now - lastUsed.at)} by ${lastUsed.service}`;
}

/** `active, 120 days old: due for rotation, last used 2 hours ago by s3`. @param now milliseconds since the epoch */
export function keyWords(key: Omit<AccessKeyRecord, 'id'>, now: number): string {
  const { days, due } = keyAge(key, now);
  const used = lastUseWords(key, now);
  const age = days === undefined ? [] : [days === 0 ? 'made today' : `${count(days, 'day')} old`];
  return [
    key.active ? 'active' : 'switched off',
    ...age,
    ...(due && key.active ? [`due for rotation (${rotationDays} days)`] : []),
    ...(used === undefined ? [] : [used === 'never' ? 'never used' : `last used ${used}`]),
  ].join(', ');
}

/** Whether an active key is old enough to be replaced. @param now milliseconds since the epoch */
export function isRotationDue(key: Pick<KnownKey, 'createdAt' | 'active'>, now: number): boolean {
  return key.active && keyAge(key, now).due;
}

/** As {@link keyWords}, with the number of keys and the time of the call. @param now milliseconds since the epoch */
export function knownKeyWords(key: KnownKey, now: number): string {
  const asked = now - key.lookedAt < 60_000 ? '' : `; AWS was asked ${agoWords(now - key.lookedAt)}`;
  return `${keyWords(key, now)}, ${key.keys === 1 ? 'the only key' : `one of ${count(key.keys, 'key')}`} of its user${asked}`;
}

/** A key's members in JSON output. @param now milliseconds since the epoch */
export function knownKeyFields(key: KnownKey, now: number) {
  const { active, createdAt, keys, lastUsed, lookedAt } = key;
  const iso = (at: number) => new Date(at).toISOString();
  return {
    active,
    ageDays: keyAge(key, now).days,
    rotationDue: isRotationDue(key, now),
    keys,
    createdAt: createdAt === undefined ? undefined : iso(createdAt),
    lastUsed: typeof lastUsed === 'object' ? { at: iso(lastUsed.at), service: lastUsed.service } : lastUsed,
    lookedAt: iso(lookedAt),
  };
}

function agoWords(ms: number): string {
  if (ms < 60_000) return 'less than a minute ago';
  if (ms < 60 * 60_000) return `${count(Math.floor(ms / 60_000), 'minute')} ago`;
  if (ms < 2 * day) return `${count(Math.floor(ms / (60 * 60_000)), 'hour')} ago`;
  return `${count(Math.floor(ms / day), 'day')} ago`;
}
