import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sameFolder } from '../../../src/platform/real-path.ts';
import { type InitJournalEntry, openJournal } from '../../../src/state/journal.ts';
import { notedName } from '../../../src/state/settings.ts';
import { folderOfTest } from '../../support/folders.ts';

const disk = vi.hoisted(() => ({ tellsLetters: true }));
// A disk on which Shop and SHOP are one folder, and so are a composed ä and an a with a combining diaeresis: macOS reports the
// letters on disk, Linux those that were typed.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const asStored = (path: string) =>
    join(
      dirname(path),
      basename(path)
        .normalize('NFD')
        .replace(/^shop$/i, 'Shop'),
    );
  return {
    ...real,
    stat: (path: string, options: { readonly bigint: true }) => real.stat(asStored(path), options),
    realpath: async (path: string) => {
      const found = await real.realpath(asStored(path));
      return disk.tellsLetters ? found : join(dirname(found), basename(path));
    },
  };
});

let state: string;
beforeEach(async () => {
  state = folderOfTest();
  await mkdir(join(state, 'Shop'));
  await mkdir(join(state, 'La\u0308den'));
  await mkdir(join(state, 'other'));
});

const ways = [true, false].flatMap((tells): [string, string, boolean][] => [
  ['Shop', 'SHOP', tells],
  ['La\u0308den', 'L\u00E4den', tells],
]);

describe.each(ways)(
  'a folder %s that is called %s, on a disk that distinguishes letters its own way: %s',
  (stored, typed, tellsLetters) => {
    beforeEach(() => {
      disk.tellsLetters = tellsLetters;
    });
    const at = (name: string) => join(state, name);

    it('is that folder, and no other one', async () => {
      expect(await sameFolder(at(stored), at(typed))).toBe(true);
      expect(await sameFolder(at(stored), at('other'))).toBe(false);
    });

    it('has the init that was started in it, and gets no second one', async () => {
      const journal = openJournal(state);
      const entry = { ...begun, folder: at(stored) };
      await journal.begin(entry);
      expect((await journal.find(at(typed)))?.id).toBe(entry.id);
      const second = journal.begin({ ...entry, id: 'second', folder: at(typed) });
      await expect(second).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
      expect((await journal.list()).entries).toHaveLength(1);
    });

    it('has its notes', async () => {
      expect(await notedName({ [at('other')]: 'prod', [at(typed)]: 'dev' }, at(stored))).toBe(at(typed));
    });
  },
);

const begun: InitJournalEntry = {
  version: 1,
  id: 'first',
  kind: 'init',
  folder: '/',
  startedAt: 1_000,
  updatedAt: 1_000,
  step: 'creating',
  access: { kind: 'profile', name: 'default' },
  region: 'eu-central-1',
  account: '111122223333',
  settings: { name: 'shop', editor: 'none', app: 'ios' },
  stackName: 'shop-20261123094512',
  token: 'first',
};
