import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { readDocumented } from '../../../../src/project/layouts/documented.ts';
import { folderWith } from '../support/folders.ts';
import { sampleMeta, sampleStack } from '../support/sample.ts';

describe('an unusual classic project', () => {
  const config = (more: object) => ({
    projectName: 'test890',
    defaultEditor: 'code',
    frontendHandler: { javascript: 'C:\\Users\\me\\amplify-frontend-javascript' },
    ...more,
  });
  const block = {
    framework: 'react',
    config: { SourceDir: 'src', DistributionDir: 'build', BuildCommand: 'b', StartCommand: 's' },
  };
  const files = (projectConfig: unknown, more: Record<string, unknown> = {}) => ({
    'amplify/.config/project-config.json': projectConfig,
    'amplify/.config/aws-info.json': { useProfile: true, profileName: 'p' },
    'amplify/backend/amplify-meta.json': sampleMeta,
    ...more,
  });

  it.each([
    ['javascript', { javascript: 'x' }, { javascript: block }],
    ['javascript', { 'amplify-frontend-javascript': 'x' }, { 'amplify-frontend-javascript': block }],
    ['javascript', { 'amplify-frontend-javascript': 'x' }, { javascript: block }],
    ['ios', { 'amplify-frontend-ios': 'x' }, {}],
    [
      'flutter',
      { 'amplify-frontend-flutter': 'x' },
      { 'amplify-frontend-flutter': { config: { ResDir: 'lib' } } },
    ],
    ['android', { android: 'x' }, { android: { config: { ResDir: 'res' } } }],
  ])('may spell the handler of %s %j', async (app, frontendHandler, blocks) => {
    const project = await readDocumented(folderWith(files(config({ frontendHandler, ...blocks }))));
    expect(project.settings.app).toBe(app);
    expect(project.notes).toEqual([]);
    if (app === 'javascript') expect(project.settings).toMatchObject({ framework: 'react' });
    if (app === 'flutter') expect(project.settings.resDir).toBe('lib');
    if (app === 'android') expect(project.settings.resDir).toBe('res');
  });

  it('may contain comments, a byte order mark, Windows paths and unknown keys', async () => {
    const text = `\uFEFF// mine\n${JSON.stringify(config({ javascript: block, projectPath: 'C:\\Users\\me\\test890', extra: { a: [1] } }))}`;
    const project = await readDocumented(folderWith(files(text)));
    expect(project.settings).toMatchObject({ name: 'test890', editor: 'code', framework: 'react' });
    expect(project.notes).toEqual([expect.stringContaining('C:\\Users\\me\\test890')]);
  });

  it('may lack its settings: defaults replace them and notes say so', async () => {
    const project = await readDocumented(
      folderWith(files(config({ javascript: { framework: 'qwik', config: { SourceDir: 'app' } } }))),
    );
    expect(project.settings).toMatchObject({
      framework: 'none',
      javascript: { sourceDir: 'app', distributionDir: 'dist' },
    });
    expect(project.notes).toEqual([
      expect.stringContaining('framework qwik'),
      expect.stringContaining('DistributionDir, BuildCommand, StartCommand'),
    ]);
  });

  it('may have project-info.json instead of project-config.json', async () => {
    const { 'amplify/.config/project-config.json': info, ...rest } = files(config({ javascript: block }));
    const project = await readDocumented(folderWith({ ...rest, 'amplify/.config/project-info.json': info }));
    expect(project.settings.name).toBe('test890');
    expect(project.notes).toEqual([expect.stringContaining('project-info.json is read')]);
  });

  it('may be only a backend: the folder shows the rest', async () => {
    const root = folderWith({
      'amplify/backend/amplify-meta.json': sampleMeta,
      'package.json': { dependencies: { vue: '3' } },
    });
    const project = await readDocumented(root);
    expect(project).toMatchObject({ settings: { app: 'javascript', framework: 'vue' }, stack: sampleStack });
    expect(project.access).toBeUndefined();
    expect(project.notes).toEqual([
      expect.stringContaining('project-config.json is missing'),
      expect.stringContaining('aws-info.json is missing'),
    ]);
  });

  it.each([
    ['the deployed copy', { 'amplify/#current-cloud-backend/amplify-meta.json': sampleMeta }],
    ['.amplifyrc', { '.amplifyrc': sampleMeta }],
  ])('may have its stack in %s only', async (_name, more) => {
    const all = files(config({ javascript: block }), { 'amplify/backend/amplify-meta.json': {}, ...more });
    expect((await readDocumented(folderWith(all))).stack).toEqual(sampleStack);
  });

  it('may have a broken .amplifyrc, which nothing needs', async () => {
    const project = await readDocumented(
      folderWith(files(config({ javascript: block }), { '.amplifyrc': '{' })),
    );
    expect(project.stack).toEqual(sampleStack);
    expect(project.notes).toEqual([]);
    expect(project.faults).toMatchObject([
      { what: expect.stringMatching(/\.amplifyrc is not valid JSON: line 1, column 2\.$/) },
    ]);
  });

  it('may name a stack incompletely: then the stack is not known', async () => {
    const meta = { providers: { awscloudformation: { StackName: 'a', Region: 'us-east-1' } } };
    const project = await readDocumented(
      folderWith(files(config({ javascript: block }), { 'amplify/backend/amplify-meta.json': meta })),
    );
    expect(project.stack).toBeUndefined();
    expect(project.notes.join()).toContain('StackId, DeploymentBucketName');
  });

  it.each([
    [
      { useProfile: true, profileName: 'p' },
      { kind: 'profile', name: 'p' },
    ],
    [
      { configLevel: 'project', useProfile: true, profileName: 'p' },
      { kind: 'profile', name: 'p' },
    ],
    [{ profileName: 'p' }, { kind: 'profile', name: 'p' }],
    [
      { useProfile: false, awsConfigFilePath: 'C:\\k' },
      { kind: 'keys-file', path: 'C:\\k' },
    ],
    [{ configLevel: 'general' }, { kind: 'environment' }],
    [{ useProfile: true }, undefined],
    [{}, undefined],
  ])('may be connected to %j', async (awsInfo, access) => {
    const all = files(config({ javascript: block }), { 'amplify/.config/aws-info.json': awsInfo });
    const project = await readDocumented(folderWith(all));
    expect(project.access).toEqual(access);
    expect(project.notes).toHaveLength(access ? 0 : 1);
  });

  it.each([
    ['amplify/.config/project-config.json', '{', 'FILE_MALFORMED'],
    ['amplify/.config/project-config.json', '', 'FILE_MALFORMED'],
    ['amplify/.config/project-config.json', '[]', 'PROJECT_UNREADABLE'],
    ['amplify/.config/project-config.json', '{}', 'PROJECT_UNREADABLE'],
    ['amplify/.config/aws-info.json', '{"useProfile" true}', 'FILE_MALFORMED'],
    ['amplify/backend/amplify-meta.json', '{"providers": }', 'FILE_MALFORMED'],
  ])('cannot be read with %s holding %j', async (label, text, code) => {
    const root = folderWith(files(config({ javascript: block })));
    writeFileSync(join(root, label), text);
    const failure = await readDocumented(root).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Problem);
    expect(failure).toMatchObject({ code, what: expect.stringContaining(join(root, label)) });
  });
});
