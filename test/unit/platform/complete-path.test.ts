import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { completePath } from '../../../src/platform/complete-path.ts';
import { folderOfTest } from '../../support/folders.ts';

function place() {
  const from = folderOfTest();
  for (const name of ['work/shop', 'work/shop-2', 'work/Web app', 'work/.hidden', 'work/docs'])
    mkdirSync(join(from, name), { recursive: true });
  writeFileSync(join(from, 'work/shops.txt'), '');
  symlinkSync(join(from, 'work/shop'), join(from, 'work/link'));
  symlinkSync(join(from, 'nowhere'), join(from, 'work/lost'));
  return { from, env: { HOME: join(from, 'work') } };
}

it.each([
  ['one name, with what separates it from the next', 'wo', 'work/', ['work/']],
  ['all that several have in common', 'work/sh', 'work/shop', ['shop-2/', 'shop/']],
  ['a name with a blank, in other capitals', 'work/web', 'work/Web app/', ['Web app/']],
  ['a link to a folder', 'work/li', 'work/link/', ['link/']],
  ['hidden names when their dot is typed', 'work/.', 'work/.hidden/', ['.hidden/']],
  ['the home folder', '~', '~/', ['~/']],
  ['below the home folder', '~/do', '~/docs/', ['docs/']],
  ['a folder above', 'work/../wo', 'work/../work/', ['work/']],
  ['nothing where none begins like this', 'work/x', 'work/x', []],
  ['no link that leads nowhere', 'work/lo', 'work/lo', []],
])('completes %s', async (_, typed, text, names) => {
  expect(await completePath(typed, place())).toEqual({ text, names });
});

it('lists a folder, without hidden entries and files', async () => {
  const { names } = await completePath('work/', place());
  expect(names).toEqual(['Web app/', 'docs/', 'link/', 'shop-2/', 'shop/']);
});

it('offers files if one is wanted', async () => {
  const { names } = await completePath('work/shop', { ...place(), files: true });
  expect(names).toEqual(['shop-2/', 'shop/', 'shops.txt']);
});

it('says why there is nothing: no such folder, or no permission to read it', async () => {
  const { from, env } = place();
  expect(await completePath('gone/x', { from, env })).toMatchObject({ fault: 'missing' });
  expect(await completePath('work/shops.txt/x', { from, env })).toMatchObject({ fault: 'missing' });
  chmodSync(join(from, 'work/docs'), 0o000);
  const closed = await completePath('work/docs/', { from, env });
  chmodSync(join(from, 'work/docs'), 0o755);
  // Root can read it anyway.
  expect(closed.fault).toBe(process.getuid?.() === 0 ? undefined : 'unreadable');
});

it('omits names that cannot be typed', async () => {
  const { from, env } = place();
  mkdirSync(join(from, 'work/do\u001B[31mor'));
  expect((await completePath('work/do', { from, env })).names).toEqual(['docs/']);
});
