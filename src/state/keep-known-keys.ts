import type { KnownKey } from '../aws/iam/key-words.ts';
import { ensureFolder, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { knownKeysFile, readKnownKeys } from './known-keys.ts';

const keptKeys = 100;

/** Saves what AWS has just said about keys. @throws Problem FILE_UNWRITABLE */
export async function keepKnownKeys(folder: string, keys: ReadonlyMap<string, KnownKey>): Promise<void> {
  await ensureFolder(folder, 0o700);
  await withFileLock(knownKeysFile(folder), async () => {
    const others = [...readKnownKeys(folder)].filter(([id]) => !keys.has(id));
    const kept = Object.fromEntries([...keys, ...others].slice(0, keptKeys));
    await writeFileAtomic(knownKeysFile(folder), `${JSON.stringify({ version: 1, keys: kept })}\n`, {
      mode: 0o600,
    });
  });
}
