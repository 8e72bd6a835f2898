import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { replaceCurrentBackend } from '../../../src/flows/configure-project/current-backend.ts';
import { writeProjectPlan } from '../../../src/flows/configure-project/run.ts';
import { tidyProject } from '../../../src/project/left-overs.ts';
import { folderOfTest } from '../../support/folders.ts';

const current = 'amplify/#current-cloud-backend';
let root: string;
beforeEach(() => {
  root = folderOfTest();
});

const put = (name: string, text: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};
const meta = (stack: string) => JSON.stringify({ providers: { awscloudformation: { StackName: stack } } });
const deployed = () => readFileSync(join(root, `${current}/amplify-meta.json`), 'utf8');

describe('an interrupted change of environments', () => {
  it.each([
    ['before the folder was in its place', undefined, 'prod', 'prod', 'prod'],
    ['before the first file', 'dev', 'prod', 'prod', 'prod'],
    ['after the metadata', 'dev', 'prod', 'dev', 'dev'],
  ])(
    '%s leaves the deployed copy to the environment that the files name',
    async (_, here, aside, own, left) => {
      put('amplify/backend/amplify-meta.json', meta(own));
      if (here) put(`${current}/amplify-meta.json`, meta(here));
      put(`${current}.old/amplify-meta.json`, meta(aside));
      put(`${current}.new/amplify-meta.json`, '{');
      await tidyProject(root);
      expect(deployed()).toBe(meta(left));
      for (const end of ['old', 'new']) expect(existsSync(join(root, `${current}.${end}`))).toBe(false);
    },
  );
});

it('that was interrupted between its two renames is completed by the next change, so that going back restores the old copy', async () => {
  put('amplify/backend/amplify-meta.json', meta('prod'));
  put(`${current}.old/amplify-meta.json`, meta('prod'));
  put(`${current}.new/amplify-meta.json`, '{');
  const replaced = await replaceCurrentBackend(
    root,
    new Map([['amplify-meta.json', new TextEncoder().encode(meta('dev'))]]),
  );
  expect(deployed()).toBe(meta('dev'));
  await replaced.back();
  expect(deployed()).toBe(meta('prod'));
});

it('that fails in the middle restores the old copy, and leaves nothing beside it', async () => {
  put(`${current}/amplify-meta.json`, meta('prod'));
  const bytes = new TextEncoder().encode(meta('dev'));
  const files = new Map([
    ['amplify-meta.json', bytes],
    // A file in place of a folder: any write fails as on a full disk.
    ['amplify-meta.json/x', bytes],
  ]);
  await expect(replaceCurrentBackend(root, files)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(deployed()).toBe(meta('prod'));
  expect(readdirSync(join(root, 'amplify'))).toEqual(['#current-cloud-backend']);
});

it('is reported as a file that cannot be written if the deployed copy cannot be restored, and the files are', async () => {
  put(`${current}/amplify-meta.json`, meta('prod'));
  put('a.json', 'old');
  const place = (label: string) => ({ path: join(root, label), label });
  const run = writeProjectPlan(
    [
      { ...place('a.json'), change: 'update', before: 'old', contents: 'new' },
      { ...place('a.json/b.json'), change: 'create', contents: 'x' },
    ],
    async () => {
      const replaced = await replaceCurrentBackend(root, new Map());
      // Somebody else has removed what was set aside.
      rmSync(join(root, `${current}.old`), { recursive: true });
      return replaced;
    },
  );
  await expect(run).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('old');
});
