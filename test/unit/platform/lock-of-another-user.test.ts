import { lstat, readdir, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { withExclusiveLock, withFileLock } from '../../../src/platform/lock.ts';
import { folderOfTest } from '../../support/folders.ts';

const refused = vi.hoisted(() => ({ path: '', code: '' }));
// Like a folder in which everyone may only remove their own files.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const unlink = async (path: string) => {
    if (path === refused.path) throw Object.assign(new Error(refused.code), { code: refused.code });
    return real.unlink(path);
  };
  return { ...real, unlink };
});

let folder: string;
let path: string;
beforeEach(async () => {
  folder = folderOfTest();
  path = join(folder, 'file');
  refused.path = `${path}.lock`;
  await symlink(`999999999 - ${hostname().replaceAll(' ', '') || '-'} x`, `${path}.lock`);
});

it.each(['EPERM', 'EACCES'])(
  'a leftover lock that may not be removed (%s) is named, and stays',
  async (code) => {
    refused.code = code;
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
      why: `Process 999999999 holds ${path}.lock.`,
      next: expect.stringContaining('If no other one runs, remove that lock file.'),
    });
    expect(ran).toBe(false);
    // The permission to remove it is restored, so that its owner's next run can.
    expect(await readdir(folder)).toEqual(['file.lock']);
  },
);

it('work on our own file is done anyway, and leaves the lock', async () => {
  refused.code = 'EPERM';
  vi.spyOn(performance, 'now').mockReturnValueOnce(-Infinity);
  expect(await withFileLock(path, async () => 'done')).toBe('done');
  expect((await lstat(`${path}.lock`)).isSymbolicLink()).toBe(true);
  vi.restoreAllMocks();
});
