import { join } from 'node:path';
import { asRecord, jsonValue } from '../core/json-values.ts';
import { ensureFolder, writeFileAtomic } from '../platform/files.ts';
import { isLocked, withFileLock } from '../platform/lock.ts';
import { readTextFileSync } from '../platform/read-sync.ts';
import { lastUsedFirst } from './filter.ts';
import type { ProfileList } from './profile.ts';
import { listOf, profileNamed, tableOf } from './profile-table.ts';

/** How many names are kept. */
const keptNames = 50;

/**
 * The names of the profiles used on this computer, most recent first. It never fails, since only the order of lists depends
 * on it.
 *
 * @param folder our state folder
 */
export function lastUsedProfiles(folder: string): readonly string[] {
  const names = asRecord(jsonValue(readTextFileSync(fileIn(folder))))?.names;
  if (!Array.isArray(names)) return [];
  return names.filter((name) => typeof name === 'string').slice(0, keptNames);
}

/** The ordered list of each list. The same order gives the same object, because other caches are keyed by the list. */
const ordered = new WeakMap<ProfileList, { readonly key: string; readonly list: ProfileList }>();

/** The same profiles, most recently used first, as lists show them. @param folder our state folder */
export function byLastUse(list: ProfileList, folder: string): ProfileList {
  const used = [...new Set(lastUsedProfiles(folder))].filter((name) => profileNamed(list, name));
  if (used.length === 0) return list;
  const key = used.join('\0');
  const known = ordered.get(list);
  if (known?.key === key) return known.list;
  const made = inOrder(list, used);
  ordered.set(list, { key, list: made });
  return made;
}

function inOrder(list: ProfileList, used: readonly string[]): ProfileList {
  const table = tableOf(list);
  if (!table) return { ...list, profiles: lastUsedFirst(list.profiles, ({ name }) => name, used) };
  const { services, ssoSessions, findings, files } = list;
  const rest = { services, findings, files, ...(ssoSessions ? { ssoSessions } : {}) };
  return listOf(table.withFirst(used), rest);
}

/** Records that a profile was just used. @throws Problem FILE_UNWRITABLE */
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
