import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../../../src/flows/configure-project/look.ts';
import { writeProjectPlan } from '../../../../src/flows/configure-project/run.ts';
import { shownFile } from '../../../../src/flows/configure-project/shown.ts';
import { folderWith } from '../../project/support/folders.ts';
import { sampleMeta } from '../../project/support/sample.ts';
import { layoutsUnderTest } from './layouts.ts';
import { configOf, configure, filesIn, planOf, projectWith } from './support.ts';

const config = 'amplify/.config/project-config.json';
const accessFile = {
  documented: 'amplify/.config/aws-info.json',
  'multi-env': 'amplify/.config/local-aws-info.json',
} as const;

/** Sets the paths in the files to this folder, so that later changes stand alone. */
async function settledProject(layout: (typeof layoutsUnderTest)[number], more = {}) {
  const root = projectWith(layout, more);
  await configure(root, {});
  return root;
}

describe.each(layoutsUnderTest)('a project in the %s layout', (layout) => {
  it('is not written if nothing changes', async () => {
    const root = await settledProject(layout);
    expect((await planOf(root, {})).files).toEqual([]);
  });

  it('changes its name, and only the file that contains it', async () => {
    const root = await settledProject(layout);
    const before = filesIn(root);
    expect(await configure(root, { name: 'store' })).toEqual([config]);
    const after = filesIn(root);
    expect(after[config]).toBe(before[config]?.replace('"test890"', '"store"'));
    for (const [label, text] of Object.entries(before)) if (label !== config) expect(after[label]).toBe(text);
  });

  it('changes one setting of the app and writes no configuration file for it', async () => {
    const root = await settledProject(layout);
    const before = readFileSync(join(root, config), 'utf8');
    const javascript = {
      sourceDir: 'src',
      distributionDir: 'dist',
      buildCommand: 'npm run-script build:prod',
      startCommand: 'npm run-script start',
    };
    expect(await configure(root, { javascript })).toEqual([config]);
    expect(readFileSync(join(root, config), 'utf8')).toBe(
      before.replace('script build"', 'script build:prod"'),
    );
  });

  it('is connected to another profile, to none, and back', async () => {
    const root = await settledProject(layout);
    const label = accessFile[layout];
    const before = filesIn(root);
    expect(await configure(root, { access: { kind: 'profile', name: 'other' } })).toEqual([label]);
    expect(filesIn(root)[label]).toBe(before[label]?.replace('devcorp', 'other'));
    await configure(root, { access: { kind: 'environment' } });
    expect(filesIn(root)[label]).toContain('"configLevel": "general"');
    expect(filesIn(root)[label]).not.toContain('other');
    await configure(root, { access: { kind: 'profile', name: 'devcorp' } });
    expect((await openProject(root)).access).toEqual({ kind: 'profile', name: 'devcorp' });
  });

  it('keeps its kind of app if only the profile changes', async () => {
    const root = await settledProject(layout);
    await configure(root, { app: 'ios' });
    const before = filesIn(root);
    await configure(root, { access: { kind: 'profile', name: 'other' } });
    const after = filesIn(root);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after[config]).toBe(before[config]);
    expect((await openProject(root)).settings.app).toBe('ios');
  });

  it('keeps unknown keys, and line ends', async () => {
    const text = (root: string) => readFileSync(join(root, config), 'utf8');
    const root = await settledProject(layout);
    const changed = text(root).replace('{', '{ "mine": { "a": [1,2] },').replaceAll('\n', '\r\n');
    writeFileSync(join(root, config), `${changed}\r\n`);
    await configure(root, { name: 'store' });
    expect(JSON.parse(text(root))).toMatchObject({ mine: { a: [1, 2] }, projectName: 'store' });
    expect(text(root).replaceAll('\r\n', '')).not.toContain('\n');
    expect(text(root).endsWith('}\r\n')).toBe(true);
  });

  it('says where a broken file is broken, and writes nothing', async () => {
    const root = await settledProject(layout);
    const label = accessFile[layout];
    writeFileSync(join(root, label), '{\n  "useProfile": tru\n}');
    const before = filesIn(root);
    await expect(planOf(root, { name: 'store' })).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
      message: expect.stringMatching(/line 2, column \d+/),
    });
    expect(filesIn(root)).toEqual(before);
  });

  it('leaves an aws-exports.js with code unchanged, says so, and does the rest', async () => {
    const code = 'export default make();\n';
    const root = await settledProject(layout, { 'src/aws-exports.js': code });
    const plan = await planOf(root, { name: 'store', configFiles: 'write' });
    expect(plan.kept).toEqual([
      { label: 'src/aws-exports.js', why: expect.stringContaining('plain object') },
    ]);
    await configure(root, { name: 'store', configFiles: 'write' });
    expect(readFileSync(join(root, 'src/aws-exports.js'), 'utf8')).toBe(code);
    expect(configOf(root).projectName).toBe('store');
    await configure(root, { name: 'test890' });
    expect(await configure(root, { framework: 'react', configFiles: 'leave' })).toEqual([config]);
  });
});

describe('a backend copied without its settings', () => {
  it('gets them again from what the folder contains', async () => {
    const root = folderWith({
      'settings.gradle.kts': '',
      'build.gradle.kts': '',
      'amplify/backend/amplify-meta.json': JSON.stringify(sampleMeta, null, 4),
      'amplify/#current-cloud-backend/amplify-meta.json': JSON.stringify(sampleMeta, null, 4),
    });
    const files = await configure(root, { access: { kind: 'profile', name: 'other' } });
    expect(files).toEqual([
      'app/src/main/res/raw/awsconfiguration.json',
      'app/src/main/res/raw/amplifyconfiguration.json',
      'amplify/.config/aws-info.json',
      '.amplifyrc',
      config,
    ]);
    const project = await openProject(root);
    expect(project.notes).toEqual([]);
    expect(project.settings.app).toBe('android');
    expect(project.access).toEqual({ kind: 'profile', name: 'other' });
    expect(configOf(root).projectPath).toBe(root);
  });

  it('has its paths set to this machine', async () => {
    const root = projectWith('documented');
    const path = join(root, config);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('/opt/amplify-frontend', 'C:\\\\Users\\\\kim\\\\frontend'),
    );
    await configure(root, {});
    expect(configOf(root)).toMatchObject({
      projectPath: root,
      frontendHandler: { javascript: '/opt/amplify-frontend' },
      providers: { awscloudformation: '/opt/amplify-provider-awscloudformation' },
    });
  });

  it.each([
    ['{ "javascript": "/opt/x", "own": "/opt/own" }', ['ios', 'own']],
    ['{ "own": "/opt/own", "amplify-frontend-javascript": "/opt/x" }', ['own', 'amplify-frontend-ios']],
  ])('becomes another kind of app among the handlers %s of others', async (handlers, names) => {
    const root = projectWith('documented');
    const path = join(root, config);
    const text = readFileSync(path, 'utf8').replace(/("frontendHandler": )\{[^}]*\}/, `$1${handlers}`);
    expect(text).toContain('/opt/own');
    writeFileSync(path, text);
    await configure(root, { app: 'ios' });
    const found = configOf(root).frontendHandler as Record<string, string>;
    expect(Object.keys(found)).toEqual(names);
    expect(found.own).toBe('/opt/own');
  });

  it('of a copied amplify/ with environments gets its hidden folder back', async () => {
    const root = projectWith('multi-env', {
      'settings.gradle': '',
      'build.gradle': '',
    });
    const whole = configOf(root);
    rmSync(join(root, 'amplify/.config'), { recursive: true });
    expect((await openProject(root)).notes).toContainEqual(expect.stringMatching(/name and app are guessed/));
    await configure(root, { access: { kind: 'profile', name: 'other' }, environment: 'dev' });
    expect(configOf(root)).toEqual({
      ...{ projectName: expect.any(String), version: whole.version, frontend: 'android' },
      ...{ android: { config: { ResDir: 'app/src/main/res' } }, providers: whole.providers },
    });
    expect(await openProject(root)).toMatchObject({ environment: 'dev', notes: [] });
  });

  it('of a copied folder gets .amplifyrc back, which is beside amplify/', async () => {
    const root = projectWith('documented');
    rmSync(join(root, '.amplifyrc'));
    expect(await configure(root, {})).toContain('.amplifyrc');
    expect(configOf(root).projectPath).toBe(root);
  });

  it('of a clone with environments: the files of this machine come back', async () => {
    const root = projectWith('multi-env');
    rmSync(join(root, 'amplify/.config/local-env-info.json'));
    rmSync(join(root, 'amplify/.config/local-aws-info.json'));
    await configure(root, { access: { kind: 'profile', name: 'other' }, environment: 'dev' });
    const project = await openProject(root);
    expect(project).toMatchObject({
      environment: 'dev',
      access: { kind: 'profile', name: 'other' },
      notes: [],
    });
  });
});

it('shows no secret of an app client, in the review or for a script', async () => {
  const client = 'k3mQ8vTz1bNcR7yWx5pLhs2dG9';
  const output = { UserPoolId: 'eu_1', AppClientID: 'id', AppClientSecret: client };
  const auth = { users: { service: 'Cognito', lastPushTimeStamp: 1, output } };
  const root = await settledProject('documented', {
    'amplify/backend/amplify-meta.json': { ...sampleMeta, auth },
  });
  const { files } = await planOf(root, { app: 'android' });
  expect(JSON.stringify(files)).toContain(client);
  expect(JSON.stringify(files.map(shownFile))).not.toContain(client);
  await configure(root, { app: 'android' });
  expect(JSON.stringify((await planOf(root, { app: 'ios' })).files.map(shownFile))).not.toContain(client);
});

describe('a missing project', () => {
  it('is distinguished from one in an outer folder', async () => {
    await expect(openProject(folderWith())).rejects.toMatchObject({ code: 'PROJECT_NONE' });
    const root = projectWith('documented', { 'packages/web/': '' });
    await expect(openProject(join(root, 'packages/web'))).rejects.toMatchObject({ code: 'PROJECT_NESTED' });
  });
});

describe('writing a plan', () => {
  it('stops before the first file if one was changed meanwhile', async () => {
    const root = await settledProject('documented');
    const plan = await planOf(root, { app: 'android' });
    writeFileSync(join(root, config), '{}');
    const before = filesIn(root);
    expect(await writeProjectPlan(plan.files)).toEqual({ kind: 'changed', label: config });
    expect(filesIn(root)).toEqual(before);
  });

  it('can be repeated after an interruption at any file', async () => {
    for (let done = 0; done < 4; done++) {
      const root = await settledProject('documented');
      await configure(root, { configFiles: 'write' });
      const plan = await planOf(root, { app: 'android' });
      await writeProjectPlan(plan.files.slice(0, done));
      // A half-finished change still reads as the earlier project, and the same change completes it.
      expect((await openProject(root)).settings.app).toBe('javascript');
      await configure(root, { app: 'android' });
      expect((await openProject(root)).settings.app).toBe('android');
      expect(Object.keys(filesIn(root)).filter((label) => label.startsWith('src/'))).toEqual([]);
    }
  });

  it.skipIf(process.geteuid?.() === 0)('writes nothing into a read-only folder', async () => {
    const root = await settledProject('documented');
    mkdirSync(join(root, 'app'));
    chmodSync(join(root, 'app'), 0o555);
    const before = filesIn(root);
    const { files } = await planOf(root, { app: 'android' });
    await expect(writeProjectPlan(files)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(filesIn(root)).toEqual(before);
  });

  it('writes nothing if a file is in place of a folder', async () => {
    const root = await settledProject('documented', { app: 'a file' });
    const before = filesIn(root);
    const { files } = await planOf(root, { app: 'android' });
    await expect(writeProjectPlan(files)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: `${join(root, 'app')} is a file.`,
    });
    expect(filesIn(root)).toEqual(before);
  });

  it('completes replacements before the last file, and restores them if an earlier one cannot be written', async () => {
    const root = await settledProject('documented');
    const { files } = await planOf(root, { name: 'store' });
    const told: string[] = [];
    const replacement = {
      settle: async () => void told.push('settled'),
      back: async () => void told.push('put back'),
    };
    const blocked = {
      path: join(root, 'x'.repeat(250)),
      label: 'x',
      contents: 'x',
      change: 'create',
    } as const;
    await expect(writeProjectPlan([blocked, ...files], async () => replacement)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
    await writeProjectPlan(files, async () => replacement);
    await writeProjectPlan([], async () => replacement);
    expect(told).toEqual(['put back', 'settled', 'settled']);
  });

  it('restores what was written if a later file cannot be', async () => {
    const root = await settledProject('documented');
    const { files } = await planOf(root, { name: 'store' });
    const before = filesIn(root);
    // The name is as long as possible, and the file that is written first has a longer one.
    const blocked = {
      path: join(root, 'x'.repeat(250)),
      label: 'x',
      contents: 'x',
      change: 'create',
    } as const;
    await expect(writeProjectPlan([...files, blocked])).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(filesIn(root)).toEqual(before);
  });
});
