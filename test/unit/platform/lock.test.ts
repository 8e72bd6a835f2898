import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { withExclusiveLock, withFileLock } from '../../../src/platform/lock.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = folderOfTest();
  path = join(folder, 'file');
});

test('work on one file never overlaps, and the lock is removed with it', async () => {
  await writeFile(path, '0');
  let inside = 0;
  await Promise.all(
    Array.from({ length: 10 }, () =>
      withFileLock(path, async () => {
        expect(++inside).toBe(1);
        const count = Number(await readFile(path, 'utf8'));
        await writeFile(path, `${count + 1}`);
        inside--;
      }),
    ),
  );
  expect(await readFile(path, 'utf8')).toBe('10');
  expect(await readdir(folder)).toEqual(['file']);
});

test('work that fails releases the lock', async () => {
  await expect(withFileLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withFileLock(path, async () => 'done')).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('a lock whose owner is dead is removed', async () => {
  // Above the largest process id of any system that Node runs on.
  await writeFile(`${path}.lock`, '999999999 x');
  expect(await withFileLock(path, async () => 'done')).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('an old lock is removed, even if a program with that id is running', async () => {
  await writeFile(`${path}.lock`, `${process.pid} x`);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(`${path}.lock`, longAgo, longAgo);
  expect(await withFileLock(path, async () => 'done')).toBe('done');
});

test.each([120_000, 24 * 3_600_000])(
  'nor is one waited for that was made before the clock was set back by %i ms',
  async (ahead) => {
    await writeFile(`${path}.lock`, `${process.pid} x`);
    const later = new Date(Date.now() + ahead);
    await utimes(`${path}.lock`, later, later);
    expect(await withExclusiveLock(path, async () => 'done', { patience: 0 })).toBe('done');
  },
);

test('if no lock can be created, the work is done anyway', async () => {
  expect(await withFileLock(join(folder, 'missing', 'file'), async () => 'done')).toBe('done');
});
