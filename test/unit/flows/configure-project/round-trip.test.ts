import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writtenLines } from '../../../../src/app/headless/configure-project.ts';
import { layoutsUnderTest } from './layouts.ts';
import { configOf, configure, filesIn, planOf, projectWith } from './support.ts';

const clientFiles = /(?:aws-exports\.js|awsconfiguration\.json|amplifyconfiguration\.(?:json|dart))$/;
const shown = (root: string) =>
  Object.keys(filesIn(root))
    .filter((label) => clientFiles.test(label))
    .sort();

const expected = {
  javascript: ['src/amplifyconfiguration.json', 'src/aws-exports.js'],
  android: ['app/src/main/res/raw/amplifyconfiguration.json', 'app/src/main/res/raw/awsconfiguration.json'],
  flutter: ['lib/amplifyconfiguration.dart'],
  ios: ['amplifyconfiguration.json', 'awsconfiguration.json'],
} as const;

describe.each(layoutsUnderTest)('a project in the %s layout that changes its kind of app', (layout) => {
  it('has only the files of its kind at any time, and is unchanged in the end', async () => {
    const root = projectWith(layout);
    await configure(root, { configFiles: 'write' });
    const before = filesIn(root);
    expect(shown(root)).toEqual(expected.javascript);
    for (const app of ['android', 'flutter', 'ios', 'javascript'] as const) {
      await configure(root, { app });
      expect(shown(root), app).toEqual(expected[app]);
    }
    const after = filesIn(root);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [label, text] of Object.entries(before)) {
      if (label.endsWith('project-config.json')) continue;
      // The first change sets the project's path to this folder.
      if (label.endsWith('local-env-info.json')) continue;
      expect(after[label], label).toBe(text);
    }
    expect(configOf(root).javascript).toEqual({
      framework: 'none',
      config: {
        SourceDir: 'src',
        DistributionDir: 'dist',
        BuildCommand: 'npm run-script build',
        StartCommand: 'npm run-script start',
      },
    });
    expect(Object.keys(configOf(root)).filter((key) => /android|flutter|ios/.test(key))).toEqual([]);
  });

  it('says which files of the old kind are removed, and no others', async () => {
    const root = projectWith(layout);
    await configure(root, { configFiles: 'write' });
    const { files } = await planOf(root, { app: 'flutter' });
    const removed = files.filter(({ change }) => change === 'remove').map(({ label }) => label);
    const labels = files.map(({ label }) => label);
    const lines = writtenLines(labels, removed);
    expect(lines.filter((line) => line.endsWith('   removed')).sort()).toEqual(
      expected.javascript.map((label) => `${label}   removed`),
    );
    expect(lines).toContain('lib/amplifyconfiguration.dart');
  });

  it("keeps a file with the user's own settings, and says so", async () => {
    const own =
      '// mine\nconst awsmobile = { "aws_project_region": "us-east-1", "mine": 1 };\nexport default awsmobile;\n';
    const root = projectWith(layout, { 'src/aws-exports.js': own });
    await configure(root, { app: 'ios' });
    expect(filesIn(root)['src/aws-exports.js']).toBe(own);
    expect(shown(root)).toEqual([...expected.ios, 'src/aws-exports.js']);
  });

  it("moves the user's settings along when the folder moves", async () => {
    const own =
      'const awsmobile = {\n    "aws_project_region": "us-east-1",\n    "mine": 1\n};\n\n\nexport default awsmobile;\n';
    const root = projectWith(layout, { 'src/aws-exports.js': own });
    const { javascript } = configOf(root) as { javascript: { config: object } };
    expect(javascript.config).toBeDefined();
    await configure(root, {
      javascript: {
        sourceDir: 'web',
        distributionDir: 'dist',
        buildCommand: 'npm run-script build',
        startCommand: 'npm run-script start',
      },
    });
    const files = filesIn(root);
    expect(files['web/aws-exports.js']).toContain('"mine": 1');
    expect(shown(root)).toEqual(['web/amplifyconfiguration.json', 'web/aws-exports.js']);
  });

  it('leaves old files on request', async () => {
    const root = projectWith(layout);
    await configure(root, { configFiles: 'write' });
    await configure(root, { app: 'flutter', oldFiles: 'leave' });
    expect(shown(root)).toEqual([...expected.flutter, ...expected.javascript].sort());
  });
});

it.each([
  ['android', 'app/src/main/res/raw/amplifyconfiguration.json', '{ "UserAgent": "x", "mine": 1 }'],
  ['flutter', 'lib/amplifyconfiguration.dart', "const amplifyconfig = ''' { \"mine\": 1 } ''';\n"],
  ['flutter', 'lib/amplifyconfiguration.dart', 'String config() => make();\n'],
] as const)('a file of %s that contains more than Amplify writes stays: %s', async (app, label, text) => {
  const root = projectWith('documented');
  await configure(root, { app });
  writeFileSync(join(root, label), text);
  await configure(root, { app: 'ios' });
  expect(filesIn(root)[label]).toBe(text);
});
