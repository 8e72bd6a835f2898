import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  demoFolderPrefix,
  keepFolder,
  markRunning,
  removeLeftOver,
} from '../../../src/commands/demo/left-over.ts';
import { ownProcess } from '../../../src/platform/process-mark.ts';
import { folderOfTest } from '../../support/folders.ts';

let parent = '';
beforeEach(() => {
  parent = folderOfTest();
});

/** A demo's home with a file in it, and a mark if given. */
function home(name: string, mark?: unknown): string {
  const folder = join(parent, `${demoFolderPrefix}${name}`);
  mkdirSync(join(folder, 'inventory'), { recursive: true });
  writeFileSync(join(folder, 'inventory', 'package.json'), '{}');
  if (mark !== undefined)
    writeFileSync(join(folder, '.running'), typeof mark === 'string' ? mark : JSON.stringify(mark));
  return folder;
}

/** The mark of an ended process. */
async function ended() {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return { ...(await ownProcess()), pid, started: '1' };
}

describe('the home of a demo', () => {
  it('is removed by the next one if its process is gone', async () => {
    home('aB3_x9', await ended());
    await removeLeftOver(parent);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('is removed if another process has its number now', async (test) => {
    const mark = { ...(await ownProcess()), pid: process.ppid };
    // The two can only be distinguished if the system tells when a process started.
    if (mark.started === '-') test.skip();
    home('aaaaaa', { ...mark, started: '1' });
    await removeLeftOver(parent);
    expect(readdirSync(parent)).toEqual([]);
  });

  it.each([
    ['that somebody was told of', () => undefined],
    ['of another computer', async () => ({ ...(await ended()), host: 'elsewhere' })],
    ['with a mark that is none', () => '{"pid":'],
    ['with a mark that is too long', async () => ({ ...(await ended()), more: 'x'.repeat(2_000) })],
  ])('stays, one %s', async (_, mark) => {
    home('aaaaaa', await mark());
    await removeLeftOver(parent);
    expect(readdirSync(parent)).toHaveLength(1);
  });

  it('stays while its process lives, and after it was closed properly', async () => {
    const living = { ...(await ownProcess()), pid: process.ppid, started: '-' };
    home('aaaaaa', living);
    const left = home('bbbbbb');
    await markRunning(left);
    await keepFolder(left);
    await removeLeftOver(parent);
    expect(readdirSync(parent)).toHaveLength(2);
    expect(readdirSync(left)).toEqual(['inventory']);
  });

  it.skipIf(process.platform === 'win32')('is never reached through a link', async () => {
    const elsewhere = home('mine', await ended());
    symlinkSync(elsewhere, join(parent, `${demoFolderPrefix}aaaaaa`));
    const marked = home('bbbbbb');
    symlinkSync(join(elsewhere, '.running'), join(marked, '.running'));
    await removeLeftOver(parent);
    expect(readdirSync(parent)).toHaveLength(3);
    expect(readdirSync(elsewhere)).toHaveLength(2);
  });

  it('is created even if the folder for temporary files cannot be read', async () => {
    await expect(removeLeftOver(join(parent, 'nowhere'))).resolves.toBeUndefined();
  });
});
