import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFileAtomic } from '../../../src/platform/copy-file.ts';
import {
  ensureFolder,
  removeFile,
  rewriteTextFile,
  writeFileAtomic,
  writeNewFile,
} from '../../../src/platform/files.ts';
import {
  copyTree,
  makeFolder,
  removeEmptyFolder,
  removeFolder,
  renameFolder,
  writeInside,
} from '../../../src/platform/folders.ts';
import { withExclusiveLock, withFileLock } from '../../../src/platform/lock.ts';
import { isReadOnly, mayWrite, writeOnlyIn } from '../../../src/platform/read-only.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder = '';
let state = '';
let file = '';

beforeEach(async () => {
  folder = folderOfTest();
  state = join(folder, 'state');
  file = join(folder, 'team-provider-info.json');
  await writeFile(file, 'as it was');
  writeOnlyIn([state]);
});

afterEach(async () => {
  writeOnlyIn(undefined);
});

describe('a read-only process', () => {
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['replaces a file', () => writeFileAtomic(file, 'changed')],
    ['rewrites a file', () => rewriteTextFile(file, 'changed')],
    ['makes a file', () => writeNewFile(join(folder, 'new'), 'new', 0o600)],
    ['copies a file', () => copyFileAtomic(file, join(folder, 'copy'))],
    ['removes a file', () => removeFile(file)],
    ['makes a folder that is needed', () => ensureFolder(join(folder, 'a', 'b'))],
    ['makes a folder', () => makeFolder(join(folder, 'c'))],
    ['copies a folder', () => copyTree(folder, join(folder, 'd'))],
    ['moves a folder', () => renameFolder(folder, join(state, 'e'))],
    ['removes a folder', () => removeFolder(folder)],
    ['writes into a folder', () => writeInside(join(folder, 'f'), new Uint8Array(1))],
    ['locks a file', () => withExclusiveLock(file, async () => {})],
  ];
  it.each(ways)('never %s', async (_, write) => {
    await expect(write()).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(await readFile(file, 'utf8')).toBe('as it was');
    expect(await readdir(folder)).toEqual(['team-provider-info.json']);
  });

  it('skips tidying, and reads under a lock that it does not take', async () => {
    expect(await removeEmptyFolder(folder)).toBe(false);
    const seen = await withFileLock(file, () => readdir(folder));
    expect(seen).toEqual(['team-provider-info.json']);
    // An existing folder needs nothing.
    await ensureFolder(folder);
  });

  it('still writes its own state', async () => {
    await ensureFolder(state);
    await writeFileAtomic(join(state, 'settings.ini'), 'theme = dark\n');
    expect(await readdir(state)).toEqual(['settings.ini']);
    expect(mayWrite(`${state}-beside`)).toBe(false);
    expect(isReadOnly()).toBe(true);
  });
});

/** Files that write without asking, each with its reason. */
const exempt: Readonly<Record<string, string>> = {
  'src/app/ask-code.ts': 'opens the terminal',
  'src/app/trace-file.ts': 'the file that the person names for the trace',
  'src/commands/demo/home.ts': 'the home folder of the demo, made for it',
  'src/commands/demo/left-over.ts': 'home folders of demos that were killed',
  'src/commands/exec-files.ts': 'of a command that is refused before',
  'src/platform/append.ts': 'the log and our own state',
  'src/platform/compile-cache.ts': 'our own state, which is not made in a session that is read-only',
  'src/platform/tty-writer.ts': 'writes to a terminal',
  'src/platform/held-open.ts': 'whoever calls it asks',
  'src/platform/read-sync.ts': 'opens to read',
  'src/platform/file-on-disk.ts': 'opens to read',
  'src/platform/watch-files.ts': 'opens to read',
  'src/profiles/store.ts': 'opens to read',
  'src/platform/file-facts.ts': 'looks whether a file could be written',
};

it('every file of the program that can write checks whether it may', async () => {
  const writes =
    /\b(?:appendFile|appendFileSync|copyFile|cp|mkdir|mkdirSync|mkdtemp|open|openSync|rename|rm|rmdir|symlink|truncate|unlink|writeFile|writeFileSync|utimes|chmod)\b/;
  const names = await readdir('src', { recursive: true });
  const asking: string[] = [];
  for (const name of names.filter((each) => /\.tsx?$/.test(each))) {
    const path = `src/${name.replaceAll('\\', '/')}`;
    const text = await readFile(path, 'utf8');
    const imported = [
      ...text.matchAll(/import \{([^}]*)\} from '(?:node:fs(?:\/promises)?|write-file-atomic)'/g),
    ];
    const canWrite = imported.some(([, what = '']) => writes.test(what.replaceAll(/type \w+/g, '')));
    if (canWrite && !text.includes('read-only.ts') && !exempt[path]) asking.push(path);
  }
  expect(asking).toEqual([]);
});
