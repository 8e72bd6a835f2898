import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { readFileOnDisk, whyNotReplaceable } from '../../../src/platform/file-on-disk.ts';
import { clearLeftOvers, ensureFolderOf, lockOf, replaceFiles } from '../../../src/platform/replace-files.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const anyTime = async () => {};
const replacement = async (name: string, bytes: string) => ({
  file: await readFileOnDisk(at(name)),
  bytes: Buffer.from(bytes),
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('replaces several files, each with its own mode', async () => {
  writeFileSync(at('a'), 'a1');
  chmodSync(at('a'), 0o640);
  const both = [await replacement('a', 'a2'), await replacement('b', 'b1')];
  expect(await replaceFiles(both, anyTime)).toBe('replaced');
  expect([text('a'), text('b')]).toEqual(['a2', 'b1']);
  expect([statSync(at('a')).mode & 0o777, statSync(at('b')).mode & 0o777]).toEqual([0o640, 0o600]);
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
});

it('replaces none if one has changed', async () => {
  writeFileSync(at('a'), 'a1');
  writeFileSync(at('b'), 'b1');
  const both = [await replacement('a', 'a2'), await replacement('b', 'b2')];
  expect(
    await replaceFiles(both, async () => {
      writeFileSync(at('b'), 'other');
    }),
  ).toBe('changed');
  expect([text('a'), text('b')]).toEqual(['a1', 'other']);
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
});

it('notices a symbolic link that leads elsewhere now', async () => {
  writeFileSync(at('one'), 'same');
  writeFileSync(at('two'), 'same');
  symlinkSync(at('one'), at('link'));
  const each = await replacement('link', 'new');
  unlinkSync(at('link'));
  symlinkSync(at('two'), at('link'));
  expect(await replaceFiles([each], anyTime)).toBe('changed');
  expect([text('one'), text('two')]).toEqual(['same', 'same']);
});

it('restores the first if the second cannot be replaced', async () => {
  writeFileSync(at('a'), 'a1');
  mkdirSync(at('sub'));
  writeFileSync(at('sub/b'), 'b1');
  const three = [
    await replacement('new', 'n'),
    await replacement('a', 'a2'),
    await replacement('sub/b', 'b2'),
  ];
  const work = replaceFiles(three, async () => {
    for (const name of readdirSync(at('sub'))) if (name !== 'b') unlinkSync(at(`sub/${name}`));
  });
  await expect(work).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect([text('a'), text('sub/b'), existsSync(at('new'))]).toEqual(['a1', 'b1', false]);
  expect(readdirSync(folder).sort()).toEqual(['a', 'sub']);
});

it('finds what another program wrote to the old file at the moment of the replacement', async () => {
  writeFileSync(at('a'), 'a1\n');
  writeFileSync(at('b'), 'b1\n');
  const other = openSync(at('a'), 'a');
  const both = [await replacement('a', 'a2\n'), await replacement('b', 'b2\n')];
  const work = replaceFiles(both, anyTime);
  while (text('b') === 'b1\n') await turn();
  writeSync(other, 'late\n');
  closeSync(other);
  expect(await work).toBe('changed');
  expect([text('a'), text('b')]).toEqual(['a1\nlate\n', 'b1\n']);
});

it('leaves a new file that another program has written to, and restores the others', async () => {
  writeFileSync(at('a'), 'a1\n');
  writeFileSync(at('b'), 'b1\n');
  const other = openSync(at('a'), 'a');
  const both = [await replacement('a', 'a2\n'), await replacement('b', 'b2\n')];
  const work = replaceFiles(both, anyTime);
  while (text('b') === 'b1\n') await turn();
  writeSync(other, 'late\n');
  closeSync(other);
  appendFileSync(at('b'), 'theirs\n');
  expect(await work).toBe('partly');
  expect([text('a'), text('b')]).toEqual(['a1\nlate\n', 'b2\ntheirs\n']);
});

it('writes nothing if it is stopped at the last moment', async () => {
  writeFileSync(at('a'), 'a1');
  const stop = new Problem({ code: 'FILE_UNWRITABLE', what: 'w', why: 'y', next: 'n' });
  const work = replaceFiles([await replacement('a', 'a2')], () => Promise.reject(stop));
  await expect(work).rejects.toBe(stop);
  expect(readdirSync(folder)).toEqual(['a']);
  expect(text('a')).toBe('a1');
});

it('removes what a killed program left, and leaves the files of a running one', async () => {
  writeFileSync(at('a'), 'a1');
  writeFileSync(at('.a.amplify-tui-1-x'), 'half');
  writeFileSync(at('.b.amplify-tui-1-x'), 'of another file');
  symlinkSync('999999999 x', lockOf(at('a')));
  await clearLeftOvers(at('a'));
  expect(readdirSync(folder).sort()).toEqual(['.b.amplify-tui-1-x', 'a']);
  symlinkSync(`${process.ppid} - elsewhere x`, lockOf(at('b')));
  await clearLeftOvers(at('b'));
  expect(readdirSync(folder)).toContain('.b.amplify-tui-1-x');
  await clearLeftOvers(at('missing/c'));
});

it('keeps the owner of a file, and gives a new one to the owner of its folder, also for a superuser', async () => {
  const own = process.getuid?.() ?? 0;
  const owner = own === 0 ? 1234 : own;
  chownSync(folder, owner, process.getgid?.() ?? 0);
  writeFileSync(at('a'), 'a1');
  chownSync(at('a'), owner, process.getgid?.() ?? 0);
  await replaceFiles([await replacement('a', 'a2'), await replacement('b', 'b1')], anyTime);
  expect([statSync(at('a')).uid, statSync(at('b')).uid]).toEqual([owner, owner]);
});

it('says why a file is better left alone', async () => {
  writeFileSync(at('a'), '');
  expect(await whyNotReplaceable(await readFileOnDisk(at('a')))).toBeUndefined();
  expect(await whyNotReplaceable(await readFileOnDisk(at('none')))).toBeUndefined();
  chmodSync(at('a'), 0o400);
  expect(await whyNotReplaceable(await readFileOnDisk(at('a')))).toContain('read-only');
});

it('reports a file in place of the folder', async () => {
  writeFileSync(at('a'), '');
  const file = { path: at('a/b/c'), target: at('a/b/c'), bytes: undefined };
  await expect(ensureFolderOf(file)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
});
