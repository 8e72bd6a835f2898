import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  ensureFolder,
  isFolder,
  largestTextFile,
  listFolder,
  pathExists,
  readShownFile,
  readTextFile,
  removeFile,
  rewriteTextFile,
  writeFileAtomic,
} from '../../../src/platform/files.ts';
import { ensureFolderOf } from '../../../src/platform/replace-files.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(async () => {
  folder = folderOfTest();
});

const at = (name: string) => join(folder, name);
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('readTextFile', () => {
  test('returns text without its byte order mark', async () => {
    await writeFile(at('a'), '\uFEFFGröße\n');
    expect(await readTextFile(at('a'))).toBe('Größe\n');
  });

  test('lets text be written again with the byte order mark that it had, or none', async () => {
    for (const [before, after] of [
      ['\uFEFFold', '\uFEFFGröße\n'],
      ['old', 'Größe\n'],
      ['', 'Größe\n'],
    ] as const) {
      await writeFile(at('a'), before);
      await rewriteTextFile(at('a'), 'Größe\n');
      expect(await readFile(at('a'), 'utf8')).toBe(after);
    }
  });

  test.each(['missing', 'missing/deeper', 'file/below'])(
    'returns undefined if there is nothing at %s',
    async (path) => {
      await writeFile(at('file'), '');
      expect(await readTextFile(at(path))).toBeUndefined();
    },
  );

  test('rejects a folder in its place with a Problem that names it', async () => {
    await mkdir(at('a'));
    await expect(readTextFile(at('a'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      what: expect.stringContaining(at('a')),
      why: 'A folder is in its place.',
    });
  });

  test('rejects more than 16 MiB with a Problem, without reading it', async () => {
    await writeFile(at('a'), '');
    await truncate(at('a'), largestTextFile + 1);
    await expect(readTextFile(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each([
    ['of 4 MB', '#'.repeat(4_000_000), undefined],
    ['of more than 4 MB', '#'.repeat(4_000_001), 'It is longer than 4 million characters.'],
    ['of 100,000 lines', '\n'.repeat(100_000), undefined],
    ['of more than 100,000 lines', '\n'.repeat(100_001), 'It has more than 100,000 lines.'],
  ])('reads or reports what is shown by its lines, %s', async (_, text, why) => {
    await writeFile(at('a'), text);
    const read = await readShownFile(at('a')).catch((thrown: unknown) => thrown);
    if (why === undefined) expect(read === text).toBe(true);
    else expect(read).toMatchObject({ code: 'FILE_UNREADABLE', what: `${at('a')} cannot be read.`, why });
  });

  test.skipIf(process.platform === 'win32')(
    'rejects a pipe with a Problem, without waiting for it',
    async () => {
      execFileSync('mkfifo', [at('pipe')]);
      await expect(readTextFile(at('pipe'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    },
  );

  test('rejects links that lead in a circle with a Problem', async () => {
    await symlink(at('b'), at('a'));
    await symlink(at('a'), at('b'));
    await expect(readTextFile(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('rejects a path with a NUL with a Problem', async () => {
    await expect(readTextFile(`${folder}/a\0b`)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('writeFileAtomic', () => {
  test('gives a new file the mode, and leaves nothing beside it', async () => {
    await writeFileAtomic(at('a'), 'new', { mode: 0o600 });
    expect(await readFile(at('a'), 'utf8')).toBe('new');
    expect(await modeOf(at('a'))).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a']);
  });

  test('keeps the mode of an existing file, but closes one for its owner alone to others', async () => {
    await writeFile(at('a'), 'old');
    await chmod(at('a'), 0o640);
    await writeFileAtomic(at('a'), 'new', { mode: 0o644 });
    expect(await modeOf(at('a'))).toBe(0o640);
    expect(await readFile(at('a'), 'utf8')).toBe('new');
    await writeFileAtomic(at('a'), 'for its owner', { mode: 0o600 });
    expect(await modeOf(at('a'))).toBe(0o600);
  });

  test('replaces the file, and does not write into it', async () => {
    await writeFile(at('a'), 'old');
    const before = (await stat(at('a'))).ino;
    await writeFileAtomic(at('a'), 'new');
    expect((await stat(at('a'))).ino).not.toBe(before);
  });

  test('keeps a link, and the mode of its target', async () => {
    await mkdir(at('dotfiles'));
    await writeFile(at('dotfiles/config'), 'old');
    await chmod(at('dotfiles/config'), 0o600);
    await symlink('dotfiles/config', at('link'));
    await symlink('link', at('second'));
    await writeFileAtomic(at('second'), 'new');
    expect((await lstat(at('second'))).isSymbolicLink()).toBe(true);
    expect(await readlink(at('link'))).toBe('dotfiles/config');
    expect(await readFile(at('dotfiles/config'), 'utf8')).toBe('new');
    expect(await modeOf(at('dotfiles/config'))).toBe(0o600);
  });

  test('keeps a link to a file that does not exist yet', async () => {
    await symlink('target', at('link'));
    await writeFileAtomic(at('link'), 'new');
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('target'), 'utf8')).toBe('new');
  });

  test('leaves one whole text if there are several writes at the same time', async () => {
    const texts = Array.from({ length: 8 }, (_, n) => `${n}`.repeat(50_000));
    await Promise.all(texts.map((text) => writeFileAtomic(at('a'), text)));
    expect(texts).toContain(await readFile(at('a'), 'utf8'));
    expect(await readdir(folder)).toEqual(['a']);
  });

  test.each([
    ['a folder in its place', 'folder'],
    ['a folder that does not exist', 'missing/a'],
    ['a file where its folder should be', 'file/a'],
  ])('reports %s with a Problem that names it and says what to do', async (_, path) => {
    await mkdir(at('folder'));
    await writeFile(at('file'), '');
    await expect(writeFileAtomic(at(path), 'x')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      what: expect.stringContaining(at(path)),
      next: expect.stringContaining('try again'),
    });
  });
});

describe('folders', () => {
  test('are created with the folders above them; an existing one keeps its mode', async () => {
    await mkdir(at('a'));
    await chmod(at('a'), 0o755);
    await ensureFolder(at('a/b/c'), 0o700);
    expect(await Promise.all([at('a'), at('a/b'), at('a/b/c')].map(modeOf))).toEqual([0o755, 0o700, 0o700]);
    await ensureFolder(at('a/b/c'), 0o711);
    expect(await modeOf(at('a/b/c'))).toBe(0o700);
  });

  test('cannot be created in place of a file', async () => {
    await writeFile(at('a'), '');
    await expect(ensureFolder(at('a'))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      why: 'A file is in its place.',
    });
    await expect(listFolder(at('a'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  // That system reports an existing file as missing.
  test.skipIf(process.platform !== 'linux')('are not tried forever if none can be created', async () => {
    await expect(ensureFolder('/proc/amplify/tui')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    const file = { path: '/proc/x/credentials', target: '/proc/x/credentials', bytes: undefined };
    await expect(ensureFolderOf(file)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  });

  test('are listed in order; a missing one is empty', async () => {
    await writeFile(at('b'), '');
    await mkdir(at('a'));
    expect(await listFolder(folder)).toEqual(['a', 'b']);
    expect(await listFolder(at('missing'))).toEqual([]);
  });

  test('are distinguished from files', async () => {
    await writeFile(at('file'), '');
    await symlink(folder, at('link'));
    await symlink(at('missing'), at('dangling'));
    expect(
      await Promise.all(['file', 'link', 'dangling', 'missing'].map((name) => isFolder(at(name)))),
    ).toEqual([false, true, false, false]);
    expect(
      await Promise.all(['file', 'link', 'dangling', 'missing'].map((name) => pathExists(at(name)))),
    ).toEqual([true, true, false, false]);
  });
});

describe('removeFile', () => {
  test('removes a file, or a link and not its target', async () => {
    await writeFile(at('file'), '');
    await symlink(at('file'), at('link'));
    await removeFile(at('link'));
    expect(await listFolder(folder)).toEqual(['file']);
    await removeFile(at('file'));
    await removeFile(at('file'));
    expect(await listFolder(folder)).toEqual([]);
  });

  test('never removes a folder', async () => {
    await mkdir(at('a'));
    await expect(removeFile(at('a'))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(await isFolder(at('a'))).toBe(true);
  });
});
