import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  isRotationDue,
  type KnownKey,
  knownKeyFields,
  knownKeyWords,
} from '../../../src/aws/iam/key-words.ts';
import { keepKnownKeys } from '../../../src/state/keep-known-keys.ts';
import { readKnownKeys } from '../../../src/state/known-keys.ts';
import { folderWith } from '../project/support/folders.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 29);
const key = (days: number, more: Partial<KnownKey> = {}): KnownKey => ({
  ...{ active: true, createdAt: now - days * day, keys: 1, lookedAt: now },
  ...more,
});

it.each([
  [key(0), 'active, made today, the only key of its user'],
  [key(89, { lastUsed: 'never' }), 'active, 89 days old, never used, the only key of its user'],
  [
    key(120, { keys: 2, lastUsed: { at: now - 3 * 60 * 60_000, service: 's3' }, lookedAt: now - 3 * day }),
    'active, 120 days old, due for rotation (90 days), last used 3 hours ago by s3, one of 2 keys of its user; AWS was asked 3 days ago',
  ],
  [key(400, { active: false }), 'switched off, 400 days old, the only key of its user'],
])('a key is described by age, use and number: %j', (known, words) => {
  expect(knownKeyWords(known, now)).toBe(words);
});

it('a rotation is due after 90 days, for a key that is in use', () => {
  const due = [key(89), key(90), key(90, { active: false }), { active: true }];
  expect(due.map((each) => isRotationDue(each, now))).toEqual([false, true, false, false]);
  expect(knownKeyFields(key(90, { lastUsed: { at: now, service: 's3' } }), now)).toEqual({
    ...{ active: true, ageDays: 90, rotationDue: true, keys: 1 },
    ...{ createdAt: '2026-08-31T00:00:00.000Z', lookedAt: '2026-11-29T00:00:00.000Z' },
    lastUsed: { at: '2026-11-29T00:00:00.000Z', service: 's3' },
  });
});

it("AWS's answers are kept, readable only by the user, the newest first", async () => {
  const folder = join(folderWith(), 'state');
  expect(readKnownKeys(folder)).toEqual(new Map());
  await keepKnownKeys(folder, new Map([['AKIAONE', key(5)]]));
  await keepKnownKeys(folder, new Map([['AKIATWO', key(7, { lastUsed: 'never' })]]));
  await keepKnownKeys(folder, new Map([['AKIAONE', key(6, { lastUsed: { at: 1, service: 's3' } })]]));
  expect([...readKnownKeys(folder)]).toEqual([
    ['AKIAONE', key(6, { lastUsed: { at: 1, service: 's3' } })],
    ['AKIATWO', key(7, { lastUsed: 'never' })],
  ]);
  expect(statSync(join(folder, 'known-keys.json')).mode & 0o777).toBe(0o600);
});

it.each(['', '{', '[]', '{"keys":[1]}', '{"keys":{"AKIAONE":null,"AKIATWO":{"keys":"2"}}}'])(
  'a file without known contents is ignored: %j',
  (text) => {
    const folder = folderWith();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'known-keys.json'), text);
    expect(readKnownKeys(folder).size).toBe(0);
  },
);
