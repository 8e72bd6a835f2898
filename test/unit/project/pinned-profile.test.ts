import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openProject } from '../../../src/flows/configure-project/look.ts';
import { planPinnedProfile } from '../../../src/project/pinned-profile.ts';
import { projectWith } from '../flows/configure-project/support.ts';

it('connects a project of 2018 to a profile, and keeps the other contents of the file', async () => {
  const root = projectWith('documented');
  const path = join(root, 'amplify/.config/aws-info.json');
  writeFileSync(path, '{\n  // ours\n  "configLevel": "general",\n  "mine": 1\n}\n');
  const plan = await planPinnedProfile(await openProject(root), 'other');
  expect(plan?.contents).toBe(
    '{\n  // ours\n  "configLevel": "project",\n  "mine": 1,\n  "useProfile": true,\n  "profileName": "other"\n}\n',
  );
  rmSync(path);
  const made = await planPinnedProfile(await openProject(root), 'other');
  expect(made).toMatchObject({
    change: 'create',
    contents: '{\n    "useProfile": true,\n    "profileName": "other"\n}',
  });
});

it('connects the current environment and leaves the others', async () => {
  const root = projectWith('multi-env');
  const path = join(root, 'amplify/.config/local-aws-info.json');
  const project = await openProject(root);
  expect(await planPinnedProfile(project, 'devcorp')).toBeUndefined();
  writeFileSync(path, '{ "prod": { "useProfile": true, "profileName": "ops" } }');
  expect((await planPinnedProfile(project, 'other'))?.contents).toBe(
    '{ "prod": { "useProfile": true, "profileName": "ops" }, "dev": { "configLevel": "project", "useProfile": true, "profileName": "other" } }',
  );
  rmSync(path);
  expect((await planPinnedProfile(project, 'other'))?.contents).toBe(
    '{\n  "dev": {\n    "configLevel": "project",\n    "useProfile": true,\n    "profileName": "other"\n  }\n}',
  );
});
