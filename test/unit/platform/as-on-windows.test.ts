import {
  appendFileSync,
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readFileOnDisk } from '../../../src/platform/file-on-disk.ts';
import { readTextFile, removeFile, writeFileAtomic } from '../../../src/platform/files.ts';
import { withExclusiveLock, withFileLock } from '../../../src/platform/lock.ts';
import { replaceFiles } from '../../../src/platform/replace-files.ts';
import { actAs } from '../../support/act-as.ts';
import { folderOfTest } from '../../support/folders.ts';

/** A refusal: the operation and the end of its path, how often, and what happens meanwhile. */
const refused = vi.hoisted(() => ({
  operation: '',
  end: '',
  times: 0,
  meanwhile: () => {},
}));
const links = vi.hoisted(() => ({ asked: 0, pretended: false }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const expectFree = (operation: string, path: unknown) => {
    if (operation !== refused.operation || !String(path).endsWith(refused.end) || refused.times <= 0) return;
    refused.times -= 1;
    refused.meanwhile();
    throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
  };
  return {
    ...real,
    rename: async (from: string, to: string) => {
      expectFree('rename', to);
      return real.rename(from, to);
    },
    rm: async (path: string, options: object) => {
      expectFree('rm', path);
      return real.rm(path, options);
    },
    unlink: async (path: string) => {
      expectFree('unlink', path);
      return real.unlink(path);
    },
    open: async (path: string, flags: string, mode?: number) => {
      if (flags === 'wx') expectFree('make', path);
      return real.open(path, flags, mode);
    },
    symlink: async (target: string, path: string) => {
      links.asked += 1;
      // Answers like wine, and makes nothing.
      if (!links.pretended) await real.symlink(target, path);
    },
  };
});

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
  Object.assign(refused, { operation: '', end: '', times: 0, meanwhile: () => {} });
  Object.assign(links, { asked: 0, pretended: false });
  actAs('win32');
});
afterEach(() => {
  vi.restoreAllMocks();
});

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const anyTime = async () => {};
const replacement = async (name: string, bytes: string) => ({
  file: await readFileOnDisk(at(name)),
  bytes: Buffer.from(bytes),
});
/** The clock advances a second each time it is read, so that a lasting refusal is given up immediately. */
const hurry = () => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
};

describe('a lock', () => {
  it('is a file, never a symbolic link', async () => {
    await withExclusiveLock(at('a'), async ({ expectHeld }) => {
      expect(lstatSync(at('a.lock')).isFile()).toBe(true);
      await expectHeld();
    });
    expect(links.asked).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is also a file if a system claims to have made a link and has not', async () => {
    actAs('linux');
    links.pretended = true;
    await withExclusiveLock(at('a'), async ({ expectHeld }) => {
      expect(lstatSync(at('a.lock')).isFile()).toBe(true);
      await expectHeld();
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps work on one file from overlapping', async () => {
    writeFileSync(at('a'), '0');
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withExclusiveLock(at('a'), async () => writeFileSync(at('a'), `${Number(text('a')) + 1}`)),
      ),
    );
    expect(text('a')).toBe('8');
  });

  it('is created when the previous one is gone, which somebody still has open', async () => {
    Object.assign(refused, { operation: 'make', end: '.lock', times: 3 });
    expect(await withExclusiveLock(at('a'), async () => 'done')).toBe('done');
    expect(refused.times).toBe(0);
  });

  it("that can never be created is reported with the system's message", async () => {
    hurry();
    Object.assign(refused, { operation: 'make', end: '.lock', times: Number.POSITIVE_INFINITY });
    await expect(withExclusiveLock(at('a'), async () => 'done')).rejects.toMatchObject({ code: 'EPERM' });
    expect(await withFileLock(at('a'), async () => 'done')).toBe('done');
  });

  it('is removed though somebody reads it at that moment', async () => {
    Object.assign(refused, { operation: 'unlink', end: '.lock', times: 3 });
    expect(await withExclusiveLock(at('a'), async () => 'done')).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is empty, of a program killed at that moment, is removed after two seconds', async () => {
    writeFileSync(at('a.lock'), '');
    await expect(withExclusiveLock(at('a'), async () => 'done', { patience: 0 })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
    const before = new Date(Date.now() - 3_000);
    utimesSync(at('a.lock'), before, before);
    expect(await withExclusiveLock(at('a'), async () => 'done', { patience: 0 })).toBe('done');
  });
});

describe('a file that another program has open', () => {
  it('is replaced as soon as it is closed', async () => {
    writeFileSync(at('a'), 'old');
    Object.assign(refused, { operation: 'rename', end: '/a', times: 3 });
    await writeFileAtomic(at('a'), 'new');
    expect(text('a')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('that stays open is named, and unchanged', async () => {
    writeFileSync(at('a'), 'old');
    hurry();
    Object.assign(refused, { operation: 'rename', end: '/a', times: Number.POSITIVE_INFINITY });
    await expect(writeFileAtomic(at('a'), 'new')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      what: `${at('a')} cannot be written.`,
      why: 'Another program has it open, or you may not change it.',
      next: expect.stringMatching(/^Close what has the file open, .*; the file is as it was\.$/),
    });
    expect(text('a')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('is removed as soon as it is closed', async () => {
    writeFileSync(at('a'), 'old');
    Object.assign(refused, { operation: 'rm', end: '/a', times: 3 });
    await removeFile(at('a'));
    expect(await readTextFile(at('a'))).toBeUndefined();
  });

  it('is not replaced if the program has written to it: what it wrote is kept', async () => {
    writeFileSync(at('a'), 'a1\n');
    writeFileSync(at('b'), 'b1\n');
    const both = [await replacement('a', 'a2\n'), await replacement('b', 'b2\n')];
    Object.assign(refused, { operation: 'rename', end: '/b', times: 2 });
    refused.meanwhile = () => appendFileSync(at('b'), 'theirs\n');
    expect(await replaceFiles(both, anyTime)).toBe('changed');
    expect([text('a'), text('b')]).toEqual(['a1\n', 'b1\ntheirs\n']);
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  });

  it('leaves the files before it unchanged if it stays open', async () => {
    writeFileSync(at('a'), 'a1');
    writeFileSync(at('b'), 'b1');
    const three = [await replacement('new', 'n'), await replacement('a', 'a2'), await replacement('b', 'b2')];
    hurry();
    Object.assign(refused, { operation: 'rename', end: '/b', times: Number.POSITIVE_INFINITY });
    await expect(replaceFiles(three, anyTime)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      why: 'Another program has it open, or you may not change it.',
      next: expect.stringContaining('Close what has it open'),
    });
    expect([text('a'), text('b')]).toEqual(['a1', 'b1']);
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  });

  it('is unchanged if its lock is lost while waiting for it', async () => {
    writeFileSync(at('a'), 'a1');
    Object.assign(refused, { operation: 'rename', end: '/a', times: 2 });
    let asked = 0;
    const one = [await replacement('a', 'a2')];
    const ready = async () => {
      asked += 1;
      if (asked === 3) throw new Error('lost');
    };
    await expect(replaceFiles(one, ready)).rejects.toThrow();
    expect(text('a')).toBe('a1');
  });
});

it('a read-only file is reported as such, without a try', async () => {
  writeFileSync(at('a'), 'old');
  chmodSync(at('a'), 0o444);
  await expect(writeFileAtomic(at('a'), 'new')).rejects.toMatchObject({ why: 'It is marked as read-only.' });
  expect(text('a')).toBe('old');
});
