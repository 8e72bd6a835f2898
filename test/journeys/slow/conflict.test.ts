import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import {
  claim,
  clientSettings,
  documentedFiles,
  filesBelow,
  givenFaults,
  makeWorld,
  stacksOf,
  type World,
} from '../support/cloud.ts';
import { toReview } from '../support/walk.ts';

let world: World | undefined;

afterEach(async () => {
  closeTerminals();
  await world?.close();
  world = undefined;
});

async function takeBucket(of: World, Bucket: string): Promise<void> {
  const stranger = new S3Client(clientSettings(of, 1));
  const LocationConstraint = of.cloud.region as 'eu-west-1';
  await stranger.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  stranger.destroy();
}

async function takeRole(of: World, RoleName: string): Promise<void> {
  const iam = new IAMClient(clientSettings(of, 0));
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: of.cloud.accounts[0]?.id ?? '' }, Action: 'sts:AssumeRole' },
    ],
  };
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  iam.destroy();
}

describe.each(['refuse', 'stack'] as const)('a name conflict that AWS finds beforehand (%s)', (mode) => {
  it.each([
    ['bucket', takeBucket, '-deployment', /shared by everyone on\s+AWS/],
    ['role', takeRole, '-authRole', /has (?:something|a role) (?:of that name|named)/],
  ] as const)('names the %s, and a new name works', async (_, take, suffix, meaning) => {
    world = await makeWorld(50, '--validation', mode);
    const { env, project } = world;
    const terminal = openTerminal({ args: ['init'], columns: 120, rows: 36, env, cwd: project });
    const stack = await toReview(terminal);
    await take(world, `${stack}${suffix}`);
    terminal.press('enter');
    await terminal.see('retry with a new name');
    await terminal.see(`${stack}${suffix}`);
    expect(terminal.text().join(' ')).toMatch(meaning);
    expect([...filesBelow(project).keys()]).toEqual([...(mode === 'stack' ? [claim] : []), 'package.json']);
    terminal.press('r');
    await terminal.see(/is complete|complete in/);
    const stacks = await stacksOf(world, 'inventory-');
    expect(Object.values(stacks)).toEqual(['CREATE_COMPLETE']);
    expect(stacks).not.toHaveProperty(stack);
    expect([...filesBelow(project).keys()]).toEqual([...documentedFiles, 'package.json']);
  });

  it('is reported honestly if AWS does not let this access see which name it is', async () => {
    world = await makeWorld(50, '--validation', mode);
    const { env, project } = world;
    const terminal = openTerminal({ args: ['init'], columns: 120, rows: 36, env, cwd: project });
    const stack = await toReview(terminal);
    await takeRole(world, `${stack}-authRole`);
    await givenFaults(world, 'deny@DescribeEvents', 'deny@iam.GetRole');
    terminal.press('enter');
    await terminal.see('retry with a new name');
    expect(terminal.text().join(' ')).toMatch(/does\b[^.]*\bnot\s+tell this access/);
    await givenFaults(world);
    terminal.press('r');
    await terminal.see(/is complete|complete in/);
  });
});
