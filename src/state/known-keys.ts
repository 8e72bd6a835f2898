import { join } from 'node:path';
import type { KnownKey } from '../aws/iam/key-words.ts';
import { asRecord, jsonValue } from '../core/json-values.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { readTextFileSync } from '../platform/read-sync.ts';

/** How many keys are kept. */
const keptKeys = 100;

/**
 * What AWS has said of access keys, by their ids, those that were asked about last first: so lists know the age of a key without
 * a call. It never fails: nothing but words hangs on it.
 *
 * @param folder our state folder
 */
export function readKnownKeys(folder: string): ReadonlyMap<string, KnownKey> {
  const keys = asRecord(asRecord(jsonValue(readTextFileSync(fileIn(folder))))?.keys) ?? {};
  return new Map(
    Object.entries(keys).flatMap(([id, value]) => {
      const known = knownKeyIn(asRecord(value) ?? {});
      return known ? [[id, known] as const] : [];
    }),
  );
}

/** Keeps what AWS has just said of keys. @throws Problem FILE_UNWRITABLE */
export async function keepKnownKeys(folder: string, keys: ReadonlyMap<string, KnownKey>): Promise<void> {
  await ensureFolder(folder, 0o700);
  await withFileLock(fileIn(folder), async () => {
    const others = [...readKnownKeys(folder)].filter(([id]) => !keys.has(id));
    const kept = Object.fromEntries([...keys, ...others].slice(0, keptKeys));
    await writeFileAtomic(fileIn(folder), `${JSON.stringify({ version: 1, keys: kept })}\n`, { mode: 0o600 });
  });
}

function knownKeyIn({
  createdAt,
  active,
  lastUsed,
  keys,
  lookedAt,
}: Record<string, unknown>): KnownKey | undefined {
  if (typeof keys !== 'number' || typeof lookedAt !== 'number') return undefined;
  const { at, service } = asRecord(lastUsed) ?? {};
  return {
    ...{ keys, lookedAt, active: active !== false },
    ...(typeof createdAt === 'number' ? { createdAt } : {}),
    ...(lastUsed === 'never' ? { lastUsed } : {}),
    ...(typeof at === 'number' ? { lastUsed: { at, service: plainText(String(service)) } } : {}),
  };
}

function fileIn(folder: string): string {
  return join(folder, 'known-keys.json');
}
