import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editFile } from '../../../src/app/edit-file.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';
import { project } from '../../support/pretend-values.ts';

describe.skipIf(process.platform === 'win32')('a project file in the editor', () => {
  let root: string;
  let lent: number;
  const lend = <T>(use: () => Promise<T>): Promise<T> => {
    lent += 1;
    return use();
  };
  const edit = (env: NodeJS.ProcessEnv, path = 'my file.json') =>
    editFile({ env: { PATH: process.env.PATH, ...env } }, { root, settings: project.settings }, path, lend);

  beforeEach(async () => {
    lent = 0;
    root = await mkdtemp(join(tmpdir(), 'edit-file-'));
    await writeFile(join(root, 'my file.json'), '{}');
  });
  afterEach(async () => {
    writeOnlyIn(undefined);
    await rm(root, { recursive: true, force: true });
  });

  /** A program that records how it was called. */
  const program = async (name: string) => {
    const path = join(root, name);
    await writeFile(path, '#!/bin/sh\nprintf "%s|" "$@" > called\n');
    await chmod(path, 0o755);
    return path;
  };

  it('gets the terminal while it is open, and is opened by its full path', async () => {
    const editor = await program('myeditor');
    await edit({ EDITOR: `${editor} -n` });
    expect(lent).toBe(1);
    expect(await readFile(join(root, 'called'), 'utf8')).toBe(`-n|${join(root, 'my file.json')}|`);
  });

  it('leaves the terminal alone if the editor has its own window', async () => {
    await edit({ VISUAL: await program('code') });
    expect(lent).toBe(0);
    expect(await readFile(join(root, 'called'), 'utf8')).toContain('my file.json');
  });

  it('says how to name an editor that exists', async () => {
    await expect(edit({ EDITOR: join(root, 'no-such-editor') })).rejects.toMatchObject({
      why: 'The editor no-such-editor cannot be started here.',
      next: 'Set VISUAL or EDITOR to the editor that you use.',
    });
  });

  it('opens nothing that is missing, and nothing in a read-only session', async () => {
    await expect(edit({ EDITOR: 'true' }, 'gone.json')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      next: 'Refresh to read the project again.',
    });
    writeOnlyIn([]);
    await expect(edit({ EDITOR: 'true' })).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(lent).toBe(0);
  });
});
