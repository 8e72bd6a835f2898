import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { byLastUse, lastUsedProfiles, noteProfileUsed } from '../../../src/profiles/last-used.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

it('keeps names, the last one first, each once', async () => {
  const state = join(folder, 'new');
  expect(lastUsedProfiles(state)).toEqual([]);
  for (const name of ['a', 'b', 'c', 'a']) await noteProfileUsed(state, name);
  expect(lastUsedProfiles(state)).toEqual(['a', 'c', 'b']);
  expect((statSync(join(state, 'profiles-used.json')).mode & 0o777).toString(8)).toBe('600');
});

it('removes the lock of a killed run, although there is nothing to save', async () => {
  await noteProfileUsed(folder, 'a');
  // Above the largest process id of any system that Node runs on.
  writeFileSync(join(folder, 'profiles-used.json.lock'), '999999999 x');
  await noteProfileUsed(folder, 'a');
  expect(readdirSync(folder)).toEqual(['profiles-used.json']);
});

it('orders a list by it', async () => {
  for (const name of ['b', 'gone', 'c']) await noteProfileUsed(folder, name);
  const profiles = ['a', 'b', 'c', 'd'].map((name) => ({
    name,
    kind: 'keys' as const,
    settings: new Map(),
    findings: [],
  }));
  const list = { profiles, services: new Map(), findings: [], files: { config: '', credentials: '' } };
  expect(byLastUse(list, folder).profiles.map(({ name }) => name)).toEqual(['c', 'b', 'a', 'd']);
});

it('keeps fifty', async () => {
  for (let n = 0; n < 55; n++) await noteProfileUsed(folder, `p${n}`);
  expect(lastUsedProfiles(folder)).toHaveLength(50);
  expect(lastUsedProfiles(folder)[0]).toBe('p54');
});

it.each(['', 'x', '[]', '{"names":"a"}', '{"names":[1,"a",null]}'])(
  'accepts %j as far as possible',
  async (text) => {
    writeFileSync(join(folder, 'profiles-used.json'), text);
    expect(lastUsedProfiles(folder)).toEqual(text.includes('1') ? ['a'] : []);
    await noteProfileUsed(folder, 'b');
    expect(lastUsedProfiles(folder)[0]).toBe('b');
  },
);
