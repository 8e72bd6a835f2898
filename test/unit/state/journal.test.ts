import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { type InitJournalEntry, openJournal } from '../../../src/state/journal.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const entry: InitJournalEntry = {
  version: 1,
  id: 'amplify-tui-5b1c',
  kind: 'init',
  folder: '/home/ana/inventory',
  startedAt: 1_000,
  updatedAt: 1_000,
  step: 'creating',
  access: { kind: 'profile', name: 'default' },
  region: 'eu-central-1',
  account: '111122223333',
  settings: {
    name: 'inventory',
    editor: 'vscode',
    app: 'javascript',
    framework: 'react',
    javascript: {
      sourceDir: 'src',
      distributionDir: 'dist',
      buildCommand: 'npm run build',
      startCommand: 'npm start',
    },
  },
  stackName: 'inventory-20261123094512',
  token: 'amplify-tui-5b1c',
};

const noteOf = (id: string) => join(state, 'journal', `${id}.json`);

describe('round trip', () => {
  test.each([
    ['as it begins', entry],
    [
      'with a stack',
      { ...entry, step: 'following', stackId: 'arn:aws:cloudformation:x', endpoint: 'http://127.0.0.1:1' },
    ],
    ['with environment keys', { ...entry, access: { kind: 'environment' } }],
    ['of an iOS app', { ...entry, settings: { name: 'phone', editor: 'none', app: 'ios' } }],
    [
      'of an Android app',
      { ...entry, settings: { name: 'phone', editor: 'none', app: 'android', resDir: 'app/src' } },
    ],
  ] as const)('%s', async (_, saved) => {
    const journal = openJournal(state);
    await journal.save(saved as InitJournalEntry);
    expect(await openJournal(state).find(entry.folder)).toEqual(saved);
    expect((await openJournal(state).list()).findings).toEqual([]);
  });

  test('the start of an operation stays if its note is written again', async () => {
    const journal = openJournal(state);
    await journal.save(entry);
    await journal.save({ ...entry, startedAt: 9_000, updatedAt: 9_000, step: 'writing-files' });
    expect(await journal.find(entry.folder)).toMatchObject({
      startedAt: 1_000,
      updatedAt: 9_000,
      step: 'writing-files',
    });
  });

  test("the newest of a folder is found, and no other folder's", async () => {
    const journal = openJournal(state);
    await journal.save(entry);
    await journal.save({ ...entry, id: 'newer', updatedAt: 2_000 });
    await journal.save({ ...entry, id: 'elsewhere', updatedAt: 3_000, folder: '/home/ana/other' });
    expect((await journal.find('/home/ana/inventory/'))?.id).toBe('newer');
    expect(await journal.find('/home/ana')).toBeUndefined();
    expect((await journal.list()).entries.map(({ id }) => id)).toEqual(['elsewhere', 'newer', entry.id]);
  });

  test('a folder is the same through a link and at its target', async () => {
    const journal = openJournal(state);
    const [real, link] = [join(state, 'shop'), join(state, 'link')];
    await mkdir(real);
    await symlink(real, link);
    await journal.begin({ ...entry, folder: link });
    expect((await journal.find(real))?.id).toBe(entry.id);
    await expect(journal.begin({ ...entry, id: 'second', folder: real })).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
    });
    expect((await journal.list()).entries).toHaveLength(1);
  });

  test('a removed note is gone; removing it again is not an error', async () => {
    const journal = openJournal(state);
    await journal.save(entry);
    await journal.remove(entry.id);
    await journal.remove(entry.id);
    expect(await journal.list()).toEqual({ entries: [], findings: [] });
  });
});

describe('the notes of a folder', () => {
  test('include every unfinished init, newest first', async () => {
    const journal = openJournal(state);
    await journal.save(entry);
    await journal.save({ ...entry, id: 'newer', updatedAt: 2_000 });
    await journal.save({ ...entry, id: 'elsewhere', folder: '/home/ana/other' });
    const { entries, unreadable } = await journal.about(entry.folder);
    expect(entries.map(({ id }) => id)).toEqual(['newer', entry.id]);
    expect(unreadable).toEqual([]);
  });

  test.each([
    ['damaged', (text: string) => text.slice(0, -20)],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 2')],
  ])('include a note that is %s, with the stack that it names', async (_, spoil) => {
    const journal = openJournal(state);
    await journal.save(entry);
    await writeFile(noteOf(entry.id), spoil(await readFile(noteOf(entry.id), 'utf8')));
    const [problem] = (await journal.about(entry.folder)).unreadable;
    expect(problem?.code).toBe('FILE_MALFORMED');
    expect(problem?.next).toContain(entry.stackName);
    expect((await journal.about('/home/ana')).unreadable).toEqual([]);
  });
});

test('without a journal there is nothing to find', async () => {
  expect(await openJournal(join(state, 'nowhere')).find(entry.folder)).toBeUndefined();
});

test('only the owner can read it', async () => {
  await openJournal(join(state, 'new')).save(entry);
  const path = join(state, 'new', 'journal', `${entry.id}.json`);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(state, 'new', 'journal'))).mode & 0o777).toBe(0o700);
});

test('nothing attached to an entry by accident reaches the disk', async () => {
  const laden = {
    ...entry,
    credentials: { secretAccessKey: 'canary-1' },
    access: { ...entry.access, secretAccessKey: 'canary-2' },
    settings: {
      ...entry.settings,
      token: new Secret('canary-3'),
      javascript: { ...entry.settings.javascript, x: 'canary-4' },
    },
  } as unknown as InitJournalEntry;
  await openJournal(state).save(laden);
  const text = await readFile(noteOf(entry.id), 'utf8');
  expect(text).toContain(entry.stackName);
  expect(text).not.toMatch(/canary|secret/);
  expect(await openJournal(state).find(entry.folder)).toEqual(entry);
});

test('an id never leads out of the folder', async () => {
  await openJournal(state)
    .save({ ...entry, id: '../../escaped' })
    .catch(() => undefined);
  expect(await readdir(state, { recursive: true })).not.toContain('escaped.json');
  expect(await readdir(join(state, '..'))).not.toContain('escaped.json');
});

describe('garbage', () => {
  const changed = (change: object) => JSON.stringify({ ...entry, ...change });
  const garbage: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['half a note', JSON.stringify(entry).slice(0, 80)],
    ['a list', '[]'],
    ['null', 'null'],
    ['another version', changed({ version: 2 })],
    ['another kind', changed({ kind: 'reset' })],
    ['no step', changed({ step: 'dancing' })],
    ['no stack name', changed({ stackName: undefined })],
    ['an access without a name', changed({ access: { kind: 'profile' } })],
    ['an unknown app', changed({ settings: { ...entry.settings, app: 'cobol' } })],
    ['times that are none', changed({ startedAt: 'yesterday' })],
  ];
  test.each(garbage)('%s is reported, and left in place', async (_, text) => {
    const journal = openJournal(state);
    await journal.save(entry);
    await writeFile(noteOf('broken'), text);
    const { entries, findings } = await journal.list();
    expect(entries).toEqual([entry]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain('broken.json');
    expect(await journal.find(entry.folder)).toEqual(entry);
    expect(await readFile(noteOf('broken'), 'utf8')).toBe(text);
  });

  test('a folder in place of a note is reported', async () => {
    await mkdir(noteOf('folder'), { recursive: true });
    expect((await openJournal(state).list()).findings).toHaveLength(1);
  });

  test('other files are ignored', async () => {
    await openJournal(state).save(entry);
    await writeFile(join(state, 'journal', '.DS_Store'), 'x');
    expect((await openJournal(state).list()).findings).toEqual([]);
  });
});

test('a journal that cannot be written is a Problem', async () => {
  await writeFile(join(state, 'journal'), 'a file in the place of the folder');
  await expect(openJournal(state).save(entry)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
});
