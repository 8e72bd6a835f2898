import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectDownloadFolder } from '../../../../src/flows/delete/download.ts';
import { folderOfTest } from '../../../support/folders.ts';

let root: string;
beforeEach(() => {
  root = folderOfTest();
  mkdirSync(join(root, 'shop/amplify'), { recursive: true });
});

const checked = (folder: string) => expectDownloadFolder(join(root, folder), join(root, 'shop'), false);

describe('a folder for the contents of a bucket, before anything is deleted', () => {
  it('is one that is empty or can be created, and none is created yet', async () => {
    mkdirSync(join(root, 'empty'));
    await checked('empty');
    await checked('some/where/else');
    expect(readdirSync(root).sort()).toEqual(['empty', 'shop']);
  });

  it('is empty, is not a file, and is not deleted with the project', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(checked('shop')).rejects.toMatchObject({ code: 'USAGE' });
    await expect(checked('shop/amplify/x')).rejects.toMatchObject({ code: 'USAGE' });
    await expect(checked('file')).rejects.toMatchObject({ why: 'A file is in its place.' });
    await expect(checked('file/x')).rejects.toMatchObject({ why: 'A file is in its place.' });
  });

  it('has a name that the system accepts', async () => {
    await expect(checked(`a/${'long'.repeat(100)}`)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      why: 'The path is too long for this system.',
    });
  });

  // Root may write everywhere, and Windows has other permissions.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'can be created in its place',
    async () => {
      const closed = join(root, 'closed');
      mkdirSync(closed);
      chmodSync(closed, 0o555);
      await expect(checked('closed')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
      await expect(checked('closed/a/b')).rejects.toMatchObject({
        code: 'FILE_UNWRITABLE',
        what: expect.stringContaining(closed),
      });
    },
  );
});
