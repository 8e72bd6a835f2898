import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../src/state/journal.ts';
import { folderOfTest } from '../../support/folders.ts';
import { unfinished } from '../../support/pretend-values.ts';

const { owner: _, ...entry } = unfinished;
let state: string;
let other: ChildProcess;

beforeEach(async () => {
  state = folderOfTest();
  other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6); console.log("up")']);
  if (other.stdout) await once(other.stdout, 'data');
});
afterEach(async () => {
  other.kill('SIGKILL');
});

const noteOf = (id: string) => join(state, 'journal', `${id}.json`);

/** When a process started, from proc(5); `-` on systems without it. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}

/** A note of an init that another process is running. */
async function ownedByOther(change: object = {}): Promise<void> {
  const pid = other.pid ?? 0;
  const owner = { pid, started: await startOf(pid), host: hostname().replaceAll(' ', ''), ...change };
  await openJournal(state).begin(entry);
  const text = await readFile(noteOf(entry.id), 'utf8');
  await writeFile(noteOf(entry.id), JSON.stringify({ ...JSON.parse(text), owner }));
}

describe('the owner of a note', () => {
  it('is whoever started it, also after later steps', async () => {
    const journal = openJournal(state);
    await journal.begin(entry);
    await journal.save({ ...entry, step: 'storing-template' });
    expect(await journal.find(entry.folder)).toMatchObject({
      step: 'storing-template',
      owner: { pid: process.pid, started: await startOf(process.pid) },
    });
    await journal.takeOver(entry.id);
  });

  it('prevents others from taking it over while it runs', async () => {
    await ownedByOther();
    await expect(openJournal(state).takeOver(entry.id)).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
      message: expect.stringContaining(`running in another window (process ${other.pid})`),
    });
    await expect(openJournal(state).begin({ ...entry, id: 'second' })).rejects.toMatchObject({
      message: expect.stringContaining(`(process ${other.pid})`),
    });
  });

  it('has ended after kill -9', async () => {
    await ownedByOther();
    other.kill('SIGKILL');
    await once(other, 'exit');
    await openJournal(state).takeOver(entry.id);
    expect((await openJournal(state).find(entry.folder))?.owner?.pid).toBe(process.pid);
  });

  it.each([
    ['another process has its number by now', { started: '1' }],
    ['it ran on another computer', { host: 'elsewhere' }],
  ])('has ended when %s', async (_when, change) => {
    await ownedByOther(change);
    await openJournal(state).takeOver(entry.id);
    expect((await openJournal(state).find(entry.folder))?.owner?.pid).toBe(process.pid);
  });

  it('is not known for a note that is gone', async () => {
    await expect(openJournal(state).takeOver(entry.id)).rejects.toMatchObject({ code: 'PROJECT_NONE' });
  });
});

describe('two inits of a folder', () => {
  it('become one: of many that start at the same time', async () => {
    const ids = ['one', 'two', 'three', 'four', 'five'];
    const begun = await Promise.allSettled(ids.map((id) => openJournal(state).begin({ ...entry, id })));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await openJournal(state).list()).entries).toHaveLength(1);
  });

  it('are distinguished from those of other folders', async () => {
    await openJournal(state).begin(entry);
    await openJournal(state).begin({ ...entry, id: 'elsewhere', folder: '/home/sam/other' });
    await expect(openJournal(state).begin({ ...entry, id: 'second' })).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
      message: expect.stringContaining('did not finish'),
    });
  });

  it('are not started over a note that cannot be parsed', async () => {
    await openJournal(state).begin(entry);
    await writeFile(noteOf(entry.id), (await readFile(noteOf(entry.id), 'utf8')).slice(0, -20));
    await expect(openJournal(state).begin({ ...entry, id: 'second' })).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
    });
  });
});
