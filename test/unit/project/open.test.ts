import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planDocumentedFiles } from '../../../src/project/layouts/documented.ts';
import { findProject, planConflicts } from '../../../src/project/open.ts';
import { writePlannedFiles } from '../../../src/project/write.ts';
import { folderWith } from './support/folders.ts';
import { sampleHandlers, sampleMeta, sampleSettings, sampleStack } from './support/sample.ts';

const plan = (root: string) =>
  planDocumentedFiles({
    root,
    settings: sampleSettings,
    access: { kind: 'profile', name: 'p' },
    stack: sampleStack,
    handlers: sampleHandlers,
  });

describe('looking for a project', () => {
  it('finds none in an empty folder, and none if amplify is a folder of something else', async () => {
    expect(await findProject(folderWith())).toEqual({ kind: 'none' });
    expect(await findProject(folderWith({ 'amplify/index.ts': '', 'amplify/.config/': '' }))).toEqual({
      kind: 'none',
    });
  });

  it('finds a classic project', async () => {
    const root = folderWith();
    await writePlannedFiles(plan(root));
    expect(await findProject(root)).toMatchObject({
      kind: 'project',
      project: { root, layout: 'documented' },
    });
  });

  it('finds a project with environments', async () => {
    const root = folderWith({
      'amplify/.config/project-config.json': {
        projectName: 'a',
        version: '3.1',
        frontend: 'ios',
        providers: [],
      },
    });
    expect(await findProject(root)).toMatchObject({ kind: 'project', project: { layout: 'multi-env' } });
  });

  it('finds a backend copied without its settings', async () => {
    const root = folderWith({ 'amplify/backend/amplify-meta.json': sampleMeta });
    expect(await findProject(root)).toMatchObject({ kind: 'project', project: { stack: sampleStack } });
  });

  it('finds the outer project from any depth, also from its own amplify folder', async () => {
    const root = folderWith({ 'packages/web/src/': '' });
    await writePlannedFiles(plan(root));
    for (const inner of ['packages', 'packages/web/src', 'amplify/backend']) {
      expect(await findProject(join(root, inner))).toEqual({ kind: 'nested', root });
    }
  });

  it('accepts a folder as a project of its own inside another one', async () => {
    const root = folderWith({ 'inner/amplify/backend/amplify-meta.json': sampleMeta });
    await writePlannedFiles(plan(root));
    expect(await findProject(join(root, 'inner'))).toMatchObject({ kind: 'project' });
  });

  it.each([
    ['amplify/.config/project-config.json', '{"a": ', 'FILE_MALFORMED'],
    ['amplify/backend.ts', '', 'PROJECT_UNREADABLE'],
    ['amplify', 'a file', 'PROJECT_UNREADABLE'],
  ])('says what is wrong with %s holding %j', async (path, text, code) => {
    const root = folderWith({ [path]: text });
    expect(await findProject(root)).toMatchObject({ kind: 'unreadable', root, problem: { code } });
  });

  it('recognises a project of Gen 2, and does not continue to one further out', async () => {
    const root = folderWith({ 'amplify/backend.ts': '', 'old/': '' });
    const found = await findProject(root);
    expect(found.kind === 'unreadable' && found.problem.what).toContain('Gen 2');
    expect(await findProject(join(root, 'old'))).toEqual({ kind: 'none' });
  });
});

describe('writing planned files', () => {
  it('writes all of them, project-config.json last', async () => {
    const root = folderWith();
    const files = plan(root);
    expect(await writePlannedFiles(files)).toEqual([
      'amplify/.config/aws-info.json',
      'amplify/backend/amplify-meta.json',
      'amplify/#current-cloud-backend/amplify-meta.json',
      '.amplifyrc',
      'amplify/.config/project-config.json',
    ]);
    for (const { path, contents } of files) expect(readFileSync(path, 'utf8')).toBe(contents);
  });

  it('continues after an interruption, after any number of files', async () => {
    for (let written = 0; written <= 5; written++) {
      const root = folderWith();
      const files = plan(root);
      await writePlannedFiles(files);
      const gone = [...files.slice(1), ...files.slice(0, 1)].slice(written);
      for (const { path } of gone) rmSync(path);
      expect(await planConflicts(root, files)).toEqual([]);
      expect(await writePlannedFiles(files)).toEqual(gone.map(({ label }) => label));
      expect(await findProject(root)).toMatchObject({ kind: 'project', project: { notes: [] } });
    }
  });

  it('writes nothing at all if one file is in the way', async () => {
    const root = folderWith({ '.amplifyrc': 'mine' });
    const files = plan(root);
    expect(await planConflicts(root, files)).toEqual(['.amplifyrc']);
    await expect(writePlannedFiles(files)).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(readFileSync(join(root, '.amplifyrc'), 'utf8')).toBe('mine');
    expect(await findProject(root)).toEqual({ kind: 'none' });
  });

  it('updates only what is unchanged since the plan was made', async () => {
    const root = folderWith({ a: 'old', b: 'changed since' });
    const update = (name: string) => ({
      path: join(root, name),
      label: name,
      change: 'update' as const,
      contents: 'new',
      before: 'old',
    });
    expect(await planConflicts(root, [update('a'), update('b')])).toEqual(['b']);
    await expect(writePlannedFiles([update('a'), update('b')])).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
    });
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('old');
    expect(await writePlannedFiles([update('a')])).toEqual(['a']);
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('new');
    await expect(writePlannedFiles([update('gone')])).rejects.toThrow('gone is not written');
  });

  it('is refused if a file is in place of a folder', async () => {
    const root = folderWith({ 'amplify/backend': 'a file' });
    const files = plan(root);
    expect(await planConflicts(root, files)).toEqual(['amplify/backend']);
  });

  it('is refused if a folder is in place of a file, or outside the root', async () => {
    const root = folderWith();
    const files = plan(root);
    const { path } = files[1]!;
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(path);
    expect(await planConflicts(root, files)).toEqual(['amplify/.config/aws-info.json']);
    const outside = { ...files[0]!, path: join(dirname(root), 'elsewhere.json') };
    expect(await planConflicts(root, [outside])).toEqual(['../elsewhere.json']);
  });

  it('does not stop because of other files beside', async () => {
    const root = folderWith({ 'amplify/mine.txt': 'x' });
    expect(await planConflicts(root, plan(root))).toEqual([]);
    writeFileSync(join(root, 'amplify', 'more.txt'), 'y');
    expect(await writePlannedFiles(plan(root))).toHaveLength(5);
  });
});
