import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findProjectsBelow, folderTyped, searchLimits } from '../../../../src/flows/projects/find.ts';
import { folderOfTest } from '../../../support/folders.ts';

let root: string;
beforeEach(async () => {
  root = folderOfTest();
});

const never = new AbortController().signal;
const config = '{"projectName":"shop","frontend":"ios","version":"3.1","frontend-ios":{}}';
async function project(...path: string[]) {
  const folder = join(root, ...path);
  await mkdir(join(folder, 'amplify/.config'), { recursive: true });
  await writeFile(join(folder, 'amplify/.config/project-config.json'), config);
  return folder;
}
const found = async (limits = searchLimits) => {
  const { projects, ...more } = await findProjectsBelow(root, never, limits);
  return { folders: projects.map(({ folder }) => folder), ...more };
};

test('finds projects at any depth, and nothing in installed, hidden or linked folders', async () => {
  const own = [await project('a'), await project('b/c/d')];
  await project('b/node_modules/x');
  await project('.cache/y');
  await mkdir(join(root, 'e/amplify'), { recursive: true });
  await symlink(root, join(root, 'b/circle'));
  await symlink(join(root, 'a'), join(root, 'linked'));
  expect(await found()).toMatchObject({ folders: own, isPart: false, unreadable: 0 });
});

test('lists numbers in their order', async () => {
  for (const name of ['app10', 'app2', 'app1']) await project(name);
  expect((await found()).folders).toEqual(['app1', 'app2', 'app10'].map((name) => join(root, name)));
});

test('the folder itself may be one, and is not searched', async () => {
  await project();
  await project('packages/inner');
  expect((await found()).folders).toEqual([root]);
});

test('ends at its limits and says so', async () => {
  await project('a');
  await project('b');
  await project('one/two/three');
  expect(await found({ ...searchLimits, found: 1 })).toMatchObject({ isPart: true });
  expect(await found({ ...searchLimits, looked: 2 })).toMatchObject({ isPart: true });
  const shallow = await found({ ...searchLimits, deep: 2 });
  expect(shallow).toMatchObject({ folders: [join(root, 'a'), join(root, 'b')], isPart: true });
});

test('ends when it is aborted', async () => {
  await expect(findProjectsBelow(root, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
});

test('a typed folder is resolved from here and from home, to its real path; an invalid one is reported', async () => {
  const folder = await project('a');
  await symlink(folder, join(root, 'linked'));
  const env = { HOME: root };
  expect(await folderTyped('linked', root, env)).toBe(folder);
  expect(await folderTyped(' ~/a ', '/', env)).toBe(folder);
  await writeFile(join(root, 'file'), '');
  await expect(folderTyped('file', root, env)).rejects.toMatchObject({ code: 'USAGE', why: 'It is a file.' });
  await expect(folderTyped('gone', root, env)).rejects.toMatchObject({ why: 'It is not there.' });
});
