import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liesIn, nameAmong, realPath, realPathSync, sameFolder } from '../../../src/platform/real-path.ts';
import { folderWith } from '../project/support/folders.ts';

const made = () => realpathSync(folderWith({ 'here/shop/': '', 'here/a file': '' }));

describe('the real path', () => {
  it('is behind links, also if the target does not exist yet', async () => {
    const root = made();
    symlinkSync(join(root, 'here'), join(root, 'link'));
    symlinkSync('../here/not-yet/file.js', join(root, 'here', 'dangling'));
    expect(await realPath(join(root, 'link/shop'))).toBe(join(root, 'here/shop'));
    expect(await realPath(join(root, 'link/shop/new/file'))).toBe(join(root, 'here/shop/new/file'));
    expect(await realPath(join(root, 'link/dangling'))).toBe(join(root, 'here/not-yet/file.js'));
    expect(realPathSync(join(root, 'link/shop'))).toBe(join(root, 'here/shop'));
    expect(realPathSync(join(root, 'link/not there'))).toBe(join(root, 'link/not there'));
  });

  it('is not known if links lead in a circle or a file is in the way', async () => {
    const root = made();
    symlinkSync('two', join(root, 'one'));
    symlinkSync('one', join(root, 'two'));
    await expect(realPath(join(root, 'one/x'))).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(realPath(join(root, 'here/a file/x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('one folder', () => {
  it('is the same under every name, and no other one', async () => {
    const root = made();
    symlinkSync(join(root, 'here'), join(root, 'link'));
    mkdirSync(join(root, 'other'));
    const same = (other: string) => sameFolder(join(root, 'here/shop'), join(root, other));
    expect(await same('here/shop/')).toBe(true);
    expect(await same('link/shop')).toBe(true);
    expect(await same('here')).toBe(false);
    expect(await same('other')).toBe(false);
    expect(await sameFolder(join(root, 'gone'), join(root, 'gone too'))).toBe(false);
    writeFileSync(join(root, 'x'), '');
    expect(await sameFolder(join(root, 'link/gone'), join(root, 'here/gone'))).toBe(true);
  });
});

describe('a path in a folder', () => {
  it('is found under every name, existing or not', async () => {
    const root = made();
    symlinkSync(join(root, 'here'), join(root, 'link'));
    symlinkSync(join(root, 'here/shop'), join(root, 'inner'));
    const at = (name: string) => join(root, name);
    for (const place of ['here', 'link', 'here/shop', 'link/shop/new/one', 'inner/new', 'here/a file'])
      expect(await liesIn(at(place), at('here')), place).toBe(true);
    for (const place of ['', 'herein', 'elsewhere/here', 'here/..'])
      expect(await liesIn(at(place), at('here')), place).toBe(false);
    expect(await liesIn(at('link/gone/x'), at('here/gone'))).toBe(true);
    expect(await liesIn('/', '/')).toBe(true);
  });

  it('is recognised by its own name among several', async () => {
    const root = made();
    symlinkSync(join(root, 'here'), join(root, 'link'));
    const names = [join(root, 'gone'), join(root, 'here/shop')];
    expect(await nameAmong(names, join(root, 'link/shop'))).toBe(join(root, 'here/shop'));
    expect(await nameAmong(names, join(root, 'link'))).toBe(join(root, 'link'));
    expect(await nameAmong(names, join(root, 'gone'))).toBe(join(root, 'gone'));
  });
});
