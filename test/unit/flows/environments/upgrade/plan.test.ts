import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  backupFor,
  changedSince,
  finishUpgrade,
  leftOfUpgrade,
  makeBackup,
  newestBackup,
  undoUpgrade,
} from '../../../../../src/flows/environments/upgrade/backup.ts';
import { planUpgrade } from '../../../../../src/flows/environments/upgrade/plan.ts';
import { cutOffWords } from '../../../../../src/flows/environments/upgrade/undone-lines.ts';
import { projectLeftOvers } from '../../../../../src/project/left-overs.ts';
import type { Project } from '../../../../../src/project/project.ts';
import { folderOfTest } from '../../../../support/folders.ts';
import { stack } from '../../../../support/pretend-values.ts';

const project: Project = {
  root: '/home/sam/shop',
  layout: 'documented',
  settings: { name: 'shop', editor: 'code', app: 'android', resDir: 'app/src/main/res' },
  access: { kind: 'profile', name: 'default' },
  stack: { ...stack },
  notes: [],
};
const config = 'amplify/.config/project-config.json';
const meta = 'amplify/backend/amplify-meta.json';
const plan = (texts: Readonly<Record<string, string>>, more: Partial<Project> = {}, environment = 'dev') =>
  planUpgrade({ project: { ...project, ...more }, environment, texts: new Map(Object.entries(texts)) });
const contentsOf = (files: ReturnType<typeof plan>, label: string) => {
  const file = files.find((each) => each.label === label);
  return file && file.change !== 'remove' ? JSON.parse(file.contents) : undefined;
};

describe('an upgrade', () => {
  it('moves the block of the long handler name under the short one, and keeps unknown parts', () => {
    const files = plan({
      [config]:
        '{\r\n  "projectName": "shop",\r\n  "own": [1,2],\r\n  "amplify-frontend-android": {"config": {"ResDir": "r"}},\r\n  "frontendHandler": {"amplify-frontend-android": "C:\\\\x"}\r\n}',
    });
    expect(contentsOf(files, config)).toEqual({
      ...{ projectName: 'shop', own: [1, 2], version: '3.1', frontend: 'android' },
      ...{ android: { config: { ResDir: 'r' } }, providers: ['awscloudformation'] },
    });
    expect(JSON.stringify(files.find(({ label }) => label === config))).toContain('\\"own\\": [1,2],\\r\\n');
  });

  it('writes what decides the layout after everything new, and removes last', () => {
    const files = plan({ [config]: '{}', '.amplifyrc': '{}', 'amplify/.config/aws-info.json': '{"x":1}' });
    const at = files.findIndex(({ label }) => label === config);
    expect(files.slice(0, at).every(({ change }) => change === 'create')).toBe(true);
    expect(files.slice(at + 1).map(({ label, change }) => [label, change])).toEqual([
      ['amplify/.config/aws-info.json', 'remove'],
      ['.amplifyrc', 'remove'],
    ]);
    expect(contentsOf(files, 'amplify/.config/local-aws-info.json')).toEqual({
      dev: { configLevel: 'project', x: 1 },
    });
  });

  it("derives backend-config.json without AWS's answers, and leaves an existing one", () => {
    const text = JSON.stringify({
      providers: { awscloudformation: { Region: 'x', Extra: 1 } },
      auth: { pool: { service: 'Cognito', output: { Id: 1 }, lastPushTimeStamp: 't', dependsOn: [] } },
    });
    const files = plan({ [config]: '{}', [meta]: text });
    expect(contentsOf(files, 'amplify/backend/backend-config.json')).toEqual({
      auth: { pool: { service: 'Cognito', dependsOn: [] } },
    });
    const { awscloudformation } = contentsOf(files, 'amplify/team-provider-info.json').dev;
    // In the order of the file, then what only the other files have.
    expect(Object.keys(awscloudformation).slice(0, 3)).toEqual(['Region', 'Extra', 'AuthRoleName']);
    expect(awscloudformation).toMatchObject({ Region: 'x', Extra: 1, StackId: stack.stackId });
    expect(
      contentsOf(
        plan({ [config]: '{}', 'amplify/backend/backend-config.json': '{"a":1}' }),
        'amplify/backend/backend-config.json',
      ),
    ).toBeUndefined();
  });

  it('keeps other environments of existing files, and connects nothing that was not connected', () => {
    const team = 'amplify/team-provider-info.json';
    const files = plan({
      [config]: '{}',
      [team]: '{\n\t"prod": {"awscloudformation": {"StackName": "p"}}\n}',
    });
    expect(contentsOf(files, team)).toMatchObject({
      prod: { awscloudformation: { StackName: 'p' } },
      dev: { awscloudformation: { StackName: stack.stackName } },
    });
    expect(JSON.stringify(files.find(({ label }) => label === team))).toContain('\\t\\"prod\\": {\\"aws');
    expect(contentsOf(files, 'amplify/.config/local-aws-info.json')).toBeUndefined();
  });

  it.each(['', 'D', 'Dev', 'a-b', 'waytoolongname'])('refuses the environment %j', (name) => {
    expect(() => plan({ [config]: '{}' }, {}, name)).toThrow(/not a name for an environment/);
  });

  it('refuses a project whose stack is not known', () => {
    const { stack: _stack, ...without } = project;
    expect(() => planUpgrade({ project: without, environment: 'dev', texts: new Map() })).toThrow(/stack/);
  });
});

describe('a backup', () => {
  let root: string;
  beforeEach(() => {
    root = folderOfTest();
    mkdirSync(join(root, 'amplify/.config'), { recursive: true });
    writeFileSync(join(root, config), 'old config');
    writeFileSync(join(root, '.amplifyrc'), 'old rc');
  });

  it('restores everything, as often as requested', async () => {
    await makeBackup(
      root,
      [
        { path: join(root, config), label: config, change: 'update', contents: 'new', before: 'old config' },
        { path: join(root, '.amplifyrc'), label: '.amplifyrc', change: 'remove', before: 'old rc' },
        {
          path: join(root, 'amplify/team-provider-info.json'),
          label: 'amplify/team-provider-info.json',
          change: 'create',
          contents: 'new',
        },
      ],
      'a1b2c',
    );
    writeFileSync(join(root, config), 'new');
    writeFileSync(join(root, 'amplify/team-provider-info.json'), 'new');
    rmSync(join(root, '.amplifyrc'));
    const backup = await newestBackup(root);
    expect(backup?.folder).toBe('amplify-backup-a1b2c');
    for (let times = 0; times < 2; times++) {
      await undoUpgrade(root, backup!);
      expect(readFileSync(join(root, config), 'utf8')).toBe('old config');
      expect(readFileSync(join(root, '.amplifyrc'), 'utf8')).toBe('old rc');
      expect(readdirSync(root).sort()).toEqual(['.amplifyrc', 'amplify', 'amplify-backup-a1b2c']);
      expect(readdirSync(join(root, 'amplify'))).toEqual(['.config']);
    }
  });

  it('keeps a copy of later changes', async () => {
    const rc = {
      path: join(root, '.amplifyrc'),
      label: '.amplifyrc',
      change: 'remove',
      before: 'old rc',
    } as const;
    const made = {
      path: join(root, 'new.json'),
      label: 'new.json',
      change: 'create',
      contents: 'new',
    } as const;
    const backup = await makeBackup(root, [rc, made], 'a1b2c');
    rmSync(rc.path);
    writeFileSync(made.path, 'new, and more');
    expect((await undoUpgrade(root, backup)).kept).toBe('amplify-backup-a1b2c/since');
    expect(readdirSync(root).sort()).toEqual(['.amplifyrc', 'amplify', 'amplify-backup-a1b2c']);
    expect(readFileSync(join(root, 'amplify-backup-a1b2c/since/new.json'), 'utf8')).toBe('new, and more');
    writeFileSync(made.path, 'once more');
    expect((await undoUpgrade(root, backup)).kept).toBe('amplify-backup-a1b2c/since-2');
    expect(await undoUpgrade(root, backup)).toEqual({ files: ['.amplifyrc', 'new.json'] });
  });

  it('of a failed upgrade is made again if somebody has changed a file', async () => {
    const update = { path: join(root, config), label: config, change: 'update', contents: 'new' } as const;
    const first = await backupFor(root, [{ ...update, before: 'old config' }], 'aaaaa');
    const again = await backupFor(root, [{ ...update, contents: 'newer', before: 'old config' }], 'bbbbb');
    expect(again.folder).toBe(first.folder);
    expect(await changedSince(root, again)).toEqual([]);
    writeFileSync(join(root, config), 'by hand');
    const other = await backupFor(root, [{ ...update, before: 'by hand' }], 'ccccc');
    expect(other.folder).toBe('amplify-backup-ccccc');
  });

  it('removes what an interrupted one has left, and nothing similar', async () => {
    const names = [
      'amplify-backup-0a1b2.unfinished',
      'amplify-backup-mine.unfinished',
      'amplify-backup-0a1b2',
    ];
    for (const name of names) mkdirSync(join(root, name));
    mkdirSync(join(root, `amplify-backup-0a1b2.${process.ppid}-1.unfinished`));
    expect(await projectLeftOvers(root)).toEqual([join(root, names[0] ?? '')]);
    await makeBackup(root, [], 'ccccc');
    expect(readdirSync(root).filter((name) => name.startsWith('amplify-backup-'))).toEqual([
      ...['amplify-backup-0a1b2', `amplify-backup-0a1b2.${process.ppid}-1.unfinished`],
      ...['amplify-backup-ccccc', 'amplify-backup-mine.unfinished'],
    ]);
  });

  it('lists what an interrupted one has left of the old layout, until it is removed', async () => {
    writeFileSync(join(root, '.amplifyrc'), 'old');
    const file = {
      path: join(root, '.amplifyrc'),
      label: '.amplifyrc',
      change: 'remove',
      before: 'old',
    } as const;
    const backup = await backupFor(root, [file], 'ddddd');
    expect(await leftOfUpgrade(root)).toEqual(['.amplifyrc']);
    expect(cutOffWords('multi-env', backup)).toContain('.amplifyrc of the old layout may still be here');
    // Before the project has become one with environments, the upgrade is simply begun again.
    expect(cutOffWords('documented', backup)).toBeUndefined();
    expect(await finishUpgrade(root)).toEqual(['.amplifyrc']);
    expect(await leftOfUpgrade(root)).toEqual([]);
    expect(cutOffWords('multi-env', await newestBackup(root))).toBeUndefined();
  });

  it('keeps bytes that are not text of a file: a byte order mark', async () => {
    const marked = '\uFEFF{"a":1}\r\n';
    for (const label of [config, '.amplifyrc']) writeFileSync(join(root, label), marked);
    const files = [config, '.amplifyrc'].map(
      (label) => ({ path: join(root, label), label, change: 'remove', before: marked.slice(1) }) as const,
    );
    const backup = await makeBackup(root, files, 'a1b2c');
    for (const label of [config, '.amplifyrc']) rmSync(join(root, label));
    await undoUpgrade(root, backup);
    for (const label of [config, '.amplifyrc']) expect(readFileSync(join(root, label), 'utf8')).toBe(marked);
  });

  it('does not count while it is incomplete, and leads nowhere out of the project', async () => {
    mkdirSync(join(root, 'amplify-backup-x.unfinished'));
    mkdirSync(join(root, 'amplify-backup-y'));
    expect(await newestBackup(root)).toBeUndefined();
    writeFileSync(
      join(root, 'amplify-backup-y/upgrade.json'),
      '{"files":[{"label":"../../x","change":"create"},{"label":"src/mine.js","change":"create"},{"label":".amplifyrc","change":"create"},{"label":1}]}',
    );
    expect((await newestBackup(root))?.files).toEqual([{ label: '.amplifyrc', change: 'create' }]);
  });
});
