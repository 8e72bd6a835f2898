import { join } from 'node:path';
import { asRecord, isTime, jsonValue } from '../core/json-values.ts';
import { ago } from '../core/text.ts';
import { isVersion } from '../core/version-order.ts';
import { readTextFileSync } from '../platform/read-sync.ts';

/** The newest version at the last check. */
export interface NewestVersion {
  readonly version: string;
  /** When it was checked, milliseconds since the epoch. */
  readonly seenAt: number;
}

/**
 * The result of the last check for a newer version; undefined if there was none, or the file is invalid. Never throws,
 * because `--version` uses it.
 *
 * @param folder our state folder
 */
export function readNewestVersion(folder: string): NewestVersion | undefined {
  const { newest, seenAt } = asRecord(jsonValue(readTextFileSync(newestVersionFile(folder)))) ?? {};
  if (typeof newest !== 'string' || !isVersion(newest) || !isTime(seenAt)) return undefined;
  return { version: newest, seenAt };
}

/** Path of the file with the newest version. @param folder our state folder */
export function newestVersionFile(folder: string): string {
  return join(folder, 'newest-version.json');
}

/** That a version is available, and when it was seen; without a full stop. */
export function newestWords({ version, seenAt }: NewestVersion, now: number): string {
  return `amplify-tui ${version} is there (seen ${ago(seenAt, now)})`;
}
