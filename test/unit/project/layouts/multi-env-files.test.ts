import { beforeEach, describe, expect, it } from 'vitest';
import { withAmplifyBlock, withoutAmplifyBlock } from '../../../../src/project/layouts/git-ignore.ts';
import {
  type MultiEnvFilesInput,
  planMultiEnvFiles,
  stackTags,
} from '../../../../src/project/layouts/multi-env-files.ts';
import { derivedNames, environmentNameProblem, environmentStackName } from '../../../../src/project/names.ts';
import { findProject } from '../../../../src/project/open.ts';
import type { ProjectSettings } from '../../../../src/project/project.ts';
import { writePlannedFiles } from '../../../../src/project/write.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { sampleStack } from '../support/sample.ts';

const settings: ProjectSettings = {
  name: 'peerproject',
  editor: 'code',
  app: 'javascript',
  framework: 'react',
  javascript: {
    sourceDir: 'src',
    distributionDir: 'build',
    buildCommand: 'npm run-script build',
    startCommand: 'npm run-script start',
  },
};

let root: string;
beforeEach(async () => {
  root = folderOfTest();
});

const input = (more: Partial<MultiEnvFilesInput> = {}): MultiEnvFilesInput => ({
  root,
  settings,
  environment: 'dev',
  access: { kind: 'profile', name: 'default' },
  stack: sampleStack,
  ...more,
});
const textOf = (label: string, more: Partial<MultiEnvFilesInput> = {}) =>
  planMultiEnvFiles(input(more)).find((file) => file.label === label)?.contents;

describe('the files of a new project with environments', () => {
  it('are those of the current Amplify CLI', () => {
    expect(planMultiEnvFiles(input()).map(({ label }) => label)).toEqual([
      '.gitignore',
      'amplify/#current-cloud-backend/amplify-meta.json',
      'amplify/#current-cloud-backend/awscloudformation/build/root-cloudformation-stack.json',
      'amplify/#current-cloud-backend/tags.json',
      'amplify/.config/local-aws-info.json',
      'amplify/.config/local-env-info.json',
      'amplify/README.md',
      'amplify/backend/amplify-meta.json',
      'amplify/backend/awscloudformation/build/root-cloudformation-stack.json',
      'amplify/backend/backend-config.json',
      'amplify/backend/tags.json',
      'amplify/backend/types/amplify-dependent-resources-ref.d.ts',
      'amplify/cli.json',
      'amplify/hooks/README.md',
      'amplify/hooks/post-push.sh.sample',
      'amplify/hooks/pre-push.js.sample',
      'amplify/team-provider-info.json',
      'amplify/.config/project-config.json',
    ]);
  });

  it('contain what that CLI writes, byte for byte', () => {
    expect(textOf('amplify/.config/local-aws-info.json')).toBe(
      '{\n  "dev": {\n    "configLevel": "project",\n    "useProfile": true,\n    "profileName": "default"\n  }\n}',
    );
    expect(textOf('amplify/.config/local-env-info.json')).toBe(
      `{\n  "projectPath": ${JSON.stringify(root)},\n  "defaultEditor": "vscode",\n  "envName": "dev"\n}`,
    );
    expect(textOf('amplify/.config/project-config.json')).toBe(
      [
        '{',
        '  "projectName": "peerproject",',
        '  "version": "3.1",',
        '  "frontend": "javascript",',
        '  "javascript": {',
        '    "framework": "react",',
        '    "config": {',
        '      "SourceDir": "src",',
        '      "DistributionDir": "build",',
        '      "BuildCommand": "npm run-script build",',
        '      "StartCommand": "npm run-script start"',
        '    }',
        '  },',
        '  "providers": [',
        '    "awscloudformation"',
        '  ]',
        '}',
      ].join('\n'),
    );
    expect(textOf('amplify/backend/backend-config.json')).toBe('{}');
    expect(textOf('amplify/backend/tags.json')).toHaveLength(135);
    // biome-ignore format: one line a pair of keys and values
    expect(JSON.parse(textOf('amplify/team-provider-info.json', { stack: { ...sampleStack, appId: 'da0af6446083c' } }) ?? '')).toEqual({
      dev: {
        awscloudformation: {
          Region: sampleStack.region, StackName: sampleStack.stackName, StackId: sampleStack.stackId,
          DeploymentBucketName: sampleStack.deploymentBucketName, AmplifyAppId: 'da0af6446083c',
          AuthRoleName: sampleStack.authRoleName, AuthRoleArn: sampleStack.authRoleArn,
          UnauthRoleName: sampleStack.unauthRoleName, UnauthRoleArn: sampleStack.unauthRoleArn,
        },
      },
    });
  });

  it.each<[ProjectSettings, unknown]>([
    [
      { name: 'app', editor: 'none', app: 'android', resDir: 'app/src/main/res' },
      { config: { ResDir: 'app/src/main/res' } },
    ],
    [{ name: 'app', editor: 'none', app: 'flutter', resDir: './lib/' }, { config: { ResDir: './lib/' } }],
    [{ name: 'app', editor: 'none', app: 'ios' }, undefined],
  ])('contain the settings of %j', (other, block) => {
    const config = JSON.parse(textOf('amplify/.config/project-config.json', { settings: other }) ?? '');
    expect([config.frontend, config[other.app]]).toEqual([other.app, block]);
  });

  it('are read back as the project that they were made for', async () => {
    await writePlannedFiles(planMultiEnvFiles(input()));
    expect(await findProject(root)).toEqual({
      kind: 'project',
      project: {
        root,
        layout: 'multi-env',
        settings: { ...settings, editor: 'vscode' },
        notes: [],
        environment: 'dev',
        access: { kind: 'profile', name: 'default' },
        stack: sampleStack,
      },
    });
  });

  it('are not planned again if they exist already', async () => {
    const files = planMultiEnvFiles(input());
    const existing = new Map(files.map(({ label, contents }) => [label, contents]));
    expect(planMultiEnvFiles(input({ existing }))).toEqual([]);
  });
});

describe('.gitignore', () => {
  it.each([
    ['node_modules\n', 'node_modules\n\n#amplify-do-not-edit-begin\n'],
    ['a\r\nb', 'a\r\nb\r\n\r\n#amplify-do-not-edit-begin\r\n'],
    ['', '#amplify-do-not-edit-begin\n'],
  ])('%j gets the block after its own lines', (before, beginning) => {
    const after = withAmplifyBlock(before);
    expect(after.startsWith(beginning)).toBe(true);
    expect(withAmplifyBlock(after)).toBe(after);
    expect(withoutAmplifyBlock(after)).toBe(before);
  });
});

describe('names', () => {
  it('of stacks are short enough for what is named after them', () => {
    const name = environmentStackName('Abcdefghij0123456789', 'production', '0a1b2');
    expect(name).toBe('amplify-abcdefghij0123456789-production-0a1b2');
    expect(derivedNames(name).bucket.length).toBeLessThanOrEqual(63);
  });

  it.each(['d', 'Dev', 'dev1', 'development', 'NONE', ''])('%j is not an environment', (name) => {
    expect(environmentNameProblem(name)).toMatch(/^Type 2 to 10 small letters/);
  });

  it('of environments may be dev', () => {
    expect(environmentNameProblem('dev')).toBeUndefined();
  });

  it('are added to the tags of the stack', () => {
    expect(stackTags('peerproject', 'dev')).toEqual({
      'user:Stack': 'dev',
      'user:Application': 'peerproject',
    });
  });
});
