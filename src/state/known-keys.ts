import { join } from 'node:path';
import type { KnownKey } from '../aws/iam/key-words.ts';
import { asRecord, isTime, jsonValue } from '../core/json-values.ts';
import { plainText } from '../core/text.ts';
import { readTextFileSync } from '../platform/read-sync.ts';

/**
 * What AWS has said about access keys, by id, the most recently checked first, so that lists show a key's age without a
 * call. It never fails: only displayed text depends on it.
 *
 * @param folder our state folder
 */
export function readKnownKeys(folder: string): ReadonlyMap<string, KnownKey> {
  const keys = asRecord(asRecord(jsonValue(readTextFileSync(knownKeysFile(folder))))?.keys) ?? {};
  return new Map(
    Object.entries(keys).flatMap(([id, value]) => {
      const known = knownKeyIn(asRecord(value) ?? {});
      return known ? [[id, known] as const] : [];
    }),
  );
}

function knownKeyIn({
  createdAt,
  active,
  lastUsed,
  keys,
  lookedAt,
}: Record<string, unknown>): KnownKey | undefined {
  if (typeof keys !== 'number' || !isTime(lookedAt)) return undefined;
  const { at, service } = asRecord(lastUsed) ?? {};
  return {
    keys,
    lookedAt,
    active: active !== false,
    ...(isTime(createdAt) ? { createdAt } : {}),
    ...(lastUsed === 'never' ? { lastUsed } : {}),
    ...(isTime(at) ? { lastUsed: { at, service: plainText(String(service)) } } : {}),
  };
}

/** The file of known keys. @param folder our state folder */
export function knownKeysFile(folder: string): string {
  return join(folder, 'known-keys.json');
}
