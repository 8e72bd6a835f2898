import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consoleLinks } from '../../../../src/flows/status/console.ts';
import { driftOf } from '../../../../src/flows/status/drift.ts';
import { localChanges } from '../../../../src/flows/status/local-changes.ts';
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

describe('what differs from the last deployment', () => {
  it('is told for each resource', async () => {
    expect(await localChanges(backend())).toEqual([
      { category: 'api', name: 'list', service: 'AppSync', change: 'create' },
      { category: 'auth', name: 'users', service: 'Cognito', change: 'update' },
      { category: 'function', name: 'old', service: 'Lambda', change: 'delete' },
      { category: 'storage', name: 'photos', service: 'S3', change: 'none' },
    ]);
  });

  it('is nothing when the files are the same but for what tools make', async () => {
    const root = backend();
    writeFileSync(join(root, 'amplify/backend/auth/users/parameters.json'), '{ "mfa": "OFF" }');
    const changes = await localChanges(root);
    expect(changes.find(({ name }) => name === 'users')?.change).toBe('none');
  });

  it('is not known where the deployed backend was never fetched', async () => {
    const root = backend();
    rmSync(join(root, 'amplify/#current-cloud-backend'), { recursive: true });
    expect(new Set((await localChanges(root)).map(({ change }) => change))).toEqual(new Set(['unknown']));
  });

  it('names the place of what is broken', async () => {
    const root = folderWith({ 'amplify/backend/amplify-meta.json': '{\n  "auth" {}\n}' });
    await expect(localChanges(root)).rejects.toMatchObject({ message: expect.stringContaining('line 2') });
  });
});

describe('what the files and AWS say differently', () => {
  const agreed = { project, identity, stackThere: true, profileThere: true, usesOwn: true };

  it('is nothing when they agree', () => {
    expect(driftOf(agreed)).toEqual([]);
  });

  it.each([
    [{ identity: { ...identity, account: '444455556666' } }, /is in account 111122223333.*444455556666/],
    [{ identity: { ...identity, region: 'us-west-2' } }, /is in eu-west-1.*us-west-2/],
    [{ stackThere: false }, /There is no stack/],
    [{ keepsPublicOut: false }, /does not block all public access: `aws s3api put-public-access-block /],
    [{ profileThere: false }, /profile default, which is not on this machine/],
  ] as const)('is told: %j', (change, told) => {
    expect(driftOf({ ...agreed, ...change })).toEqual([expect.stringMatching(told)]);
  });
});

describe('the pages of the console', () => {
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

  it('are none where the console of the partition is not known', () => {
    const isolated = { ...stack, stackId: stack.stackId.replace('arn:aws:', 'arn:aws-iso:') };
    expect(consoleLinks(isolated, 'd123', 'dev')).toBeUndefined();
  });

  it('has none of an Amplify app where there is no app', () => {
    expect(consoleLinks(stack, undefined, undefined)).not.toHaveProperty('amplify');
  });
});
