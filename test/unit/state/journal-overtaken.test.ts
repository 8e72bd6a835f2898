import { lutimes, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../../src/state/journal.ts';
import { folderOfTest } from '../../support/folders.ts';
import { unfinished } from '../../support/pretend-values.ts';

/** What runs while a program is stopped at a named moment. */
const stopped = vi.hoisted(() => ({ at: '', meanwhile: async () => {} }));
async function stopAt(moment: string) {
  if (stopped.at !== moment) return;
  stopped.at = '';
  await stopped.meanwhile();
}
vi.mock('../../../src/platform/process-mark.ts', async (original) => {
  const real = await original<typeof import('../../../src/platform/process-mark.ts')>();
  return {
    ...real,
    ownProcess: async () => {
      await stopAt('before it checks its lock');
      return real.ownProcess();
    },
  };
});
vi.mock('../../../src/platform/files.ts', async (original) => {
  const real = await original<typeof import('../../../src/platform/files.ts')>();
  return {
    ...real,
    writeFileAtomic: async (...args: Parameters<typeof real.writeFileAtomic>) => {
      await stopAt('right before it writes');
      await real.writeFileAtomic(...args);
    },
  };
});

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const { owner: _, ...entry } = unfinished;
const notes = async () =>
  (await readdir(join(state, 'journal'))).filter((name) => name.endsWith('.json')).sort();

/** Makes the lock look abandoned while the program is stopped, and runs `work` as another program. */
function whileStopped(at: string, work: () => Promise<void>) {
  stopped.at = at;
  stopped.meanwhile = async () => {
    const longAgo = new Date(Date.now() - 120_000);
    await lutimes(join(state, 'journal', 'init.lock'), longAgo, longAgo);
    await work();
  };
}

describe.skipIf(process.platform === 'win32')(
  'a program that was stopped for longer than its lock lasts',
  () => {
    it.each(['before it checks its lock', 'right before it writes'])(
      'starts nothing if another one has started meanwhile: %s',
      async (moment) => {
        whileStopped(moment, () => openJournal(state).begin({ ...entry, id: 'second' }));
        await expect(openJournal(state).begin({ ...entry, id: 'first' })).rejects.toMatchObject({
          code: 'FILE_UNWRITABLE',
          why: 'Its lock was taken over.',
        });
        expect(await notes()).toEqual(['second.json']);
        expect(await openJournal(state).find(entry.folder)).toMatchObject({ id: 'second' });
      },
    );

    it('keeps a note that existed before', async () => {
      await openJournal(state).begin({ ...entry, id: 'first' });
      whileStopped('right before it writes', () => openJournal(state).begin({ ...entry, id: 'first' }));
      await expect(openJournal(state).begin({ ...entry, id: 'first' })).rejects.toMatchObject({
        why: 'Its lock was taken over.',
      });
      expect(await notes()).toEqual(['first.json']);
    });

    it('takes over no note that another one has taken over meanwhile', async () => {
      await openJournal(state).begin({ ...entry, id: 'first' });
      whileStopped('before it checks its lock', () => openJournal(state).takeOver('first'));
      await expect(openJournal(state).takeOver('first')).rejects.toMatchObject({
        why: 'Its lock was taken over.',
      });
    });
  },
);
