import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type EarlierAttempt,
  readExistingBackend,
  readSharedFiles,
} from '../../../../src/flows/init/existing-backend.ts';
import { predictedStack } from '../../../../src/flows/init/files.ts';
import { forgetAttempt } from '../../../../src/flows/init/forget.ts';
import type { InitPlan, InitPlanInput } from '../../../../src/flows/init/init-plan.ts';
import { planInit } from '../../../../src/flows/init/plan.ts';
import { writeProject } from '../../../../src/flows/init/run.ts';
import { editedJson } from '../../../../src/project/edited-json.ts';
import { projectFiles } from '../../../../src/project/layouts/file-names.ts';
import type { ProjectStack } from '../../../../src/project/project.ts';
import { openJournal } from '../../../../src/state/journal.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { plan as documented, stack as documentedStack } from '../../../support/pretend-values.ts';
import { initWorld } from './support.ts';

const stackName = 'amplify-shop-mine-0a1b2';
const withoutApp: ProjectStack = {
  ...predictedStack(documented.identity, stackName),
  stackId: documentedStack.stackId,
};
const stack: ProjectStack = { ...withoutApp, appId: 'dshared' };
const team = projectFiles.teamProviderInfo;
/** A typical file: a byte order mark, a comment, line ends of Windows, two members in a line. */
const teamText =
  '{ // ours\r\n\t"dev" : {"awscloudformation": {"Region":"eu-west-1", "AmplifyAppId": "dshared"}, "categories": {}},\r\n}';

const before: Readonly<Record<string, string>> = {
  [team]: teamText,
  '.gitignore': 'node_modules',
  [projectFiles.localEnvInfo]: '{"envName":  "dev", "projectPath": "/elsewhere"}',
  [projectFiles.localAwsInfo]: '{ }',
  [projectFiles.meta]: '{"providers":{},"auth":{"pool":{"service":"Cognito","output":{"Id":"1"}}}}',
  [projectFiles.config]: '{"projectName":"shop"}',
};

let root: string;
let folder: string;
beforeEach(async () => {
  root = folderOfTest();
  folder = join(root, 'shop');
  for (const [label, text] of Object.entries(before)) await put(label, text);
  await put(team, `\uFEFF${teamText}`);
});

const at = (label: string) => join(folder, ...label.split('/'));
async function put(label: string, text: string): Promise<void> {
  await mkdir(dirname(at(label)), { recursive: true });
  await writeFile(at(label), text);
}
const text = (label: string) => readFile(at(label), 'utf8');

function here() {
  const tools = { ...initWorld({}).tools, journal: openJournal(join(root, 'state')) };
  const input: InitPlanInput = {
    ...{ ...documented, folder, layout: 'multi-env', environment: 'mine', stackName },
    identity: documented.identity,
  };
  const planned = async (earlier?: EarlierAttempt): Promise<InitPlan> =>
    planInit({ ...input, backend: await readExistingBackend(input, { previous: 'dev' }, earlier) });
  /** The plan of another run of the program, which finds the note of the first one. */
  const again = async (cleanUp: boolean) => {
    const note = (await tools.journal.find(folder)) ?? expect.fail('no note');
    return planned({ note, before: await tools.journal.filesBefore(note.id), cleanUp });
  };
  return { tools, input, planned, again };
}

/** Writes everything and leaves the note, as if killed right before it was removed. */
async function killedAtTheEnd(written = stack) {
  const world = here();
  const { remove } = world.tools.journal;
  const killed = { ...world.tools, journal: { ...world.tools.journal, remove: async () => {} } };
  await writeProject(killed, await world.planned(), written);
  expect(await text(team)).toContain(stackName);
  return { ...world, remove };
}

describe('an environment that another run cleans up', () => {
  it('leaves every file unchanged, byte for byte', async () => {
    const { tools, again } = await killedAtTheEnd();
    await forgetAttempt(tools, await again(true));
    for (const [label, was] of Object.entries(before))
      expect(await text(label), label).toBe(label === team ? `\uFEFF${was}` : was);
    await expect(text(projectFiles.backendConfig)).rejects.toThrow('ENOENT');
    await expect(text(projectFiles.template)).rejects.toThrow('ENOENT');
    expect(await tools.journal.list()).toEqual({ entries: [], findings: [] });
    expect((await tools.journal.filesBefore(documented.token)).size).toBe(0);
  });

  it('removes only its own entry from files that somebody has changed since', async () => {
    const { tools, again } = await killedAtTheEnd();
    const theirs = { path: ['qa'], value: { awscloudformation: { StackName: 'theirs' } } };
    const changed = (was: string) => was.replace('// ours', '// ours\r\n\t"qa": {},');
    await put(team, changed(await text(team)));
    await put('.gitignore', `first\n${await text('.gitignore')}last\n`);
    await put(projectFiles.localAwsInfo, editedJson('', await text(projectFiles.localAwsInfo), [theirs]));
    await forgetAttempt(tools, await again(true));
    expect(await text(team)).toBe(changed(`\uFEFF${teamText}`));
    expect(await text('.gitignore')).toBe('first\nnode_moduleslast\n');
    expect(JSON.parse(await text(projectFiles.localAwsInfo))).toEqual({ qa: theirs.value });
  });

  it('names what it cannot distinguish, and leaves that', async () => {
    const { tools, again } = await killedAtTheEnd();
    await put(team, '<<<<<<< mine\n{}\n');
    await put(projectFiles.backendConfig, '{"mine": true}');
    await expect(forgetAttempt(tools, await again(true))).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
      message: expect.stringMatching(/2 files stay: .*backend-config\.json, .*team-provider-info\.json/),
    });
    expect(await text(team)).toBe('<<<<<<< mine\n{}\n');
    expect(await text(projectFiles.localEnvInfo)).toBe(before[projectFiles.localEnvInfo]);
  });

  it('keeps earlier contents that equal what init writes', async () => {
    await rm(folder, { recursive: true });
    const { tools, input } = here();
    const block = planInit(input).files.find(({ label }) => label === '.gitignore')?.contents ?? '';
    await put('.gitignore', block);
    const killed = { ...tools, journal: { ...tools.journal, remove: async () => {} } };
    const fresh = async (earlier?: EarlierAttempt) =>
      planInit({ ...input, existing: await readSharedFiles(input, earlier) });
    await writeProject(killed, await fresh(), stack);
    const note = (await tools.journal.find(folder)) ?? expect.fail('no note');
    const kept = await tools.journal.filesBefore(note.id);
    await forgetAttempt(tools, await fresh({ note, before: kept, cleanUp: true }));
    expect(await text('.gitignore')).toBe(block);
    await expect(text(team)).rejects.toThrow('ENOENT');
  });
});

describe('an environment that another run continues', () => {
  it('ends with the same files', async () => {
    const { tools, again } = await killedAtTheEnd();
    const after = await text(team);
    await put(projectFiles.meta, before[projectFiles.meta] ?? '');
    await rm(at(projectFiles.backendConfig));
    await writeProject(tools, await again(false), stack);
    expect(await text(team)).toBe(after);
    expect(JSON.parse(await text(projectFiles.backendConfig))).toEqual({
      auth: { pool: { service: 'Cognito' } },
    });
    expect(JSON.parse(await text(projectFiles.meta)).providers.awscloudformation.AmplifyAppId).toBe(
      'dshared',
    );
  });

  it('takes over an app that the first run did not learn of', async () => {
    const { tools, again } = await killedAtTheEnd(withoutApp);
    await writeProject(tools, await again(false), stack);
    expect(JSON.parse(await text(projectFiles.meta)).providers.awscloudformation.AmplifyAppId).toBe(
      'dshared',
    );
    expect(await text(team)).toContain('"StackName": "amplify-shop-mine-0a1b2"');
    expect((await text(team)).match(/dshared/g)).toHaveLength(2);
  });

  it('leaves what somebody has added meanwhile', async () => {
    const { tools, again } = await killedAtTheEnd();
    const changed = editedJson(team, await text(team), [{ path: ['qa'], value: { theirs: 1 } }]);
    await put(team, changed);
    await writeProject(tools, await again(false), stack);
    expect(await text(team)).toBe(changed);
  });
});
