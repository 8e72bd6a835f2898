import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openActivity } from '../../../src/state/activity.ts';
import { updateSettings } from '../../../src/state/settings.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const file = () => join(state, 'activity.json');

test('is empty at first', async () => {
  expect(await openActivity(join(state, 'nowhere')).list()).toEqual([]);
});

test('new entries are listed next time, newest first', async () => {
  const activity = openActivity(state);
  await activity.add({ at: 1, text: 'stack inventory complete', tone: 'good' });
  await activity.add({ at: 2, text: 'stack inventory failed', tone: 'bad' });
  expect(await openActivity(state).list()).toEqual([
    { at: 2, text: 'stack inventory failed', tone: 'bad' },
    { at: 1, text: 'stack inventory complete', tone: 'good' },
  ]);
});

test('the folder of an entry is kept with it', async () => {
  await openActivity(state).add({ at: 1, text: 'init finished', tone: 'good', folder: '/home/sam/shop' });
  expect((await openActivity(state).list())[0]?.folder).toBe('/home/sam/shop');
});

test('keeps 200 entries', async () => {
  const entries = Array.from({ length: 200 }, (_, at) => ({ at, text: `${at}`, tone: 'plain' }));
  await writeFile(file(), JSON.stringify({ version: 1, entries }));
  await openActivity(state).add({ at: 1_000, text: 'newest', tone: 'plain' });
  const list = await openActivity(state).list();
  expect(list).toHaveLength(200);
  expect(list[0]?.text).toBe('newest');
  expect(list.some(({ at }) => at === 0)).toBe(false);
});

test('simultaneous entries are all kept', async () => {
  const [one, other] = [openActivity(state), openActivity(state)];
  await Promise.all(
    Array.from({ length: 10 }, (_, at) => (at % 2 ? one : other).add({ at, text: `${at}`, tone: 'plain' })),
  );
  expect((await one.list()).map(({ at }) => at)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
});

test('a secret or a control character in the text is not written to the file', async () => {
  await openActivity(state).add({
    at: 1,
    text: '\u001B[2JSecretAccessKey=wJalrXUtnFEMI/K7MDENG/bPxRfiCYCANARYKEY1',
    tone: 'plain',
  });
  const text = await readFile(file(), 'utf8');
  expect(text).toContain('SecretAccessKey');
  expect(text).not.toMatch(/wJalr|CANARY|u001b/i);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

test.each(['', '[', '{"entries":5}', '{"entries":[null,1,{"at":"x"},{"at":1,"text":"t","tone":"loud"}]}'])(
  'garbage is ignored: %s',
  async (text) => {
    await writeFile(file(), text);
    expect(await openActivity(state).list()).toEqual([]);
    await openActivity(state).add({ at: 1, text: 'again', tone: 'plain' });
    expect(await openActivity(state).list()).toHaveLength(1);
  },
);

test('control characters in the file are not shown', async () => {
  await writeFile(file(), JSON.stringify({ entries: [{ at: 1, text: 'a\u001B[2Jb', tone: 'plain' }] }));
  expect((await openActivity(state).list())[0]?.text).toBe('ab');
});

test('the setting `history` says how many are kept', async () => {
  await updateSettings(state, (settings) => ({ ...settings, history: '50' }));
  const entries = Array.from({ length: 70 }, (_, at) => ({ at, text: `${at}`, tone: 'plain' }));
  await writeFile(file(), JSON.stringify({ version: 1, entries }));
  await openActivity(state).add({ at: 1_000, text: 'newest', tone: 'plain' });
  expect(await openActivity(state).list()).toHaveLength(50);
});
