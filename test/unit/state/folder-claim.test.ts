import { cp, lutimes, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { leftOverClaim } from '../../../src/state/folder-claim.ts';
import { openJournal } from '../../../src/state/journal.ts';
import { actAs } from '../../support/act-as.ts';
import { folderOfTest } from '../../support/folders.ts';
import { unfinished } from '../../support/pretend-values.ts';

const { owner: _, ...noted } = unfinished;
let root: string;
let project: string;
let claim: string;

beforeEach(async () => {
  root = folderOfTest();
  project = join(root, 'project');
  claim = join(project, '.amplify-tui-init');
  await mkdir(project);
});

const home = (name: string) => openJournal(join(root, name));
const entry = (id: string, folder = project) => ({ ...noted, id, folder });
const notes = async (name: string) =>
  (await readdir(join(root, name, 'journal'))).filter((each) => each.endsWith('.json'));
async function changeClaim(change: object): Promise<void> {
  await writeFile(claim, JSON.stringify({ ...JSON.parse(await readFile(claim, 'utf8')), ...change }));
}

describe('a folder in which several homes start an init', () => {
  it('has only one: of many that start at the same time', async () => {
    const names = ['ana', 'ben', 'cem', 'dia', 'eva'];
    const begun = await Promise.allSettled(names.map((name) => home(name).begin(entry(name))));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    // Those that were refused left no note for anybody to continue.
    expect((await Promise.all(names.map(notes))).flat()).toHaveLength(1);
    expect(await readdir(project)).toEqual(['.amplify-tui-init']);
  });

  it.skipIf(process.platform === 'win32')('has only one by whatever path it is reached', async () => {
    await home('ana').begin(entry('one'));
    const link = join(root, 'link');
    await symlink(project, link);
    await expect(home('ben').begin(entry('two', link))).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
  });

  it('is reported before the first question, with the stack and the place of the note', async () => {
    await home('ana').begin(entry('one'));
    const { entries, unreadable } = await home('ben').about(project);
    expect(entries).toEqual([]);
    expect(unreadable).toMatchObject([
      {
        code: 'PROJECT_EXISTS',
        why: expect.stringMatching(new RegExp(`${join(root, 'ana', 'journal')}.*${noted.stackName}`)),
        next: expect.stringContaining(claim),
      },
    ]);
    expect((await home('ana').about(project)).unreadable).toEqual([]);
  });

  it('is free when the first one has ended, was cleaned up or forgotten', async () => {
    await home('ana').begin(entry('one'));
    await home('ana').remove('one');
    expect(await readdir(project)).toEqual([]);
    await home('ben').begin(entry('two'));
    expect((await home('ben').about(project)).unreadable).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('keeps no lock of a killed run', async () => {
    await home('ana').begin(entry('one'));
    await symlink('999999999 1 elsewhere killed', `${claim}.lock`);
    await lutimes(`${claim}.lock`, new Date(0), new Date(0));
    await home('ana').remove('one');
    expect(await readdir(project)).toEqual([]);
  });

  it('stays claimed when another one that was refused is forgotten', async () => {
    await home('ana').begin(entry('one'));
    await expect(home('ben').begin(entry('two'))).rejects.toThrow();
    await home('ben').remove('two');
    expect(JSON.parse(await readFile(claim, 'utf8'))).toMatchObject({ id: 'one' });
  });

  it('is claimed again when a killed one is resumed', async () => {
    await home('ana').begin(entry('one'));
    await rm(claim);
    await home('ana').begin(entry('one'));
    await expect(home('ben').begin(entry('two'))).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
  });

  it('keeps the note of a resumed one if another home has started since', async () => {
    await home('ana').begin(entry('one'));
    await rm(claim);
    await home('ben').begin(entry('two'));
    await expect(home('ana').begin(entry('one'))).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(await notes('ana')).toEqual(['one.json']);
  });

  it('stays claimed after it was renamed', async () => {
    await home('ana').begin(entry('one'));
    const renamed = join(root, 'renamed');
    await rename(project, renamed);
    await expect(home('ben').begin(entry('two', renamed))).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
  });
});

it('a claim that names another computer is ignored on Windows: none is asked for a file', async () => {
  await home('ana').begin(entry('one'));
  await changeClaim({ journal: '//files/share/ana', host: 'elsewhere' });
  await expect(home('ben').begin(entry('two'))).rejects.toMatchObject({
    why: expect.stringContaining('//files/share/ana'),
  });
  actAs('win32');
  await expect(home('ben').begin(entry('two'))).rejects.toMatchObject({
    why: expect.not.stringContaining('//files/share'),
  });
});

describe('a claim without an init', () => {
  it.each([
    ['whose note is gone', () => rm(join(root, 'ana'), { recursive: true })],
    ['that was written in part', () => writeFile(claim, '{"version": 1,')],
    ['that is empty', () => writeFile(claim, '')],
  ])('%s is named as left over, and replaced', async (_which, change) => {
    await home('ana').begin(entry('one'));
    expect(await leftOverClaim(project)).toBeUndefined();
    await change();
    expect(await leftOverClaim(project)).toBe(claim);
    expect((await home('ben').about(project)).unreadable).toEqual([]);
    await home('ben').begin(entry('two'));
    expect(JSON.parse(await readFile(claim, 'utf8'))).toMatchObject({ id: 'two' });
  });

  it('is one that was copied with its folder', async () => {
    await home('ana').begin(entry('one'));
    const copy = join(root, 'copy');
    await cp(project, copy, { recursive: true });
    await home('ben').begin(entry('two', copy));
    expect(await leftOverClaim(project)).toBeUndefined();
  });
});

describe('a claim that cannot be checked', () => {
  it.each([
    ['of another computer', () => changeClaim({ host: 'elsewhere' }), 'on elsewhere'],
    ['of another version', () => changeClaim({ version: 2 }), 'which init'],
    ['that leads nowhere', () => changeClaim({ journal: '../..' }), 'which init'],
    ['with an id that is a path', () => changeClaim({ id: '../../x' }), 'which init'],
    ['whose note is damaged', () => writeFile(join(root, 'ana', 'journal', 'one.json'), '{'), 'Its note is'],
  ])('%s keeps the folder', async (_which, change, why) => {
    await home('ana').begin(entry('one'));
    await change();
    await expect(home('ben').begin(entry('two'))).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
      why: expect.stringContaining(why),
    });
    expect(await leftOverClaim(project)).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('that is a link is neither followed nor replaced', async () => {
    const own = join(root, 'own');
    await symlink(own, claim);
    await expect(home('ben').begin(entry('two'))).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(await readdir(root)).not.toContain('own');
    expect(await notes('ben')).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is not looked for behind a link', async () => {
    await home('ana').begin(entry('one'));
    // Left by an init whose note is gone; in its own place, it would be removed.
    const elsewhere = join(root, 'elsewhere');
    await rename(claim, elsewhere);
    await rm(join(root, 'ana'), { recursive: true });
    await symlink(elsewhere, claim);
    await expect(home('ben').begin(entry('two'))).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(JSON.parse(await readFile(elsewhere, 'utf8'))).toMatchObject({ id: 'one' });
  });

  it('shows no control characters of a hostile project', async () => {
    await home('ana').begin(entry('one'));
    await changeClaim({ host: 'else\u001b[2Jwhere', stackName: 'a`b$(touch x)', region: 'eu\u202e' });
    const [problem] = (await home('ben').about(project)).unreadable;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
    expect(JSON.stringify(problem?.toJSON())).not.toMatch(/[\u001b\u202e]|\\u001b/);
    expect(problem?.next).toContain("'a`b$(touch x)'");
  });
});
