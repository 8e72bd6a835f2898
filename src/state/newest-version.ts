import { join } from 'node:path';
import { asRecord, isTime, jsonValue } from '../core/json-values.ts';
import { ago } from '../core/text.ts';
import { isVersion } from '../core/version-order.ts';
import { readTextFileSync } from '../platform/read-sync.ts';

/** The newest version that there was when somebody asked. */
export interface NewestVersion {
  readonly version: string;
  /** When it was asked for, milliseconds since the epoch. */
  readonly seenAt: number;
}

/**
 * What was said when the newest version was asked for last; undefined where nobody has asked yet, or where the file holds
 * anything else. It never fails: `--version` reads it.
 *
 * @param folder our state folder
 */
export function readNewestVersion(folder: string): NewestVersion | undefined {
  const { newest, seenAt } = asRecord(jsonValue(readTextFileSync(newestVersionFile(folder)))) ?? {};
  if (typeof newest !== 'string' || !isVersion(newest) || !isTime(seenAt)) return undefined;
  return { version: newest, seenAt };
}

/** The file of the newest version. @param folder our state folder */
export function newestVersionFile(folder: string): string {
  return join(folder, 'newest-version.json');
}

/** That a version is there, and when it was seen; without a full stop. */
export function newestWords({ version, seenAt }: NewestVersion, now: number): string {
  return `amplify-tui ${version} is there (seen ${ago(seenAt, now)})`;
}
