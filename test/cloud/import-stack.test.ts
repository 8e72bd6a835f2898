import {
  type Capability,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import {
  allEvents,
  clientsFor,
  cloudForTest,
  cloudOnManualClock,
  errorOf,
  eventLine,
  settled,
} from './support/cloud.ts';
import { bucketNamed } from './support/refusal.ts';
import { deployment, role, StackName, updatable } from './support/update.ts';

const KEPT = { ...bucketNamed('old-bucket'), DeletionPolicy: 'Retain' };
const ChangeSetName = 'take-in';
const bucketToImport = (BucketName: string, LogicalResourceId = 'Bucket') => ({
  ResourceType: 'AWS::S3::Bucket',
  LogicalResourceId,
  ResourceIdentifier: { BucketName },
});

function importOf(resources: object, more: Partial<CreateChangeSetCommandInput> = {}) {
  return new CreateChangeSetCommand({
    StackName,
    ChangeSetName,
    ChangeSetType: 'IMPORT',
    TemplateBody: JSON.stringify({ Resources: resources }),
    Capabilities: ['CAPABILITY_NAMED_IAM' as Capability],
    ResourcesToImport: [bucketToImport('old-bucket')],
    ...more,
  });
}

/** A cloud with a bucket that belongs to no stack. */
async function withBucket() {
  const cloud = await cloudForTest();
  const clients = clientsFor(cloud);
  await clients.s3.send(
    new CreateBucketCommand({
      Bucket: 'old-bucket',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  return { cloud, ...clients };
}

type Clients = Awaited<ReturnType<typeof withBucket>>;

async function execute({ cloudformation }: Pick<Clients, 'cloudformation'>) {
  const name = { StackName, ChangeSetName };
  while ((await cloudformation.send(new DescribeChangeSetCommand(name))).ExecutionStatus !== 'AVAILABLE');
  await cloudformation.send(new ExecuteChangeSetCommand(name));
  return settled(cloudformation, StackName);
}

describe('a stack created from existing resources', () => {
  it('is in review until the change set is executed, then imports the resources', async () => {
    const clients = await withBucket();
    const { cloudformation, s3 } = clients;
    const { StackId } = await cloudformation.send(importOf({ Bucket: KEPT }));
    const status = async () =>
      (await cloudformation.send(new DescribeStacksCommand({ StackName }))).Stacks![0]!.StackStatus;
    expect(await status()).toBe('REVIEW_IN_PROGRESS');
    expect((await execute(clients)).StackStatus).toBe('IMPORT_COMPLETE');
    expect((await allEvents(cloudformation, StackId!)).map(eventLine)).toEqual([
      'shop REVIEW_IN_PROGRESS: User Initiated',
      'shop IMPORT_IN_PROGRESS: User Initiated',
      'Bucket IMPORT_IN_PROGRESS: Resource import started.',
      'Bucket IMPORT_COMPLETE: Resource import completed.',
      'Bucket UPDATE_IN_PROGRESS: Apply stack-level tags to imported resource if applicable.',
      'Bucket UPDATE_COMPLETE',
      'shop IMPORT_COMPLETE',
    ]);
    const { StackResources } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
    expect(StackResources).toMatchObject([{ PhysicalResourceId: 'old-bucket' }]);
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    expect((await settled(cloudformation, StackId!)).StackStatus).toBe('DELETE_COMPLETE');
    await s3.send(new HeadBucketCommand({ Bucket: 'old-bucket' }));
  });

  it('with a missing resource fails the import, and is left without resources', async () => {
    const clients = await withBucket();
    const { cloudformation, s3 } = clients;
    const wanted = { Bucket: KEPT, Lost: { ...bucketNamed('lost'), DeletionPolicy: 'Delete' } };
    const ResourcesToImport = [bucketToImport('old-bucket'), bucketToImport('lost', 'Lost')];
    const { StackId } = await cloudformation.send(importOf(wanted, { ResourcesToImport }));
    expect((await execute(clients)).StackStatus).toBe('IMPORT_ROLLBACK_COMPLETE');
    const lines = (await allEvents(cloudformation, StackId!)).map(eventLine);
    expect(lines).toContainEqual(
      expect.stringMatching(/^Lost IMPORT_FAILED: .*'lost' was not found.*HandlerErrorCode: NotFound\)$/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^shop IMPORT_ROLLBACK_IN_PROGRESS: The following resource\(s\) failed to import: \[/,
      ),
    );
    expect(lines.slice(-5)).toEqual([
      'Bucket IMPORT_ROLLBACK_IN_PROGRESS',
      'Lost IMPORT_ROLLBACK_IN_PROGRESS',
      'Bucket IMPORT_ROLLBACK_COMPLETE',
      'Lost IMPORT_ROLLBACK_COMPLETE',
      'shop IMPORT_ROLLBACK_COMPLETE',
    ]);
    await s3.send(new HeadBucketCommand({ Bucket: 'old-bucket' }));
    const { StackResources } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
    expect(StackResources).toEqual([]);
  });
});

it('an imported resource gets the stack’s tags beside its own, and keeps the rest', async () => {
  const { cloud, iam, cloudformation } = await withBucket();
  const { Properties } = role('old-role', 'ec2');
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'old-role',
      AssumeRolePolicyDocument: JSON.stringify(Properties.AssumeRolePolicyDocument),
    }),
  );
  const wanted = role('old-role', 'lambda', { Tags: [{ Key: 'own', Value: '1' }] });
  const ResourcesToImport = [
    {
      ResourceType: 'AWS::IAM::Role',
      LogicalResourceId: 'Role',
      ResourceIdentifier: { RoleName: 'old-role' },
    },
  ];
  const Tags = [{ Key: 'team', Value: 'shop' }];
  await cloudformation.send(
    importOf({ Role: { ...wanted, DeletionPolicy: 'Retain' } }, { ResourcesToImport, Tags }),
  );
  expect((await execute(clientsFor(cloud))).StackStatus).toBe('IMPORT_COMPLETE');
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'old-role' }));
  expect(Role!.Tags).toEqual([...Tags, { Key: 'own', Value: '1' }]);
  expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toContain('ec2.amazonaws.com');
});

describe('a stack that imports more resources', () => {
  it('leaves its existing ones alone', async () => {
    const { cloud } = await withBucket();
    const before = { Role: role('worker') };
    const stack = await updatable(cloud, before);
    await stack.cloudformation.send(importOf({ ...before, Bucket: KEPT }));
    const described = await stack.cloudformation.send(
      new DescribeChangeSetCommand({ StackName, ChangeSetName }),
    );
    expect(described.Changes).toMatchObject([
      { Type: 'Resource', ResourceChange: { Action: 'Import', LogicalResourceId: 'Bucket' } },
    ]);
    expect((await execute(stack)).StackStatus).toBe('IMPORT_COMPLETE');
    const lines = (await allEvents(stack.cloudformation, stack.id)).map(eventLine);
    const since = lines.slice(lines.indexOf('shop IMPORT_IN_PROGRESS: User Initiated'));
    expect(since.some((line) => line.startsWith('Role '))).toBe(false);
    await stack.begin({ ...before, Bucket: { ...KEPT, Properties: { ...KEPT.Properties, Tags: [] } } });
    expect((await stack.end()).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it.each<[string, object, Partial<CreateChangeSetCommandInput>, string]>([
    [
      'adds something else',
      { Role: role('worker'), Bucket: KEPT, New: deployment() },
      {},
      'cannot modify or add [New]',
    ],
    [
      'changes what is there',
      { Role: role('worker', 'ec2'), Bucket: KEPT },
      {},
      'cannot modify or add [Role]',
    ],
    ['drops what is there', { Bucket: KEPT }, {}, 'cannot remove [Role]'],
    [
      'says no DeletionPolicy',
      { Role: role('worker'), Bucket: bucketNamed('old-bucket') },
      {},
      'DeletionPolicy',
    ],
    [
      'names the wrong property',
      { Role: role('worker'), Bucket: KEPT },
      { ResourcesToImport: [{ ...bucketToImport(''), ResourceIdentifier: { Name: 'old-bucket' } }] },
      'The identifier of AWS::S3::Bucket is BucketName',
    ],
    [
      'wants what cannot be imported',
      { Role: role('worker'), Bucket: { ...deployment(), DeletionPolicy: 'Delete' } },
      { ResourcesToImport: [{ ...bucketToImport('x'), ResourceType: 'AWS::ApiGateway::Deployment' }] },
      'are not supported for Import',
    ],
    [
      'is no import at all',
      { Role: role('worker') },
      { ChangeSetType: 'UPDATE' },
      'does not implement ResourcesToImport of the type UPDATE',
    ],
  ])('is refused if it %s', async (_what, resources, input, text) => {
    const { cloud } = await withBucket();
    const { cloudformation } = await updatable(cloud, { Role: role('worker') });
    expect((await errorOf(cloudformation.send(importOf(resources, input)))).message).toContain(text);
    expect((await cloudformation.send(new ListChangeSetsCommand({ StackName }))).Summaries).toEqual([]);
  });

  it('is refused if another stack has it', async () => {
    const cloud = await cloudForTest();
    const { cloudformation, id } = await updatable(cloud, { Bucket: KEPT });
    const { message } = await errorOf(
      cloudformation.send(importOf({ Bucket: KEPT }, { StackName: 'thief' })),
    );
    expect(message).toBe(
      `Resource of type AWS::S3::Bucket with identifier old-bucket already exists in stack ${id}`,
    );
  });
});

it('a change set can be executed when it is ready, once, and not when it was deleted', async () => {
  const { cloud, clock } = await cloudOnManualClock();
  const { cloudformation, s3 } = clientsFor(cloud);
  await s3.send(
    new CreateBucketCommand({
      Bucket: 'old-bucket',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  await cloudformation.send(importOf({ Bucket: KEPT }));
  const name = { StackName, ChangeSetName };
  const run = () => cloudformation.send(new ExecuteChangeSetCommand(name));
  expect((await errorOf(run())).name).toBe('InvalidChangeSetStatusException');
  clock.advance(6000);
  expect((await cloudformation.send(new ListChangeSetsCommand({ StackName }))).Summaries).toMatchObject([
    { ChangeSetName, Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' },
  ]);
  await cloudformation.send(new DeleteChangeSetCommand(name));
  expect((await errorOf(run())).name).toBe('ChangeSetNotFoundException');
});
