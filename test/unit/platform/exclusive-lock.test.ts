import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readlink, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { leftOverLocks, withExclusiveLock } from '../../../src/platform/lock.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = folderOfTest();
  path = join(folder, 'file');
});

const done = async () => 'done';
const host = hostname().replaceAll(' ', '') || '-';

it('work never overlaps, and the lock is removed with it', async () => {
  let inside = 0;
  const work = async () => {
    expect(++inside).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  await Promise.all(Array.from({ length: 10 }, () => withExclusiveLock(path, work)));
  expect(await readdir(folder)).toEqual([]);
});

it('nothing is done while a living process holds the lock', async () => {
  await symlink(`${process.ppid} - ${host} x`, `${path}.lock`);
  let ran = false;
  const work = withExclusiveLock(
    path,
    async () => {
      ran = true;
    },
    { patience: 50 },
  );
  await expect(work).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    why: expect.stringContaining(`Process ${process.ppid} holds`),
  });
  expect(ran).toBe(false);
  expect(await readdir(folder)).toEqual(['file.lock']);
});

it.each([
  ['whose process is dead', `999999999 - ${host} x`],
  ['whose process number is another process now', `${process.pid} 1 ${host} x`],
])('a lock %s is removed at once', async (_, mark) => {
  await symlink(mark, `${path}.lock`);
  expect(await withExclusiveLock(path, done, { patience: 50 })).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

it('a lock of another computer is removed when it is old, not before', async () => {
  // A file, as on systems without symbolic links.
  await writeFile(`${path}.lock`, '999999999 - elsewhere x');
  await expect(withExclusiveLock(path, done, { patience: 50 })).rejects.toThrow('another amplify-tui');
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(`${path}.lock`, longAgo, longAgo);
  expect(await withExclusiveLock(path, done, { patience: 50 })).toBe('done');
});

it.skipIf(process.platform === 'win32').each([
  ['a folder', (lock: string) => mkdir(lock)],
  ['a pipe', async (lock: string) => void execFileSync('mkfifo', [lock])],
  ['a large file', (lock: string) => writeFile(lock, '1 '.repeat(1_000))],
])('%s in place of a lock is named, neither waited for nor removed', async (_, make) => {
  await make(`${path}.lock`);
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(`${path}.lock`, longAgo, longAgo);
  await expect(withExclusiveLock(path, done, { patience: 50 })).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    why: `In its place, ${path}.lock, is something that is not a lock of this program.`,
  });
  expect(await leftOverLocks(folder)).toEqual([]);
  expect(await readdir(folder)).toEqual(['file.lock']);
});

it('of many that find a leftover lock, one at a time works', async () => {
  for (let round = 0; round < 20; round++) {
    await symlink(`999999999 - ${host} ${round}`, `${path}.lock`);
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withExclusiveLock(path, work)));
  }
  expect(await readdir(folder)).toEqual([]);
});

it('a lock that was lost meanwhile is noticed, and the new one is left alone', async () => {
  await withExclusiveLock(path, async ({ expectHeld }) => {
    await expectHeld();
    await unlink(`${path}.lock`);
    await symlink('1 - other y', `${path}.lock`);
    await expect(expectHeld()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  });
  expect(await readlink(`${path}.lock`)).toBe('1 - other y');
});

it('if no lock can be created, nothing is done', async () => {
  const work = withExclusiveLock(join(folder, 'missing', 'file'), done);
  await expect(work).rejects.toMatchObject({ code: 'ENOENT' });
});
