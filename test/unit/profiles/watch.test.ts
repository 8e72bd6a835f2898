import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchFiles } from '../../../src/platform/watch-files.ts';
import type { ProfileList } from '../../../src/profiles/profile.ts';
import { watchProfiles } from '../../../src/profiles/watch.ts';
import { folderOfTest } from '../../support/folders.ts';

let home: string;
let seen: ProfileList[];
let stop: () => void;
beforeEach(() => {
  home = folderOfTest();
  seen = [];
});
afterEach(() => {
  stop();
});

const inAws = (name: string) => join(home, '.aws', name);
const names = () => seen.at(-1)?.profiles.map(({ name }) => name);
const see = (...wanted: string[]) =>
  vi.waitFor(() => expect(names()).toEqual(wanted), { timeout: 10_000, interval: 20 });

function start(): void {
  stop = watchProfiles({ HOME: home }, (list) => seen.push(list));
}

it('an edit in place, a replacement, a new file and a removal are noticed', async () => {
  mkdirSync(join(home, '.aws'));
  writeFileSync(inAws('config'), '[profile a]\n');
  start();
  writeFileSync(inAws('config'), '[profile b]\n');
  await see('b');
  writeFileSync(inAws('new'), '[profile c]\n');
  renameSync(inAws('new'), inAws('config'));
  await see('c');
  writeFileSync(inAws('credentials'), '[d]\n');
  await see('c', 'd');
  rmSync(inAws('config'));
  await see('d');
});

it('a folder that is created later is found', async () => {
  start();
  mkdirSync(join(home, '.aws'));
  writeFileSync(inAws('config'), '[profile a]\n');
  await see('a');
  writeFileSync(inAws('config'), '[profile a]\n[profile b]\n');
  await see('a', 'b');
});

it('the file behind a symbolic link is watched, and so is the link', async () => {
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, 'one'));
  mkdirSync(join(home, 'two'));
  writeFileSync(join(home, 'one/config'), '[profile a]\n');
  writeFileSync(join(home, 'two/config'), '[profile z]\n');
  symlinkSync(join(home, 'one/config'), inAws('config'));
  start();
  writeFileSync(join(home, 'one/config'), '[profile b]\n');
  await see('b');
  symlinkSync(join(home, 'two/config'), inAws('link'));
  renameSync(inAws('link'), inAws('config'));
  await see('z');
});

it('what changes no text is not reported, and nothing is reported after the end', async () => {
  mkdirSync(join(home, '.aws'));
  writeFileSync(inAws('config'), '[profile a]\n');
  start();
  let others = 0;
  // Made later in the same folder: once it has reported a change, the first has had its chance, too.
  const stopOther = watchFiles([inAws('other')], () => others++);
  const told = (times: number) =>
    vi.waitFor(() => expect(others).toBe(times), { timeout: 10_000, interval: 10 });
  utimesSync(inAws('config'), new Date(0), new Date(0));
  writeFileSync(inAws('config'), '[profile a]\n');
  writeFileSync(inAws('other'), '1');
  await told(1);
  expect(seen).toEqual([]);
  stop();
  writeFileSync(inAws('config'), '[profile b]\n');
  writeFileSync(inAws('other'), '2');
  await told(2);
  expect(seen).toEqual([]);
  stopOther();
});
