import { count } from '../../core/text.ts';
import type { AccessKeyRecord } from './access-keys.ts';

const day = 24 * 60 * 60 * 1000;

/** Days after which an access key should be replaced. Source: IAM user guide, "Rotate access keys regularly". */
export const rotationDays = 90;

/** How old a key is and whether it should be replaced. @param now milliseconds since the epoch */
export function keyAge({ createdAt }: AccessKeyRecord, now: number): { days?: number; due: boolean } {
  if (createdAt === undefined) return { due: false };
  const days = Math.max(0, Math.floor((now - createdAt) / day));
  return { days, due: days >= rotationDays };
}

/** Whether a key was used in the last seven days. @param now milliseconds since the epoch */
export function isUsedLately({ lastUsed }: AccessKeyRecord, now: number): boolean {
  return typeof lastUsed === 'object' && now - lastUsed.at < 7 * day;
}

/** `2 hours ago by s3`, `never`; undefined where AWS does not tell. @param now milliseconds since the epoch */
export function lastUseWords({ lastUsed }: AccessKeyRecord, now: number): string | undefined {
  if (lastUsed === undefined || lastUsed === 'never') return lastUsed;
  return `${agoWords(now - lastUsed.at)} by ${lastUsed.service}`;
}

/** `active, 120 days old: due for rotation, last used 2 hours ago by s3`. @param now milliseconds since the epoch */
export function keyWords(key: AccessKeyRecord, now: number): string {
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

function agoWords(ms: number): string {
  if (ms < 60_000) return 'less than a minute ago';
  if (ms < 60 * 60_000) return `${count(Math.floor(ms / 60_000), 'minute')} ago`;
  if (ms < 2 * day) return `${count(Math.floor(ms / (60 * 60_000)), 'hour')} ago`;
  return `${count(Math.floor(ms / day), 'day')} ago`;
}
