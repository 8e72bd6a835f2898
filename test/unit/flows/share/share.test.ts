import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../../../src/flows/configure-project/look.ts';
import { planShare } from '../../../../src/flows/share/make-plan.ts';
import { targetNotes, targetWords } from '../../../../src/flows/share/plan.ts';
import { writeShare } from '../../../../src/flows/share/run.ts';
import { folderWith } from '../../project/support/folders.ts';
import { layoutsUnderTest } from '../configure-project/layouts.ts';
import { configOf, filesIn, projectWith } from '../configure-project/support.ts';

const tools = { env: {}, ownFolder: '/opt/amplify-tui' };
const androidApp = { 'settings.gradle.kts': '', 'build.gradle.kts': '', 'app/src/main/res/': '' };
const backend = {
  'amplify/backend/auth/users/parameters.json': '{ "mfa": "ON" }',
  'amplify/backend/function/hello/node_modules/x/index.js': 'made by tools',
  'src/index.js': 'an app of its own',
};

async function share(source: string, target: string) {
  const plan = await planShare(await openProject(source), target, tools);
  await writeShare({ source, targets: [plan] });
  return plan;
}

describe.each(layoutsUnderTest)('the backend of a project in the %s layout', (layout) => {
  it('is shared with an Android app, which gets its own settings and configuration files', async () => {
    const source = projectWith(layout, backend);
    const target = folderWith(androidApp);
    const before = filesIn(source);
    const plan = await share(source, target);
    expect(plan).toMatchObject({ refresh: false, notes: [], extra: [] });
    const files = filesIn(target);
    expect(files['amplify/backend/auth/users/parameters.json']).toBe('{ "mfa": "ON" }');
    expect(Object.keys(files).filter((label) => /node_modules|^src/.test(label))).toEqual([]);
    expect(Object.keys(files)).toContain('app/src/main/res/raw/amplifyconfiguration.json');
    const project = await openProject(target);
    expect(project).toMatchObject({
      layout,
      notes: [],
      settings: { name: 'test890', app: 'android', resDir: 'app/src/main/res' },
      access: { kind: 'profile', name: 'devcorp' },
      stack: (await openProject(source)).stack,
    });
    expect(Object.keys(configOf(target)).join()).not.toContain('javascript');
    // As many as the review lists below it.
    const all = plan.files.length + plan.copies.length;
    expect(targetWords(plan)).toBe(`gets a copy of this backend (${all} new files)`);
    expect(filesIn(source)).toEqual(before);
  });

  it('is updated there: new files are added, removed ones removed, and those only there stay', async () => {
    const source = projectWith(layout, backend);
    const target = folderWith(androidApp);
    await share(source, target);
    const same = await share(source, target);
    expect(same.copies).toEqual([]);
    expect(targetWords(same)).toBe('has this backend already, up to date');
    writeFileSync(join(source, 'amplify/backend/auth/users/parameters.json'), '{ "mfa": "OFF" }');
    mkdirSync(join(source, 'amplify/backend/api/list'), { recursive: true });
    writeFileSync(join(source, 'amplify/backend/api/list/schema.graphql'), 'type A { id: ID! }');
    writeFileSync(join(target, 'amplify/backend/own.txt'), 'only here');
    writeFileSync(join(target, 'amplify/#current-cloud-backend/old.txt'), 'not any more');
    const plan = await share(source, target);
    expect(plan.refresh).toBe(true);
    expect(targetWords(plan)).toMatch(/^has this backend already \(1 new file, 1 changed, 1 removed\)$/);
    expect(plan.copies).toEqual([
      { label: 'amplify/backend/api/list/schema.graphql', change: 'create' },
      { label: 'amplify/backend/auth/users/parameters.json', change: 'update' },
      { label: 'amplify/#current-cloud-backend/old.txt', change: 'remove' },
    ]);
    expect(plan.extra).toEqual(['amplify/backend/own.txt']);
    expect((await openProject(target)).settings.app).toBe('android');
    expect(filesIn(target)['amplify/backend/own.txt']).toBe('only here');
  });

  it('is shared again after an interruption before the settings', async () => {
    const source = projectWith(layout, backend);
    const target = folderWith(androidApp);
    const plan = await planShare(await openProject(source), target, tools);
    await writeShare({ source, targets: [{ ...plan, files: [], copies: plan.copies.slice(0, 5) }] });
    await share(source, target);
    expect(await openProject(target)).toMatchObject({ settings: { app: 'android' }, notes: [] });
  });
});

describe('files that stay in a folder that a backend is shared with', () => {
  const exported = (text: string) => `const awsmobile = ${text};\nexport default awsmobile;\n`;

  it('are reported: a file with code in it, and values that the backend does not have', async () => {
    const source = projectWith('documented', backend);
    const code = folderWith({ 'package.json': {}, 'src/aws-exports.js': 'export default made();\n' });
    const plan = await share(source, code);
    expect(plan.kept).toEqual([{ label: 'src/aws-exports.js', why: expect.stringContaining('more than') }]);
    expect(filesIn(code)['src/aws-exports.js']).toBe('export default made();\n');
    const values = folderWith({
      'package.json': {},
      'src/aws-exports.js': exported('{"aws_user_pools_id": "eu_1"}'),
    });
    const other = await share(source, values);
    expect(targetNotes(other)).toEqual([expect.stringMatching(/aws-exports\.js {3}kept.*aws_user_pools_id/)]);
    expect(filesIn(values)['src/aws-exports.js']).toContain('eu_1');
  });
});

describe('a backend is not shared', () => {
  it('with a folder that is missing, in the project, or around it', async () => {
    const source = projectWith('documented', { 'packages/web/': '' });
    const project = await openProject(source);
    const refused = (target: string) => expect(planShare(project, target, tools)).rejects;
    await refused(join(source, 'gone')).toMatchObject({ code: 'PROJECT_NONE' });
    for (const noPath of ['long'.repeat(1250), 'package.json/x'])
      await refused(join(source, noPath)).toMatchObject({ code: 'PROJECT_NONE' });
    await refused(join(source, 'packages/web')).toMatchObject({ code: 'PROJECT_NESTED' });
    await refused(join(source, '..')).toMatchObject({ code: 'PROJECT_NESTED' });
    await refused(source).toMatchObject({ code: 'PROJECT_NESTED' });
  });

  it('with a folder that has another one, or files in the way', async () => {
    const source = projectWith('documented');
    const project = await openProject(source);
    const other = projectWith('documented');
    const meta = join(other, 'amplify/backend/amplify-meta.json');
    const stackId = project.stack?.stackId ?? '';
    writeFileSync(
      meta,
      (filesIn(other)['amplify/backend/amplify-meta.json'] ?? '').replace(stackId, 'arn:other'),
    );
    const before = filesIn(other);
    await expect(planShare(project, other, tools)).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(filesIn(other)).toEqual(before);
    const blocked = folderWith({ 'amplify/backend/amplify-meta.json': '{}' });
    await expect(planShare(project, blocked, tools)).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    rmSync(join(blocked, 'amplify'), { recursive: true });
    expect((await planShare(project, blocked, tools)).refresh).toBe(false);
  });
});
