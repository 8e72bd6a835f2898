import { ensureFolder, writeFileAtomic } from '../platform/files.ts';
import { type NewestVersion, newestVersionFile } from './newest-version.ts';

/** Saves which version is the newest. @param folder our state folder @throws Problem FILE_UNWRITABLE */
export async function keepNewestVersion(folder: string, { version, seenAt }: NewestVersion): Promise<void> {
  await ensureFolder(folder, 0o700);
  const kept = { version: 1, newest: version, seenAt };
  await writeFileAtomic(newestVersionFile(folder), `${JSON.stringify(kept)}\n`, { mode: 0o600 });
}
