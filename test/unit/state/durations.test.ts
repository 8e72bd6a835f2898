import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openDurations } from '../../../src/state/durations.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const bucket = 'AWS::S3::Bucket';

test('is empty at first', () => {
  expect(openDurations(state).learned(bucket)).toBeUndefined();
});

test('the median of the newest nine counts', () => {
  const durations = openDurations(state);
  for (const ms of [90_000, 90_000, 90_000]) durations.learn(bucket, ms);
  expect(durations.learned(bucket)?.middle).toBe(90_000);
  for (const ms of [1, 9, 2, 8, 3, 7, 4, 6, 5]) durations.learn(bucket, ms * 1_000);
  expect(durations.learned(bucket)?.middle).toBe(5_000);
  durations.learn('AWS::IAM::Role', 10);
  durations.learn('AWS::IAM::Role', 20);
  expect(durations.learned('AWS::IAM::Role')?.middle).toBe(15);
});

test('saved values are known next time, together with those of another instance', async () => {
  const one = openDurations(state);
  const other = openDurations(state);
  one.learn(bucket, 1_000);
  other.learn('AWS::IAM::Role', 2_000);
  await Promise.all([one.save(), other.save()]);
  const next = openDurations(state);
  expect(next.learned(bucket)?.middle).toBe(1_000);
  expect(next.learned('AWS::IAM::Role')?.middle).toBe(2_000);
});

test('a resource of a settled stack that is read again counts once, also in a later run', async () => {
  const times = [1_000, 2_001, 9_002];
  const durations = openDurations(state);
  for (const ms of [...times, 9_002, 9_002]) durations.learn(bucket, ms);
  expect(durations.learned(bucket)?.middle).toBe(2_001);
  await durations.save();
  const later = openDurations(state);
  for (const ms of [9_002, 9_002]) later.learn(bucket, ms);
  await later.save();
  expect(openDurations(state).learned(bucket)?.middle).toBe(2_001);
});

test('saving twice counts a value once', async () => {
  const durations = openDurations(state);
  durations.learn(bucket, 1_000);
  await durations.save();
  const first = await readFile(join(state, 'durations.json'), 'utf8');
  await durations.save();
  expect(await readFile(join(state, 'durations.json'), 'utf8')).toBe(first);
});

test('a run that learned nothing removes the lock of a killed one', async () => {
  const durations = openDurations(state);
  durations.learn(bucket, 1_000);
  await durations.save();
  // Above the largest process id of any system that Node runs on.
  await writeFile(join(state, 'durations.json.lock'), '999999999 x');
  await durations.save();
  expect(await readdir(state)).toEqual(['durations.json']);
  expect(openDurations(state).learned(bucket)?.middle).toBe(1_000);
});

test('the file is readable only by its owner', async () => {
  const durations = openDurations(join(state, 'new'));
  durations.learn(bucket, 1_000);
  await durations.save();
  expect((await stat(join(state, 'new', 'durations.json'))).mode & 0o777).toBe(0o600);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 30 * 24 * 3_600_000])('%d is not a duration', (ms) => {
  const durations = openDurations(state);
  durations.learn(bucket, ms);
  expect(durations.learned(bucket)).toBeUndefined();
});

test.each([
  '',
  'x',
  '[]',
  '{"types":[]}',
  '{"types":{"AWS::S3::Bucket":"x"}}',
  '{"version":1,"types":{"AWS::S3::Bucket":[null,"1",-5]}}',
])('garbage counts as empty and is replaced: %s', async (text) => {
  await writeFile(join(state, 'durations.json'), text);
  const durations = openDurations(state);
  expect(durations.learned(bucket)).toBeUndefined();
  durations.learn(bucket, 7);
  await durations.save();
  expect(openDurations(state).learned(bucket)?.middle).toBe(7);
});

test('a type with any name is safe', async () => {
  const durations = openDurations(state);
  for (const type of ['__proto__', 'constructor', 'toString']) {
    expect(durations.learned(type)).toBeUndefined();
    durations.learn(type, 5);
  }
  await durations.save();
  expect(openDurations(state).learned('constructor')?.middle).toBe(5);
  expect(openDurations(state).learned('hasOwnProperty')).toBeUndefined();
});

test('a file that cannot be written is a Problem', async () => {
  await mkdir(join(state, 'durations.json'));
  const durations = openDurations(state);
  durations.learn(bucket, 1);
  await expect(durations.save()).rejects.toMatchObject({ name: 'Problem' });
});

test('gives the usual range of a type: without the extremes of many, wider than few', () => {
  const durations = openDurations(state);
  durations.learn(bucket, 20_000);
  expect(durations.learned(bucket)).toEqual({ low: 15_000, middle: 20_000, high: 25_000 });
  for (const ms of [21_000, 22_000, 23_000, 24_000, 25_000, 26_000, 27_000, 90_000])
    durations.learn(bucket, ms);
  expect(durations.learned(bucket)).toEqual({ low: 21_000, middle: 24_000, high: 27_000 });
});

test('durations of another cloud are not those of AWS', async () => {
  const other = openDurations(state, false);
  other.learn(bucket, 100);
  await other.save();
  expect(openDurations(state).learned(bucket)).toBeUndefined();
  expect(openDurations(state, false).learned(bucket)?.middle).toBe(100);
});
