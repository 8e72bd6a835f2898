import { isNewer } from '../core/version-order.ts';
import { updateCommand } from '../platform/own-update.ts';
import { newestWords, readNewestVersion } from '../state/newest-version.ts';

/**
 * The addition to `--version` for people: `amplify-tui 0.2.0 is there (seen 3 days ago): npm install --global
 * amplify-tui`; undefined if no newer version is known.
 *
 * @param folder our state folder
 * @param version the running one
 */
export function newerVersionLine(folder: string, version: string, now: number): string | undefined {
  const newest = readNewestVersion(folder);
  if (!newest || !isNewer(newest.version, version)) return undefined;
  const how = updateCommand() ?? 'get the newer file where you got this one';
  return `${newestWords(newest, now)}: ${how}`;
}
