import { spawnSync } from 'node:child_process';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeFileAtomic } from '../../../src/platform/files.ts';
import { folderOfTest } from '../../support/folders.ts';

let folder: string;

beforeEach(async () => {
  folder = folderOfTest();
});

/** The id of an ended process. */
function deadProcess(): number {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return pid;
}

describe("leftovers of a killed program's write", () => {
  test('are removed by the next write in the folder, whichever file they belong to', async () => {
    const dead = deadProcess();
    await writeFile(join(folder, `other.json.${dead}-3.unfinished`), '{');
    await writeFile(join(folder, `a.json.${dead}-1.unfinished.3735928559`), '');
    await writeFileAtomic(join(folder, 'a.json'), '{}');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  test('stay while the program that writes them lives, for an hour', async () => {
    // If tests run in processes of their own, the runner's process is another one; the parent always is.
    const name = `a.json.${process.ppid}-1.unfinished`;
    await writeFile(join(folder, name), '{');
    await writeFileAtomic(join(folder, 'a.json'), '{}');
    expect(await readdir(folder)).toEqual(['a.json', name]);
    const { mtimeMs } = await stat(join(folder, name));
    const earlier = new Date(mtimeMs - 2 * 3_600_000);
    await utimes(join(folder, name), earlier, earlier);
    await writeFileAtomic(join(folder, 'a.json'), '{}');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  test("do not include people's own copies beside a file", async () => {
    const copies = ['a.json.1', 'a.json.1732372800', 'a.json.20261123', 'a.json.bak', 'a.json.unfinished'];
    for (const name of copies) await writeFile(join(folder, name), 'mine');
    await writeFileAtomic(join(folder, 'a.json'), '{}');
    expect(await readdir(folder)).toEqual(['a.json', ...copies]);
  });
});
