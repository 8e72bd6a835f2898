import {
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { SCENARIO_NAMES } from '../../demo/cloud/scenarios/scenarios.ts';
import { startDemoCloud } from '../../demo/cloud/server.ts';
import { clientsFor, cloudForTest, cloudOnManualClock, errorOf, settled } from './support/cloud.ts';
import { control } from './support/control.ts';

const NAME = 'amplify-demoshop-dev-90125';
const ROLE = {
  RoleName: 'r',
  AssumeRolePolicyDocument: JSON.stringify({
    Statement: { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
  }),
};

/** The number of resources in a stack and all stacks inside it, and the statuses of the stacks. */
async function census(cloud: Awaited<ReturnType<typeof cloudForTest>>) {
  const { cloudformation } = clientsFor(cloud);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({}));
  let started = 0;
  for (const { StackId } of Stacks!) {
    let NextToken: string | undefined;
    do {
      const page = await cloudformation.send(
        new ListStackResourcesCommand({ StackName: StackId, NextToken }),
      );
      started += page.StackResourceSummaries!.length;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  }
  return { started, statuses: Stacks!.map(({ StackStatus }) => StackStatus) };
}

it('bucket-taken: the name belongs to the other account', async () => {
  const { s3 } = clientsFor(await cloudForTest({ scenario: 'bucket-taken' }));
  const error = await errorOf(s3.send(new CreateBucketCommand({ Bucket: `${NAME}-deployment` })));
  expect(error.name).toBe('BucketAlreadyExists');
});

it('boundary: no roles, whatever the policies allow', async () => {
  const { iam } = clientsFor(await cloudForTest({ scenario: 'boundary' }));
  const error = await errorOf(iam.send(new CreateRoleCommand(ROLE)));
  expect(error.message).toContain('with an explicit deny in a permissions boundary');
});

it('rollback-complete: the name is taken by the failed stack', async () => {
  const { cloudformation } = clientsFor(await cloudForTest({ scenario: 'rollback-complete' }));
  expect((await settled(cloudformation, NAME)).StackStatus).toBe('ROLLBACK_COMPLETE');
  const TemplateBody = JSON.stringify({ Resources: { A: { Type: 'AWS::S3::Bucket' } } });
  const error = await errorOf(cloudformation.send(new CreateStackCommand({ StackName: NAME, TemplateBody })));
  expect(error.name).toBe('AlreadyExistsException');
});

it('in-flight: in progress with 3 nested stacks, 120 resources in the end', async () => {
  const { cloud, clock } = await cloudOnManualClock({ scenario: 'in-flight', speed: 4 });
  const before = await census(cloud);
  expect(before.statuses).toEqual(Array(4).fill('CREATE_IN_PROGRESS'));
  expect(before.started).toBeGreaterThan(4);
  clock.advance(10 * 60_000);
  expect(await census(cloud)).toEqual({ started: 120, statuses: Array(4).fill('CREATE_COMPLETE') });
});

it('large: 2,000 resources', async () => {
  const { cloud, clock } = await cloudOnManualClock({ scenario: 'large', speed: 4 });
  clock.advance(10 * 60_000);
  expect(await census(cloud)).toEqual({ started: 2000, statuses: Array(9).fill('CREATE_COMPLETE') });
});

it.each(SCENARIO_NAMES)('%s finishes: no stack stays in progress', async (scenario) => {
  const { cloud, clock } = await cloudOnManualClock({ scenario, speed: 60 });
  clock.advance(10 * 60_000);
  const { cloudformation } = clientsFor(cloud);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({}));
  const statuses = Stacks!.map(({ StackStatus }) => StackStatus);
  expect(statuses.filter((status) => status!.endsWith('_IN_PROGRESS'))).toEqual([]);
});

it('starts over with another one while it runs', async () => {
  const cloud = await cloudForTest({ scenario: 'boundary' });
  expect(await control(cloud.endpoint, 'POST', 'scenario', { scenario: 'fresh' })).toMatchObject({
    scenario: 'fresh',
  });
  await clientsFor(cloud).iam.send(new CreateRoleCommand(ROLE));
  expect(await control(cloud.endpoint, 'POST', 'scenario', { scenario: 'nonsense' })).toEqual({
    error: expect.stringContaining('there are fresh, roles, bucket-taken'),
  });
});

it('refuses to start with one that is not there', async () => {
  await expect(startDemoCloud({ scenario: 'nonsense' })).rejects.toThrow('There is no scenario nonsense');
});

it('rollback-failed: the update fails, and so does its rollback; it continues without the role, or once that exists again', async () => {
  const StackName = NAME;
  const stuck = async () => {
    const { cloudformation, iam } = clientsFor(await cloudForTest({ scenario: 'rollback-failed' }));
    const { StackStatus, StackStatusReason } = await settled(cloudformation, StackName);
    expect([StackStatus, StackStatusReason]).toEqual([
      'UPDATE_ROLLBACK_FAILED',
      'The following resource(s) failed to update: [UnauthRole]. ',
    ]);
    return { cloudformation, iam, end: () => settled(cloudformation, StackName) };
  };
  const skipped = await stuck();
  await skipped.cloudformation.send(
    new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: ['UnauthRole'] }),
  );
  expect((await skipped.end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const again = await stuck();
  await again.cloudformation.send(new ContinueUpdateRollbackCommand({ StackName }));
  expect((await again.end()).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
  await again.iam.send(new CreateRoleCommand({ ...ROLE, RoleName: `${NAME}-unauthRole` }));
  await again.cloudformation.send(new ContinueUpdateRollbackCommand({ StackName }));
  expect((await again.end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
});
