import {
  CreateStackCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
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
import { manualClock } from './support/manual-clock.ts';
import { PARENT_TEMPLATE, parentStack } from './support/parent-stack.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the parent stack', () => {
  it('is created in the order and the time of AWS', async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { cloudformation } = clientsFor(cloud);
    const start = clock.now();
    const { StackId, OperationId } = await cloudformation.send(new CreateStackCommand(parentStack('parent')));
    clock.advance(60_000);
    const events = await allEvents(cloudformation, StackId!);
    const line = eventLine;
    expect(events.map(line)).toEqual([
      'parent CREATE_IN_PROGRESS: User Initiated',
      'DeploymentBucket CREATE_IN_PROGRESS',
      'AuthRole CREATE_IN_PROGRESS',
      'UnauthRole CREATE_IN_PROGRESS',
      'DeploymentBucket CREATE_IN_PROGRESS: Resource creation Initiated',
      'AuthRole CREATE_IN_PROGRESS: Resource creation Initiated',
      'UnauthRole CREATE_IN_PROGRESS: Resource creation Initiated',
      'AuthRole CREATE_COMPLETE',
      'UnauthRole CREATE_COMPLETE',
      'DeploymentBucket CREATE_COMPLETE',
      'DeploymentBucketPolicy CREATE_IN_PROGRESS',
      'DeploymentBucketPolicy CREATE_IN_PROGRESS: Resource creation Initiated',
      'DeploymentBucketPolicy CREATE_COMPLETE',
      'parent CREATE_COMPLETE',
    ]);
    const secondsOf = (text: string) => {
      const event = events.find((candidate) => line(candidate) === text);
      return (event!.Timestamp!.getTime() - start) / 1000;
    };
    expect(secondsOf('AuthRole CREATE_IN_PROGRESS')).toBe(5);
    expect(secondsOf('AuthRole CREATE_COMPLETE')).toBeGreaterThan(5 + 13);
    expect(secondsOf('AuthRole CREATE_COMPLETE')).toBeLessThan(5 + 17);
    expect(secondsOf('DeploymentBucket CREATE_COMPLETE')).toBeGreaterThan(5 + 21);
    expect(secondsOf('DeploymentBucket CREATE_COMPLETE')).toBeLessThan(5 + 25);
    expect(secondsOf('DeploymentBucketPolicy CREATE_IN_PROGRESS')).toBe(
      secondsOf('DeploymentBucket CREATE_COMPLETE'),
    );
    expect(secondsOf('parent CREATE_COMPLETE')).toBeCloseTo(
      secondsOf('DeploymentBucketPolicy CREATE_COMPLETE') + 2,
      2,
    );
    expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(events.length);
    expect(events.every((event) => event.OperationId === OperationId)).toBe(true);
    for (const event of events) {
      if (event.ResourceType === 'AWS::CloudFormation::Stack') {
        expect(event.EventId).toMatch(UUID);
        expect(event.PhysicalResourceId).toBe(StackId);
      } else {
        expect(event.EventId).toBe(
          `${event.LogicalResourceId}-${event.ResourceStatus}-${event.Timestamp!.toISOString()}`,
        );
      }
    }
    const bucketEvents = events.filter(({ LogicalResourceId }) => LogicalResourceId === 'DeploymentBucket');
    expect(bucketEvents.map(({ PhysicalResourceId }) => PhysicalResourceId)).toEqual([
      '',
      ...Array(2).fill('parent-deployment'),
    ]);
    expect(JSON.parse(bucketEvents[0]!.ResourceProperties!)).toMatchObject({
      BucketName: 'parent-deployment',
    });
  });

  it('divides every duration by a speed factor', async () => {
    const { cloud, clock } = await cloudOnManualClock({ speed: 10 });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('quick')));
    clock.advance(2_500);
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks![0]!.StackStatus).toBe(
      'CREATE_IN_PROGRESS',
    );
    clock.advance(1_000);
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks![0]!.StackStatus).toBe(
      'CREATE_COMPLETE',
    );
  });

  it('returns outputs, exports and real resources', async () => {
    const cloud = await cloudForTest();
    const { cloudformation, iam, s3 } = clientsFor(cloud);
    const tags = [{ Key: 'user:Application', Value: 'demo' }];
    const { StackId } = await cloudformation.send(
      new CreateStackCommand({ ...parentStack('real'), Tags: tags }),
    );
    const stack = await settled(cloudformation, 'real');
    expect(stack).toMatchObject({
      StackId,
      StackStatus: 'CREATE_COMPLETE',
      Tags: tags,
      DisableRollback: false,
    });
    expect(
      Object.fromEntries(stack.Outputs!.map((output) => [output.OutputKey, output.OutputValue])),
    ).toEqual({
      Region: 'eu-west-1',
      StackName: 'real',
      StackId,
      DeploymentBucketName: 'real-deployment',
      AuthRoleArn: 'arn:aws:iam::111122223333:role/real-authRole',
      UnauthRoleArn: 'arn:aws:iam::111122223333:role/real-unauthRole',
      AuthRoleName: 'real-authRole',
      UnauthRoleName: 'real-unauthRole',
    });
    const { Exports } = await cloudformation.send(new ListExportsCommand({}));
    expect(Exports?.map(({ Name }) => Name)).toEqual([
      'real-Region',
      'real-StackName',
      'real-StackId',
      'real-DeploymentBucketName',
    ]);
    const policy = await s3.send(new GetBucketPolicyCommand({ Bucket: 'real-deployment' }));
    expect(JSON.parse(policy.Policy!).Statement[0].Resource).toEqual([
      'arn:aws:s3:::real-deployment',
      'arn:aws:s3:::real-deployment/*',
    ]);
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket: 'real-deployment' }));
    expect(Object.values(block.PublicAccessBlockConfiguration!)).toEqual([true, true, true, true]);
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: 'real-deployment' }));
    expect(
      encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault
        ?.SSEAlgorithm,
    ).toBe('AES256');
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'real-authRole' }));
    expect(JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).Statement[0].Effect).toBe('Deny');
  });

  it('shows its resources by stack, by physical id and one by one', async () => {
    const { cloud, clock } = await cloudOnManualClock({ pageSize: 3 });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('shown')));
    clock.advance(10_000);
    const early = await cloudformation.send(new ListStackResourcesCommand({ StackName: 'shown' }));
    expect(early.StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
      'DeploymentBucket',
      'AuthRole',
      'UnauthRole',
    ]);
    expect(early.NextToken).toBeUndefined();
    clock.advance(50_000);
    const first = await cloudformation.send(new ListStackResourcesCommand({ StackName: 'shown' }));
    const second = await cloudformation.send(
      new ListStackResourcesCommand({ StackName: 'shown', NextToken: first.NextToken }),
    );
    expect([
      first.StackResourceSummaries?.length,
      second.StackResourceSummaries?.length,
      second.NextToken,
    ]).toEqual([3, 1, undefined]);
    const byId = await cloudformation.send(
      new DescribeStackResourcesCommand({ PhysicalResourceId: 'shown-authRole' }),
    );
    expect(byId.StackResources).toHaveLength(4);
    expect(byId.StackResources?.every(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE')).toBe(
      true,
    );
    const one = await cloudformation.send(
      new DescribeStackResourceCommand({ StackName: 'shown', LogicalResourceId: 'AuthRole' }),
    );
    expect(one.StackResourceDetail).toMatchObject({
      PhysicalResourceId: 'shown-authRole',
      ResourceType: 'AWS::IAM::Role',
    });
    const none = new DescribeStackResourceCommand({ StackName: 'shown', LogicalResourceId: 'Nobody' });
    expect((await errorOf(cloudformation.send(none))).message).toBe(
      'Resource Nobody does not exist for stack shown',
    );
    const lost = await errorOf(
      cloudformation.send(new DescribeStackResourcesCommand({ PhysicalResourceId: 'nobody' })),
    );
    expect(lost.message).toBe('Stack for nobody does not exist');
    const { TemplateBody } = await cloudformation.send(new GetTemplateCommand({ StackName: 'shown' }));
    expect(JSON.parse(TemplateBody!)).toEqual(PARENT_TEMPLATE);
  });

  it('has the same events twice on the same clock', async () => {
    const start = Date.now();
    const histories = [];
    for (let round = 0; round < 2; round += 1) {
      const clock = manualClock(start);
      const { cloudformation } = clientsFor(await cloudForTest({ clock, speed: 1 }));
      await cloudformation.send(new CreateStackCommand(parentStack('same')));
      clock.advance(60_000);
      histories.push(await allEvents(cloudformation, 'same'));
    }
    expect(histories[1]).toEqual(histories[0]);
  });
});
