import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backendState } from '../../../../src/flows/status/backend-state.ts';
import { changesIn } from '../../../../src/flows/status/changes.ts';
import { consoleLinks } from '../../../../src/flows/status/console.ts';
import { driftOf, hasDrifted } from '../../../../src/flows/status/drift.ts';
import { localChanges, withChangedFiles } from '../../../../src/flows/status/local-changes.ts';
import { projectFilesOf } from '../../../../src/flows/status/project-files.ts';
import type { Layout } from '../../../../src/project/project.ts';
import { identity, project, stack } from '../../../support/pretend-values.ts';
import { folderWith } from '../../project/support/folders.ts';
import { sampleMeta } from '../../project/support/sample.ts';

const auth = { service: 'Cognito', output: {} };
const meta = { ...sampleMeta, auth: { users: auth }, storage: { photos: { service: 'S3' } } };

function backend(): string {
  return folderWith({
    'amplify/backend/amplify-meta.json': { ...meta, api: { list: { service: 'AppSync' } } },
    'amplify/backend/auth/users/parameters.json': '{ "mfa": "ON" }',
    'amplify/backend/auth/users/build/made.json': 'made here',
    'amplify/backend/storage/photos/parameters.json': '{}',
    'amplify/#current-cloud-backend/amplify-meta.json': { ...meta, function: { old: { service: 'Lambda' } } },
    'amplify/#current-cloud-backend/auth/users/parameters.json': '{ "mfa": "OFF" }',
    'amplify/#current-cloud-backend/storage/photos/parameters.json': '{}',
  });
}

describe('differences from the last deployment', () => {
  it('are listed for each resource', async () => {
    expect(await localChanges(backend())).toEqual([
      { category: 'api', name: 'list', service: 'AppSync', change: 'create' },
      { category: 'auth', name: 'users', service: 'Cognito', change: 'update' },
      { category: 'function', name: 'old', service: 'Lambda', change: 'delete' },
      { category: 'storage', name: 'photos', service: 'S3', change: 'none' },
    ]);
  });

  it('count what the next push creates, changes and removes', async () => {
    expect(changesIn(await localChanges(backend()))).toBe(3);
    expect(changesIn(undefined)).toBe(0);
  });

  it('do not include what tools generate', async () => {
    const root = backend();
    writeFileSync(join(root, 'amplify/backend/auth/users/parameters.json'), '{ "mfa": "OFF" }');
    const changes = await localChanges(root);
    expect(changes.find(({ name }) => name === 'users')?.change).toBe('none');
  });

  it('list the files that make a resource differ, on request', async () => {
    const root = backend();
    writeFileSync(join(root, 'amplify/backend/auth/users/new.json'), '{}');
    writeFileSync(join(root, 'amplify/#current-cloud-backend/auth/users/old.json'), '{}');
    const resources = await withChangedFiles(root, await localChanges(root));
    expect(resources.flatMap(({ name, files }) => (files ? { name, files } : []))).toEqual([
      {
        name: 'users',
        files: [
          { path: 'new.json', change: 'create' },
          { path: 'old.json', change: 'delete' },
          { path: 'parameters.json', change: 'update' },
        ],
      },
    ]);
  });

  it('are not known if the deployed backend was never fetched', async () => {
    const root = backend();
    rmSync(join(root, 'amplify/#current-cloud-backend'), { recursive: true });
    expect(new Set((await localChanges(root)).map(({ change }) => change))).toEqual(new Set(['unknown']));
  });

  it('name the place of what is broken', async () => {
    const root = folderWith({ 'amplify/backend/amplify-meta.json': '{\n  "auth" {}\n}' });
    await expect(localChanges(root)).rejects.toMatchObject({ message: expect.stringContaining('line 2') });
  });
});

describe('the files that Amplify owns', () => {
  const selected = async (files: Record<string, string>, layout: Layout) => {
    const { settings } = project;
    const found = await projectFilesOf({ root: folderWith(files), layout, settings });
    return Object.fromEntries(found.map(({ label, state }) => [label, state]));
  };

  it('are distinguished: existing, missing, broken, and those of the app with settings of their own', async () => {
    const files = {
      'amplify/.config/project-config.json': '{}',
      'amplify/backend/amplify-meta.json': '{ "auth" {} }',
      '.amplifyrc': '{}',
      'src/aws-exports.js': 'export default callMe();',
    };
    expect(await selected(files, 'documented')).toEqual({
      'amplify/.config/project-config.json': 'there',
      'amplify/.config/aws-info.json': 'missing',
      'amplify/backend/amplify-meta.json': 'broken',
      'amplify/#current-cloud-backend/amplify-meta.json': 'missing',
      '.amplifyrc': 'there',
      'src/aws-exports.js': 'own',
    });
  });

  it('are those of the layout; optional ones are listed only if they exist', async () => {
    const seen = await selected({ 'amplify/backend/tags.json': '[]' }, 'multi-env');
    expect(seen['amplify/backend/tags.json']).toBe('there');
    expect(seen['amplify/cli.json']).toBeUndefined();
    expect(seen['amplify/.config/local-env-info.json']).toBe('missing');
  });
});

describe('differences between the files and AWS', () => {
  const agreed = { project, identity, stackThere: true, profileThere: true, usesOwn: true };

  it('are none if they agree', () => {
    expect(driftOf(agreed)).toEqual([]);
  });

  it.each([
    [{ identity: { ...identity, account: '444455556666' } }, /is in account 111122223333.*444455556666/],
    [{ identity: { ...identity, region: 'us-west-2' } }, /is in eu-west-1.*us-west-2/],
    [{ stackThere: false }, /There is no stack/],
    [
      { keepsPublicOut: false },
      /Public access is not blocked for .*: `amplify-tui status --block-public-access` blocks/,
    ],
    [{ profileThere: false }, /profile default, which is not on this machine/],
  ] as const)('are reported: %j', (change, told) => {
    expect(driftOf({ ...agreed, ...change })).toEqual([expect.stringMatching(told)]);
  });
});

describe('drift in AWS', () => {
  const agreed = { project, identity, stackThere: true, profileThere: true, usesOwn: true };

  it.each([
    [{}, false],
    [{ stackThere: false }, true],
    [{ keepsPublicOut: false }, true],
    // Wrong on this machine only.
    [{ identity: { ...identity, region: 'us-west-2' } }, false],
    [{ profileThere: false }, false],
    // With another account, nothing of the stack is visible.
    [{ identity: { ...identity, account: '444455556666' }, stackThere: false }, false],
  ] as const)('%j: %s', (change, drifted) => {
    expect(hasDrifted({ ...agreed, ...change })).toBe(drifted);
  });
});

describe('the state of a backend', () => {
  const known = { isKnown: true, isAsked: true, hasDrifted: false, local: [] };
  const stackOf = (status: string) => ({
    stack: {
      ...{ stackId: 'a', stackName: 'a', status, createdAt: 0, outputs: {} },
      parameters: {},
      terminationProtection: false,
    },
  });
  const sound = stackOf('UPDATE_COMPLETE');
  const changed = [{ change: 'none' }, { change: 'update' }] as const;

  it.each([
    ['unchanged', { deployed: sound, local: [{ change: 'none' }] }],
    ['unchanged', { deployed: stackOf('UPDATE_ROLLBACK_COMPLETE') }],
    ['changed', { deployed: sound, local: changed }],
    ['changed', { deployed: sound, local: [{ change: 'unknown' }] }],
    ['drift', { deployed: sound, local: changed, hasDrifted: true }],
    ['drift', { deployed: undefined, hasDrifted: true }],
    ['drift', { deployed: stackOf('DELETE_COMPLETE'), hasDrifted: true }],
    ['in-progress', { deployed: stackOf('UPDATE_IN_PROGRESS'), local: changed, hasDrifted: true }],
    ['in-progress', { deployed: stackOf('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') }],
    ['in-progress', { deployed: stackOf('DELETE_IN_PROGRESS') }],
    ['waiting', { deployed: stackOf('REVIEW_IN_PROGRESS'), local: changed }],
    ['failed', { deployed: stackOf('ROLLBACK_COMPLETE'), local: changed }],
    ['failed', { deployed: stackOf('UPDATE_ROLLBACK_FAILED'), hasDrifted: true }],
    ['failed', { deployed: stackOf('DELETE_FAILED') }],
    ['unknown', { deployed: stackOf('UPDATE_IN_PROGRESS'), isKnown: false }],
    ['unknown', { deployed: undefined, isAsked: false, local: changed }],
  ] as const)('%s: %j', (state, given) => {
    expect(backendState({ ...known, ...given })).toBe(state);
  });
});

describe('the console pages', () => {
  it('are in the region and partition of the stack', () => {
    const links = consoleLinks(stack, 'd123', 'dev');
    expect(links?.amplify).toBe(
      'https://eu-west-1.console.aws.amazon.com/amplify/home?region=eu-west-1#/d123/YmFja2VuZA/dev',
    );
    expect(links?.bucket).toContain('eu-west-1.console.aws.amazon.com/s3/buckets/');
    const china = {
      ...stack,
      region: 'cn-north-1',
      stackId: stack.stackId.replace('arn:aws:', 'arn:aws-cn:'),
    };
    expect(new URL(consoleLinks(china, undefined, undefined)?.bucket ?? '').host).toContain(
      'console.amazonaws.cn',
    );
  });

  it('are omitted if the console of the partition is not known', () => {
    const isolated = { ...stack, stackId: stack.stackId.replace('arn:aws:', 'arn:aws-iso:') };
    expect(consoleLinks(isolated, 'd123', 'dev')).toBeUndefined();
  });

  it('include none of an Amplify app if there is no app', () => {
    expect(consoleLinks(stack, undefined, undefined)).not.toHaveProperty('amplify');
  });
});
