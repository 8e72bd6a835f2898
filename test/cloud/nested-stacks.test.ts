import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import {
  allEvents,
  clientsFor,
  cloudForTest,
  cloudOnManualClock,
  eventLine,
  settled,
} from './support/cloud.ts';
import { nested, storeTemplates } from './support/nested-stack.ts';
import { BUCKET, bucketNamed } from './support/refusal.ts';

const CHILD = {
  Parameters: { Name: { Type: 'String' } },
  Resources: { Inner: bucketNamed({ Ref: 'Name' }) },
  Outputs: { InnerName: { Value: { Ref: 'Inner' } } },
};
const TABLE = {
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { Anything: 1 } },
    Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
  },
  Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } } },
};

async function create(client: CloudFormationClient, resources: object, outputs: object = {}) {
  const TemplateBody = JSON.stringify({ Resources: resources, Outputs: outputs });
  await client.send(new CreateStackCommand({ StackName: 'parent', TemplateBody }));
}

/** The ARN of a nested stack, from its second event on. */
async function childId(client: CloudFormationClient, logicalId: string): Promise<string> {
  const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'parent' }));
  return StackResources!.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)!
    .PhysicalResourceId!;
}

it('a nested stack is a stack of its own and a resource of the one above', async () => {
  const { cloud, clock } = await cloudOnManualClock();
  const urls = await storeTemplates(cloud, { child: CHILD });
  const { cloudformation } = clientsFor(cloud);
  await create(
    cloudformation,
    {
      Child: nested(urls.child, { Name: 'inner-bucket' }),
      After: bucketNamed({ 'Fn::Join': ['-', [{ 'Fn::GetAtt': ['Child', 'Outputs.InnerName'] }, 'after']] }),
    },
    { After: { Value: { Ref: 'After' } } },
  );
  clock.advance(120_000);
  const stack = (await cloudformation.send(new DescribeStacksCommand({ StackName: 'parent' }))).Stacks![0]!;
  expect([stack.StackStatus, stack.Outputs?.[0]?.OutputValue]).toEqual([
    'CREATE_COMPLETE',
    'inner-bucket-after',
  ]);
  const events = await allEvents(cloudformation, 'parent');
  const ofChild = events.filter(({ LogicalResourceId }) => LogicalResourceId === 'Child');
  const id = await childId(cloudformation, 'Child');
  expect(ofChild.map((event) => [eventLine(event), event.PhysicalResourceId])).toEqual([
    ['Child CREATE_IN_PROGRESS', ''],
    ['Child CREATE_IN_PROGRESS: Resource creation Initiated', id],
    ['Child CREATE_COMPLETE', id],
  ]);
  const child = (await cloudformation.send(new DescribeStacksCommand({ StackName: id }))).Stacks![0]!;
  expect(child).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    ParentId: stack.StackId,
    RootId: stack.StackId,
  });
  expect(child.StackName).toMatch(/^parent-Child-[A-Z2-7]{12}$/);
  const childEnd = (await allEvents(cloudformation, id)).at(-1)!;
  expect(ofChild[2]!.Timestamp!.getTime()).toBeGreaterThan(childEnd.Timestamp!.getTime());
});

it('two levels deep, and placeholders that say what they are', async () => {
  const cloud = await cloudForTest();
  const inner = await storeTemplates(cloud, { table: TABLE });
  const { s3 } = clientsFor(cloud);
  const middle = {
    Resources: { Lower: nested(inner.table) },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Lower', 'Outputs.Arn'] } } },
  };
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  await s3.send(
    new PutObjectCommand({ Bucket: 'nested-templates', Key: 'middle.json', Body: JSON.stringify(middle) }),
  );
  const { cloudformation } = clientsFor(cloud);
  await create(
    cloudformation,
    { Middle: nested(inner.table!.replace('table', 'middle')) },
    { Arn: { Value: { 'Fn::GetAtt': ['Middle', 'Outputs.Arn'] } } },
  );
  const stack = await settled(cloudformation, 'parent');
  expect(stack.Outputs?.[0]?.OutputValue).toMatch(/^demo-placeholder-Table-[A-Z2-7]{8}-Arn$/);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({}));
  expect(Stacks!.map(({ RootId }) => RootId)).toEqual([undefined, stack.StackId, stack.StackId]);
  const lowest = await allEvents(cloudformation, Stacks![2]!.StackId!);
  expect(lowest.map(eventLine)).toContain(
    'Table CREATE_IN_PROGRESS: Resource creation Initiated (demo placeholder, nothing is behind it)',
  );
});

it('a failure inside is only named above, and everything is rolled back', async () => {
  const cloud = await cloudForTest();
  const urls = await storeTemplates(cloud, { child: CHILD, table: TABLE });
  const { cloudformation } = clientsFor(cloud);
  await create(cloudformation, {
    Child: nested(urls.child, { Name: 'nested-templates' }),
    Other: nested(urls.table),
  });
  expect((await settled(cloudformation, 'parent')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const id = await childId(cloudformation, 'Child');
  const lines = (await allEvents(cloudformation, 'parent')).map(eventLine);
  expect(lines).toContain(
    `Child CREATE_FAILED: Embedded stack ${id} was not successfully created: The following resource(s) failed to create: [Inner].`,
  );
  expect(lines).toContain(
    'parent ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Child, Other]. Rollback requested by user.',
  );
  const inside = (await allEvents(cloudformation, id)).map(eventLine);
  expect(inside.find((line) => line.startsWith('Inner CREATE_FAILED'))).toContain(
    'nested-templates already exists',
  );
  const other = (await allEvents(cloudformation, await childId(cloudformation, 'Other'))).map(eventLine);
  expect(other).toContainEqual(
    expect.stringMatching(/^parent-Other-\w+ CREATE_FAILED: Resource creation cancelled$/),
  );
  for (const logicalId of ['Child', 'Other']) {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: await childId(cloudformation, logicalId) }),
    );
    expect(Stacks![0]!.StackStatus).toBe('DELETE_COMPLETE');
  }
});

it('deleting the stack above deletes those inside, also in mid-creation', async () => {
  for (const seconds of [14, 200]) {
    const { cloud, clock } = await cloudOnManualClock();
    const urls = await storeTemplates(cloud, { table: TABLE });
    const { cloudformation } = clientsFor(cloud);
    await create(cloudformation, { Child: nested(urls.table), Bucket: BUCKET });
    clock.advance(seconds * 1000);
    const id = await childId(cloudformation, 'Child');
    await cloudformation.send(new DeleteStackCommand({ StackName: 'parent' }));
    clock.advance(60_000);
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: id }));
    expect(Stacks![0]!.StackStatus).toBe('DELETE_COMPLETE');
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  }
});

it('a missing or invalid template fails the resource', async () => {
  const cloud = await cloudForTest();
  const urls = await storeTemplates(cloud, { child: CHILD });
  const { cloudformation } = clientsFor(cloud);
  for (const [resource, text] of [
    [nested(urls.child), 'Parameters: [Name] must have values'],
    [
      nested('https://example.com/x.json'),
      'S3 error: Domain name specified in example.com is not a valid S3 domain',
    ],
  ] as const) {
    await create(cloudformation, { Child: resource });
    await settled(cloudformation, 'parent');
    const lines = (await allEvents(cloudformation, 'parent')).map(eventLine);
    expect(lines.find((line) => line.startsWith('Child CREATE_FAILED'))).toContain(text);
    await cloudformation.send(new DeleteStackCommand({ StackName: 'parent' }));
    while ((await cloudformation.send(new DescribeStacksCommand({}))).Stacks!.length > 0);
  }
});
