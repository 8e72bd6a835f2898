import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { openAccount, Stopped } from '../../build/aws-check/account.mjs';
import { cleanUp } from '../../build/aws-check/clean.mjs';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { clientOptions, clientsFor, cloudForTest, temporaryFolder } from './support/cloud.ts';

const tag = 'amptuiabc123';
const name = `${tag}-001-x`;
const id = '111122223333';

function accountOf(cloud: DemoCloud, budget = 500) {
  const ledger = join(temporaryFolder(), 'made.jsonl');
  const stop = new AbortController();
  const account = openAccount({ ...clientOptions(cloud), budget, tag, ledger, signal: stop.signal });
  const noted = () =>
    readFileSync(ledger, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { account, noted, stop };
}

const trust = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allow = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });

/** One of everything, each preventing the deletion of another. */
async function makeAll({ account }: ReturnType<typeof accountOf>): Promise<void> {
  const { send } = account;
  const of = send.bind(account);
  await of('s3', 'CreateBucket', {
    Bucket: name,
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  await of('s3', 'PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status: 'Enabled' } });
  for (const Body of ['1', '2']) await of('s3', 'PutObject', { Bucket: name, Key: 'k', Body });
  await of('s3', 'DeleteObject', { Bucket: name, Key: 'k' });
  await of('s3', 'CreateMultipartUpload', { Bucket: name, Key: 'm' });
  await of('iam', 'CreateUser', { UserName: name });
  await of('iam', 'CreateAccessKey', { UserName: name });
  await of('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust });
  await of('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'p', PolicyDocument: allow });
  const { Policy } = await of('iam', 'CreatePolicy', {
    PolicyName: name,
    Path: '/a/',
    PolicyDocument: allow,
  });
  await of('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn: Policy.Arn });
  await of('iam', 'AttachUserPolicy', { UserName: name, PolicyArn: Policy.Arn });
  await of('cloudformation', 'CreateStack', {
    StackName: name,
    EnableTerminationProtection: true,
    TemplateBody: JSON.stringify({ Resources: { W: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } }),
  });
  await of('amplify', 'CreateApp', { name });
}

async function whatIsThere(cloud: DemoCloud): Promise<unknown[]> {
  const { account } = accountOf(cloud);
  const lists = [
    (await account.send('s3', 'ListBuckets')).Buckets,
    (await account.send('iam', 'ListUsers')).Users.filter((user: { UserName: string }) =>
      user.UserName.includes(tag),
    ),
    (await account.send('iam', 'ListRoles')).Roles,
    (await account.send('iam', 'ListPolicies', { Scope: 'Local' })).Policies,
    (await account.send('cloudformation', 'DescribeStacks')).Stacks,
    (await account.send('amplify', 'ListApps')).apps,
  ];
  return lists.flatMap((list) => list ?? []);
}

it.each([
  ['as it was noted', true],
  ['as the account lists it, with no note of it', false],
])('everything of a run is deleted %s', async (_, isNoted) => {
  const cloud = await cloudForTest();
  const made = accountOf(cloud);
  await makeAll(made);
  expect(made.noted().map(({ kind }) => kind)).toEqual(['bucket', 'user', 'role', 'policy', 'stack']);
  expect(await whatIsThere(cloud)).toHaveLength(6);
  made.stop.abort();
  made.account.beginCleaning(500);
  expect(await cleanUp(made.account, isNoted ? made.noted() : [], tag, id, { pause: 1 })).toEqual([]);
  expect(await whatIsThere(cloud)).toEqual([]);
});

it('nothing of anybody else is deleted, and what cannot be deleted is named', async () => {
  const cloud = await cloudForTest();
  const { s3 } = clientsFor(cloud);
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: 'somebody-elses', CreateBucketConfiguration }));
  const made = accountOf(cloud);
  await makeAll(made);
  made.account.beginCleaning(500);
  const { send } = made.account;
  made.account.send = async (service, operation, input) => {
    if (operation === 'DeleteBucket') throw new Error('not now');
    return send.call(made.account, service, operation, input);
  };
  expect(await cleanUp(made.account, made.noted(), tag, id, { pause: 1 })).toEqual([
    `bucket ${name}: not now`,
  ]);
  expect(await whatIsThere(cloud)).toMatchObject([{ Name: name }, { Name: 'somebody-elses' }]);
});

it('no call is sent beyond the budget, after a stop, or for a name outside the run', async () => {
  const cloud = await cloudForTest();
  const { account, stop } = accountOf(cloud, 2);
  await expect(account.send('iam', 'CreateUser', { UserName: 'other' })).rejects.toThrow(
    /not a name of this run/,
  );
  await account.send('sts', 'GetCallerIdentity');
  account.spend(1);
  await expect(account.send('iam', 'CreateUser', { UserName: name })).rejects.toThrow(Stopped);
  stop.abort();
  await expect(account.send('sts', 'GetCallerIdentity')).rejects.toThrow(/stopped/);
  account.beginCleaning(1);
  await account.send('sts', 'GetCallerIdentity');
  await expect(account.send('sts', 'GetCallerIdentity')).rejects.toThrow(/budget/);
  expect(await whatIsThere(cloud)).toEqual([]);
});
