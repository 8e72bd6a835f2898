import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { downloadBucket } from '../../../../src/flows/delete/download.ts';
import { planFileRemoval, removeProjectFiles } from '../../../../src/flows/delete/files.ts';
import { type LookTools, lookAtBackend } from '../../../../src/flows/delete/look.ts';
import { withAmplifyBlock } from '../../../../src/project/layouts/git-ignore.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { someBackend, somePieces } from '../../../support/pretend-delete.ts';

let root: string;

beforeEach(() => {
  root = folderOfTest();
});

it('removes the folders that a killed run has left empty, and no others', async () => {
  const { scope, settings } = somePieces;
  for (const folder of ['src', 'amplify/.config', 'amplify/backend/types'])
    mkdirSync(join(root, folder), { recursive: true });
  await removeProjectFiles({ root, scope, settings }, new Set());
  expect(existsSync(join(root, 'src'))).toBe(true);
  await removeProjectFiles({ root, scope, settings }, new Set(), true);
  expect(readdirSync(root)).toEqual([]);
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/main.js'), '');
  await removeProjectFiles({ root, scope, settings }, new Set(), true);
  expect(readdirSync(root)).toEqual(['src']);
});

it('says before deleting that files behind a link out of the project stay, and leaves them', async () => {
  const project = join(root, 'shop');
  const of = { root: project, scope: 'project', settings: somePieces.settings } as const;
  for (const folder of ['elsewhere/hooks', 'elsewhere/.config', 'elsewhere/src', 'shop'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'elsewhere/.config/project-config.json'), '{}');
  writeFileSync(join(root, 'elsewhere/ignored'), withAmplifyBlock(''));
  symlinkSync('../elsewhere', join(project, 'amplify'));
  symlinkSync('../elsewhere/src', join(project, 'src'));
  symlinkSync('../elsewhere/ignored', join(project, '.gitignore'));
  const { files, kept } = await planFileRemoval(of);
  expect(files).toEqual([]);
  const why = 'it leads out of the project';
  expect(kept.filter((each) => each.why === why).map(({ label }) => label)).toEqual([
    ...['.gitignore', 'amplify/.config/project-config.json'],
  ]);
  const before = readdirSync(root, { recursive: true });
  expect(await removeProjectFiles(of, new Set(kept.map(({ label }) => label)), true)).toEqual([]);
  expect(readdirSync(root, { recursive: true })).toEqual(before);
});

it('lists what a stack has left in the account, also if the stack is gone', async () => {
  const { appId: _, ...target } = someBackend.target;
  const retained = [{ path: 'storagefiles/S3Bucket', type: 'AWS::S3::Bucket', physicalId: 'shop-files' }];
  // Neither the stack nor its bucket exists.
  const tools = { clients: {}, persist: async () => undefined } as unknown as LookTools;
  const at = { identity: someBackend.identity, whole: true, going: [] };
  const found = await lookAtBackend(tools, { ...at, target: { ...target, retained } });
  expect(found.stack).toEqual({ nested: [], resources: 0, retained });
  expect(found.target.retained).toEqual(retained);
});

it.each([
  ['AWS_ANSWER', { listed: true, whole: true }],
  ['ACCESS_DENIED', { listed: false, unknown: 'It came so.' }],
] as const)('asks about the app a second time if that can help: %s', async (code, app) => {
  const answers = [
    ...[undefined, undefined],
    new Problem({ code, what: 'It came so.', why: '-', next: '-' }),
    { branches: 0, environments: new Map([['dev', someBackend.target.stackName]]) },
  ];
  const persist = async () => {
    const answer = answers.shift();
    if (answer instanceof Problem) throw answer;
    return answer;
  };
  const tools = { clients: { cloud: { kind: 'aws' }, region: 'eu-west-1' }, persist } as unknown as LookTools;
  const at = { identity: someBackend.identity, whole: true, going: ['dev'] };
  expect((await lookAtBackend(tools, { ...at, target: someBackend.target })).app).toMatchObject(app);
});

it('removes what a killed run has left of an object that it was downloading', async () => {
  const dead = spawnSync(process.execPath, ['-e', '0']).pid;
  const bucket = someBackend.bucket!;
  const folder = join(root, bucket.name, 'app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `meta.json.${dead}-3.unfinished`), '{');
  const answers = [[{ key: 'app/meta.json', size: 2 }], Buffer.from('{}')];
  const tools = { clients: {}, persist: async () => answers.shift() } as unknown as LookTools;
  await downloadBucket(tools, someBackend, root, () => {});
  expect(readdirSync(folder)).toEqual(['meta.json']);
});
