import { describe, expect, it } from 'vitest';
import { readMultiEnv } from '../../../../src/project/layouts/multi-env.ts';
import { folderWith } from '../support/folders.ts';
import { sampleMeta, sampleRecord, sampleStack } from '../support/sample.ts';

const config = {
  projectName: 'peerproject',
  version: '3.1',
  frontend: 'javascript',
  javascript: {
    framework: 'react',
    config: { SourceDir: 'src', DistributionDir: 'build', BuildCommand: 'b', StartCommand: 's' },
  },
  providers: ['awscloudformation'],
};

const whole = {
  'amplify/.config/project-config.json': config,
  'amplify/.config/local-env-info.json': {
    projectPath: '/p',
    defaultEditor: 'Visual Studio Code',
    envName: 'dev',
  },
  'amplify/.config/local-aws-info.json': {
    dev: { configLevel: 'project', useProfile: true, profileName: 'p' },
  },
  'amplify/backend/amplify-meta.json': sampleMeta,
  'amplify/team-provider-info.json': { dev: { awscloudformation: { ...sampleRecord, AmplifyAppId: 'd1' } } },
};

describe('a project with environments', () => {
  it.each(['2.0', '3.0', '3.1'])('of version %s is read', async (version) => {
    const root = folderWith({ ...whole, 'amplify/.config/project-config.json': { ...config, version } });
    expect(await readMultiEnv(root)).toEqual({
      root,
      layout: 'multi-env',
      environment: 'dev',
      access: { kind: 'profile', name: 'p' },
      settings: {
        name: 'peerproject',
        editor: 'Visual Studio Code',
        app: 'javascript',
        framework: 'react',
        javascript: { sourceDir: 'src', distributionDir: 'build', buildCommand: 'b', startCommand: 's' },
      },
      stack: { ...sampleStack, appId: 'd1' },
      // What was deployed last is not on this machine.
      backendMissing: true,
      notes: [],
    });
  });

  it('that was just cloned has no environment, and a note lists the available ones', async () => {
    const root = folderWith({
      'amplify/.config/project-config.json': `// team\n${JSON.stringify(config)}`,
      'amplify/team-provider-info.json': { dev: {}, prod: {} },
    });
    const project = await readMultiEnv(root);
    expect(project).toMatchObject({ layout: 'multi-env', settings: { editor: 'none' } });
    expect([project.environment, project.access, project.stack]).toEqual([undefined, undefined, undefined]);
    expect(project.notes[0]).toContain('dev, prod');
  });

  it('takes the stack from amplify-meta.json if the team file has none', async () => {
    const root = folderWith({ ...whole, 'amplify/team-provider-info.json': {} });
    expect((await readMultiEnv(root)).stack).toEqual(sampleStack);
  });

  it('may have an environment named like a member of every object', async () => {
    const root = folderWith({
      ...whole,
      'amplify/.config/local-env-info.json': { envName: 'constructor' },
      'amplify/backend/amplify-meta.json': {},
    });
    const project = await readMultiEnv(root);
    expect(project.environment).toBe('constructor');
    expect([project.access, project.stack]).toEqual([undefined, undefined]);
  });

  it('connected to a Studio login has no access, and a note says why', async () => {
    const root = folderWith({
      ...whole,
      'amplify/.config/local-aws-info.json': { dev: { configLevel: 'amplifyAdmin' } },
    });
    const project = await readMultiEnv(root);
    expect(project.access).toBeUndefined();
    expect(project.notes).toEqual([expect.stringContaining('Amplify Studio')]);
  });
});
