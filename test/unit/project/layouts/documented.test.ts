import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planDocumentedFiles, readDocumented } from '../../../../src/project/layouts/documented.ts';
import type { ProjectAccess, ProjectSettings } from '../../../../src/project/project.ts';
import { writePlannedFiles } from '../../../../src/project/write.ts';
import { folderWith } from '../support/folders.ts';
import { sampleHandlers, sampleSettings, sampleStack } from '../support/sample.ts';

const profile: ProjectAccess = { kind: 'profile', name: 'amplifyprofile' };

function plan(root: string, settings: ProjectSettings = sampleSettings, access: ProjectAccess = profile) {
  return planDocumentedFiles({ root, settings, access, stack: sampleStack, handlers: sampleHandlers });
}

const contentsOf = (label: string, settings?: ProjectSettings, access?: ProjectAccess) =>
  plan('/Users/me/test890', settings, access).find((file) => file.label === label)?.contents;

const meta = `{
    "providers": {
        "awscloudformation": {
            "AuthRoleName": "test890-20181006145850-authRole",
            "UnauthRoleArn": "arn:aws:iam::132393967379:role/test890-20181006145850-unauthRole",
            "AuthRoleArn": "arn:aws:iam::132393967379:role/test890-20181006145850-authRole",
            "Region": "us-east-1",
            "DeploymentBucketName": "test890-20181006145850-deployment",
            "UnauthRoleName": "test890-20181006145850-unauthRole",
            "StackName": "test890-20181006145850",
            "StackId": "arn:aws:cloudformation:us-east-1:132393967379:stack/test890-20181006145850/fe8b16d0"
        }
    }
}`;

const configStart = (handler: string) => `{
    "projectName": "test890",
    "projectPath": "/Users/me/test890",
    "defaultEditor": "sublime",
    "frontendHandler": {
        "${handler}": "/opt/amplify-frontend"
    },
`;

const configEnd = `    "providers": {
        "awscloudformation": "/opt/amplify-provider-awscloudformation"
    }
}`;

describe('the files of a classic project', () => {
  it('are these five, all new', () => {
    expect(plan('/Users/me/test890').map(({ label, path, change }) => [label, path, change])).toEqual(
      [
        'amplify/.config/project-config.json',
        'amplify/.config/aws-info.json',
        'amplify/backend/amplify-meta.json',
        'amplify/#current-cloud-backend/amplify-meta.json',
        '.amplifyrc',
      ].map((label) => [label, join('/Users/me/test890', label), 'create']),
    );
  });

  it('hold the stack three times, byte for byte as documented', () => {
    expect(contentsOf('amplify/backend/amplify-meta.json')).toBe(meta);
    expect(contentsOf('amplify/#current-cloud-backend/amplify-meta.json')).toBe(meta);
    expect(contentsOf('.amplifyrc')).toBe(meta);
  });

  it.each([
    [
      'javascript',
      sampleSettings,
      `    "javascript": {
        "framework": "none",
        "config": {
            "SourceDir": "src",
            "DistributionDir": "dist",
            "BuildCommand": "npm run-script build",
            "StartCommand": "npm run-script start"
        }
    },
`,
    ],
    [
      'android',
      { name: 'test890', editor: 'sublime', app: 'android', resDir: 'app/src/main/res' },
      `    "amplify-frontend-android": {
        "config": {
            "ResDir": "app/src/main/res"
        }
    },
`,
    ],
    ['ios', { name: 'test890', editor: 'sublime', app: 'ios' }, ''],
    [
      'flutter',
      { name: 'test890', editor: 'sublime', app: 'flutter', resDir: './lib/' },
      `    "flutter": {
        "config": {
            "ResDir": "./lib/"
        }
    },
`,
    ],
  ] as const)('hold the settings of %s, byte for byte as documented', (app, settings, block) => {
    expect(contentsOf('amplify/.config/project-config.json', settings)).toBe(
      configStart(app) + block + configEnd,
    );
  });

  it.each<[ProjectAccess, string]>([
    [profile, '{\n    "useProfile": true,\n    "profileName": "amplifyprofile"\n}'],
    [{ kind: 'keys-file', path: '/k' }, '{\n    "useProfile": false,\n    "awsConfigFilePath": "/k"\n}'],
    [{ kind: 'environment' }, '{\n    "configLevel": "general"\n}'],
  ])('hold the access %j', (access, text) => {
    expect(contentsOf('amplify/.config/aws-info.json', sampleSettings, access)).toBe(text);
  });

  it('become updates if they exist on disk', () => {
    const files = planDocumentedFiles({
      root: '/p',
      settings: sampleSettings,
      access: profile,
      stack: sampleStack,
      handlers: sampleHandlers,
      existing: new Map([['.amplifyrc', 'old']]),
    });
    expect(files.map(({ change, before }) => [change, before])).toEqual([
      ...Array(4).fill(['create', undefined]),
      ['update', 'old'],
    ]);
  });

  it.each<[string, ProjectSettings, ProjectAccess]>([
    ['javascript', sampleSettings, profile],
    ['android', { name: 'abc', editor: 'none', app: 'android', resDir: 'x/res' }, { kind: 'environment' }],
    ['ios', { name: 'abc', editor: 'none', app: 'ios' }, { kind: 'keys-file', path: '/k' }],
    ['flutter', { name: 'abc', editor: 'none', app: 'flutter', resDir: './lib/' }, profile],
  ])('of %s are read as they were written', async (_app, settings, access) => {
    const root = folderWith();
    await writePlannedFiles(plan(root, settings, access));
    expect(await readDocumented(root)).toEqual({
      root,
      layout: 'documented',
      settings,
      access,
      stack: sampleStack,
      notes: [],
      ...(access.kind === 'keys-file' && { keysMissing: true }),
    });
  });
});
