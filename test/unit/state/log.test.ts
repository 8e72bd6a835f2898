import { chmod, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createLog, type LogEntry } from '../../../src/state/log.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const file = () => join(state, 'log', 'amplify-tui.log');

test('lines are in memory and in the file, in order', async () => {
  const log = createLog({ folder: state, now: () => Date.UTC(2026, 10, 23, 9, 44, 51) });
  log.info('one');
  log.warn('two');
  log.error('three');
  log.debug('four');
  await log.flush();
  expect(log.file).toBe(file());
  expect(log.entries().map(({ level, text }) => `${level} ${text}`)).toEqual([
    'info one',
    'warn two',
    'error three',
    'debug four',
  ]);
  const lines = (await readFile(file(), 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^2026-11-23T09:44:51\.000Z info +one$/);
});

test('a line is redacted and has no control characters anywhere', async () => {
  const log = createLog({ folder: state });
  const seen: LogEntry[] = [];
  log.subscribe((entry) => seen.push(entry));
  log.info(
    '\u001B[31maws_secret_access_key=wJalrXUtnFEMI/K7MDENG/\u0007bPxRfiCYCANARYKEY1\r\nforged line\u202E',
  );
  await log.flush();
  const text = await readFile(file(), 'utf8');
  for (const shown of [log.entries()[0]?.text, seen[0]?.text, text.trimEnd()]) {
    expect(shown).toContain('forged line');
    expect(shown).not.toMatch(/wJalr|CANARY|MDENG/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(shown).not.toMatch(/[\u0000-\u001F\u007F\u202E]/);
  }
});

test('the newest 5,000 lines are kept in memory', async () => {
  const log = createLog({ folder: state });
  for (let at = 1; at <= 12_345; at++) log.debug(`line ${at}`);
  const entries = log.entries();
  expect(entries).toHaveLength(5_000);
  expect(entries[0]?.text).toBe('line 7346');
  expect(entries.at(-1)?.text).toBe('line 12345');
  await log.flush();
  expect((await readFile(file(), 'utf8')).trimEnd().split('\n')).toHaveLength(12_345);
});

test('a listener hears every line until it stops', () => {
  const log = createLog({ folder: state });
  const seen: string[] = [];
  const stop = log.subscribe(({ text }) => seen.push(text));
  log.info('heard');
  stop();
  log.info('not heard');
  expect(seen).toEqual(['heard']);
});

test('only the owner can read the file, even if others could before', async () => {
  const log = createLog({ folder: state });
  log.info('one');
  await log.flush();
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect((await stat(join(state, 'log'))).mode & 0o777).toBe(0o700);
  await chmod(file(), 0o644);
  log.info('two');
  await log.flush();
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

test('a file of 1 MiB is set aside, and at most one such file is kept', async () => {
  const log = createLog({ folder: state });
  log.info('first');
  await log.flush();
  await truncate(file(), 1024 * 1024);
  log.info('second');
  await log.flush();
  expect((await stat(`${file()}.1`)).size).toBe(1024 * 1024);
  expect(await readFile(file(), 'utf8')).toMatch(/second\n$/);
  expect(await readFile(file(), 'utf8')).not.toContain('first');
});

test('a long line is cut', () => {
  const log = createLog({ folder: state });
  log.info('x '.repeat(10_000));
  expect(log.entries()[0]?.text.length).toBeLessThanOrEqual(4_000);
});

test('a file that cannot be written is reported once, and the program continues', async () => {
  await writeFile(join(state, 'log'), 'a file in the place of the folder');
  const log = createLog({ folder: state });
  log.info('one');
  await log.flush();
  log.info('two');
  await log.flush();
  const told = log.entries().filter(({ level }) => level === 'warn');
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('log file cannot be written');
  expect(log.entries().map(({ text }) => text)).toEqual(expect.arrayContaining(['one', 'two']));
});
