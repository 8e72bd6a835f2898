import { join } from 'node:path';
import { asRecord, jsonValue } from '../core/json-values.ts';
import { ensureFolder, writeFileAtomic } from '../platform/files.ts';
import { isLocked, withFileLock } from '../platform/lock.ts';
import { readTextFileSync } from '../platform/read-sync.ts';
import { lastUsedFirst } from './filter.ts';
import type { ProfileList } from './profile.ts';
import { profileNamed } from './profile-table.ts';

/** How many names are kept. */
const keptNames = 50;

/**
 * The profiles that were used on this computer, the last one first. It never fails: the order of a list is all that
 * hangs on it.
 *
 * @param folder our state folder
 */
export function lastUsedProfiles(folder: string): readonly string[] {
  const names = asRecord(jsonValue(readTextFileSync(fileIn(folder))))?.names;
  if (!Array.isArray(names)) return [];
  return names.filter((name) => typeof name === 'string').slice(0, keptNames);
}

/** Lists that were put into an order, so that the same one is the same array: what is found out about it is kept by it. */
const ordered = new WeakMap<
  ProfileList['profiles'],
  { readonly key: string; readonly profiles: ProfileList['profiles'] }
>();

/** The same profiles, those that were used last first, as lists show them. @param folder our state folder */
export function byLastUse(list: ProfileList, folder: string): ProfileList {
  const used = lastUsedProfiles(folder).filter((name) => profileNamed(list, name));
  if (used.length === 0) return list;
  const key = used.join('\0');
  const known = ordered.get(list.profiles);
  if (known?.key === key) return { ...list, profiles: known.profiles };
  const profiles = lastUsedFirst(list.profiles, ({ name }) => name, used);
  ordered.set(list.profiles, { key, profiles });
  return { ...list, profiles };
}

/** Notes that a profile is used now. @throws Problem FILE_UNWRITABLE */
export async function noteProfileUsed(folder: string, name: string): Promise<void> {
  if (lastUsedProfiles(folder)[0] === name && !(await isLocked(fileIn(folder)))) return;
  await ensureFolder(folder, 0o700);
  await withFileLock(fileIn(folder), async () => {
    const others = lastUsedProfiles(folder).filter((known) => known !== name);
    const names = [name, ...others].slice(0, keptNames);
    await writeFileAtomic(fileIn(folder), `${JSON.stringify({ version: 1, names })}\n`, { mode: 0o600 });
  });
}

function fileIn(folder: string): string {
  return join(folder, 'profiles-used.json');
}
