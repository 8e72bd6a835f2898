import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { type DemoCloud, startDemoCloud } from '../../../demo/cloud/server.ts';
import { bucketExists, emptyAndDeleteBucket, storeTemplate } from '../../../src/aws/bucket.ts';
import { type AwsClients, createAwsClients } from '../../../src/aws/clients.ts';
import { followStack } from '../../../src/aws/follow.ts';
import { identify } from '../../../src/aws/identity.ts';
import type { FollowUpdate } from '../../../src/aws/progress/model.ts';
import { blockPublicAccess, keepsPublicOut } from '../../../src/aws/public-access.ts';
import { createStack, deleteStack, describeStack } from '../../../src/aws/stack.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Access } from '../../../src/credentials/access.ts';
import { systemClock } from '../../../src/platform/clock.ts';

const stackName = 'amplify-shop-20261123094500';
const bucket = `${stackName}-deployment`;

const template = JSON.stringify({
  Parameters: { Name: { Type: 'String' } },
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      Properties: { BucketName: { Ref: 'Name' } },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      DependsOn: 'Bucket',
      Properties: {
        RoleName: `${stackName}-auth`,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
            },
          ],
        },
      },
    },
  },
  Outputs: { Name: { Value: { Ref: 'Bucket' } } },
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function connect(cloud: DemoCloud, account: number): { access: Access; clients: AwsClients } {
  const user = cloud.accounts[account]!.users[0]!;
  const access: Access = {
    choice: { kind: 'environment' },
    label: 'environment keys',
    endpoints: { all: cloud.endpoint },
    credentials: async () => ({
      accessKeyId: user.accessKeyId,
      secretAccessKey: new Secret(user.secretAccessKey),
    }),
  };
  const clients = createAwsClients(access, { region: cloud.region, demo: true, maxAttempts: 1 });
  closing.push(() => clients.close());
  return { access, clients };
}

async function demo() {
  const cloud = await startDemoCloud({ speed: 1000 });
  closing.push(() => cloud.close());
  return { cloud, ...connect(cloud, 0) };
}

const create = (clients: AwsClients, name: string, token = randomUUID()) =>
  createStack(clients, { stackName, template, parameters: { Name: name }, token });

function follow(clients: AwsClients, stack: string) {
  const updates: FollowUpdate[] = [];
  return followStack(clients, {
    stack,
    template,
    clock: systemClock,
    onUpdate: (update) => updates.push(update),
  }).then((end) => ({
    end,
    updates,
  }));
}

it('shows who the user of the demo is', async () => {
  const { cloud, access, clients } = await demo();
  expect(await identify(clients, access)).toMatchObject({
    account: cloud.accounts[0]!.id,
    partition: 'aws',
    cloud: { kind: 'demo', url: cloud.endpoint },
  });
});

it('creates a stack, follows it, stores in its bucket, deletes both', async () => {
  const { clients } = await demo();
  expect(await bucketExists(clients, bucket)).toBe('free');
  const { stackId } = await create(clients, bucket);
  const { end, updates } = await follow(clients, stackId);
  expect(end).toMatchObject({ outcome: 'succeeded', total: 2, completed: 2, outputs: { Name: bucket } });
  expect(updates.at(-1)?.progress).toBe(end);

  await storeTemplate(clients, { bucket, key: 'nested-cloudformation-stack.yml', body: template });
  await deleteStack(clients, stackId, randomUUID());
  expect((await follow(clients, stackId)).end).toMatchObject({ operation: 'delete', outcome: 'deleted' });
  expect(await describeStack(clients, stackName)).toBeUndefined();
  expect(await bucketExists(clients, bucket)).toBe('mine');
  await emptyAndDeleteBucket(clients, bucket);
  expect(await bucketExists(clients, bucket)).toBe('free');
});

it('returns the same stack for the same token, and refuses the name for another', async () => {
  const { clients } = await demo();
  const token = randomUUID();
  const { stackId } = await create(clients, bucket, token);
  expect(await create(clients, bucket, token)).toEqual({ stackId });
  await expect(create(clients, bucket)).rejects.toMatchObject({ code: 'STACK_EXISTS' });
});

it('reports a bucket name taken by another account as the only cause, and leaves nothing behind', async () => {
  const { cloud, clients } = await demo();
  const other = connect(cloud, 1).clients;
  await follow(other, (await create(other, bucket)).stackId);
  expect(await bucketExists(clients, bucket)).toBe('taken');

  const { stackId } = await create(clients, bucket);
  const { end } = await follow(clients, stackId);
  expect(end).toMatchObject({ outcome: 'rolled-back', direction: 'back' });
  expect(end.causes.map(({ logicalId, nameTaken }) => [logicalId, nameTaken])).toEqual([['Bucket', true]]);

  await deleteStack(clients, stackId, randomUUID());
  const deleted = await follow(clients, stackId);
  expect(deleted.end).toMatchObject({
    outcome: 'deleted',
    causes: [{ logicalId: 'Bucket', nameTaken: true }],
  });
});

it('says that a stack does not exist', async () => {
  const { clients } = await demo();
  await expect(follow(clients, 'amplify-nothing')).rejects.toMatchObject({ code: 'STACK_UNKNOWN' });
});

it('distinguishes a wrong secret and an unknown key', async () => {
  const { cloud, access } = await demo();
  const withKeys = (accessKeyId: string) => {
    const credentials = async () => ({ accessKeyId, secretAccessKey: new Secret('wrong') });
    const clients = createAwsClients({ ...access, credentials }, { region: cloud.region, demo: true });
    closing.push(() => clients.close());
    return identify(clients, access);
  };
  await expect(withKeys(cloud.accounts[0]!.users[0]!.accessKeyId)).rejects.toMatchObject({
    code: 'CREDENTIALS_SIGNATURE',
  });
  await expect(withKeys('AKIAIOSFODNN7EXAMPLE')).rejects.toMatchObject({ code: 'CREDENTIALS_REJECTED' });
});

it('shows whether a bucket blocks public access, and that an update without the property removes it', async () => {
  const { cloud, clients } = await demo();
  const { UpdateStackCommand } = await import('@aws-sdk/client-cloudformation');
  const block = {
    ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
    ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
  };
  const templateWith = (more: object) =>
    JSON.stringify({
      Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucket, ...more } } },
    });
  const { stackId } = await createStack(clients, {
    ...{ stackName, parameters: {}, token: randomUUID() },
    template: templateWith({ PublicAccessBlockConfiguration: block }),
  });
  await follow(clients, stackId);
  expect(await keepsPublicOut(clients, { bucket })).toBe(true);
  const cloudFormation = await clients.cloudFormation();
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
  await cloudFormation.send(
    new UpdateStackCommand({ StackName: stackName, TemplateBody: templateWith({}), Capabilities }),
  );
  await follow(clients, stackId);
  expect(await keepsPublicOut(clients, { bucket })).toBe(false);
  // Nothing is known of somebody else's bucket.
  expect(await keepsPublicOut(connect(cloud, 1).clients, { bucket })).toBeUndefined();
  // It is set again, but only if the bucket belongs to the expected account.
  await expect(blockPublicAccess(clients, { bucket, owner: '444455556666' })).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
  });
  expect(await keepsPublicOut(clients, { bucket })).toBe(false);
  await blockPublicAccess(clients, { bucket, owner: cloud.accounts[0]!.id });
  expect(await keepsPublicOut(clients, { bucket, owner: cloud.accounts[0]!.id })).toBe(true);
});
