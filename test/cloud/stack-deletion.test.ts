import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutObjectCommand,
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
import { parentStack } from './support/parent-stack.ts';

const BUCKET_TEMPLATE = JSON.stringify({
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } },
    Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'other-bucket' } },
  },
});

async function fullBucketStack() {
  const clients = clientsFor(await cloudForTest());
  const { cloudformation, s3 } = clients;
  const { StackId } = await cloudformation.send(
    new CreateStackCommand({ StackName: 'full', TemplateBody: BUCKET_TEMPLATE }),
  );
  await settled(cloudformation, StackId!);
  await s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'a', Body: 'x' }));
  await cloudformation.send(new DeleteStackCommand({ StackName: 'full' }));
  return { ...clients, id: StackId!, stack: await settled(cloudformation, StackId!) };
}

describe('deleting a stack', () => {
  it('reverses the order of creation and leaves what is to be retained', async () => {
    const cloud = await cloudForTest();
    const { cloudformation, iam, s3 } = clientsFor(cloud);
    const { StackId } = await cloudformation.send(new CreateStackCommand(parentStack('gone')));
    await settled(cloudformation, 'gone');
    const created = (await allEvents(cloudformation, 'gone')).length;
    await cloudformation.send(new DeleteStackCommand({ StackName: 'gone', ClientRequestToken: 'delete-1' }));
    const stack = await settled(cloudformation, StackId!);
    expect(stack).toMatchObject({
      StackStatus: 'DELETE_COMPLETE',
      LastOperations: [{ OperationType: 'DELETE_STACK' }],
    });
    const events = (await allEvents(cloudformation, StackId!)).slice(created);
    expect(events.every(({ ClientRequestToken }) => ClientRequestToken === 'delete-1')).toBe(true);
    const lines = events.map(eventLine);
    expect(lines[0]).toBe('gone DELETE_IN_PROGRESS: User Initiated');
    expect(lines.at(-1)).toBe('gone DELETE_COMPLETE');
    expect(lines.indexOf('DeploymentBucket DELETE_SKIPPED')).toBeGreaterThan(
      lines.indexOf('DeploymentBucketPolicy DELETE_COMPLETE'),
    );
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    await s3.send(new HeadBucketCommand({ Bucket: 'gone-deployment' }));
    expect((await errorOf(s3.send(new GetBucketPolicyCommand({ Bucket: 'gone-deployment' })))).name).toBe(
      'NoSuchBucketPolicy',
    );
    expect((await cloudformation.send(new ListExportsCommand({}))).Exports).toEqual([]);
  });

  it('leaves the stack readable by its id only', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const { StackId } = await cloudformation.send(new CreateStackCommand(parentStack('by-id')));
    await settled(cloudformation, 'by-id');
    await cloudformation.send(new DeleteStackCommand({ StackName: 'by-id' }));
    await settled(cloudformation, StackId!);
    expect(
      (await errorOf(cloudformation.send(new DescribeStacksCommand({ StackName: 'by-id' })))).message,
    ).toBe('Stack with id by-id does not exist');
    expect(
      (await errorOf(cloudformation.send(new DescribeStackEventsCommand({ StackName: 'by-id' })))).message,
    ).toBe('Stack [by-id] does not exist');
    const resources = await cloudformation.send(new ListStackResourcesCommand({ StackName: StackId }));
    expect(resources.StackResourceSummaries?.map(({ ResourceStatus }) => ResourceStatus).sort()).toEqual([
      'DELETE_COMPLETE',
      'DELETE_COMPLETE',
      'DELETE_COMPLETE',
      'DELETE_SKIPPED',
    ]);
    const { StackSummaries } = await cloudformation.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries).toMatchObject([{ StackId, DeletionTime: expect.any(Date) }]);
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({}));
    expect(Stacks).toEqual([]);
  });

  it('forgets a deleted stack after 90 days', async () => {
    const day = 24 * 3600_000;
    const { cloud, clock } = await cloudOnManualClock();
    // Requests are signed at the real time, so the deletion is moved into the past instead of the read into the future.
    const { cloudformation } = clientsFor(cloud);
    const { StackId } = await cloudformation.send(new CreateStackCommand(parentStack('old')));
    clock.advance(60_000);
    await cloudformation.send(new DeleteStackCommand({ StackName: 'old' }));
    clock.advance(60_000);
    expect((await settled(cloudformation, StackId!)).StackStatus).toBe('DELETE_COMPLETE');
    clock.advance(91 * day);
    cloudformation.config.systemClockOffset = 91 * day;
    expect(
      (await errorOf(cloudformation.send(new DescribeStacksCommand({ StackName: StackId })))).message,
    ).toBe(`Stack with id ${StackId} does not exist`);
  });

  it('with an unknown name is not an error', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const answer = await cloudformation.send(new DeleteStackCommand({ StackName: 'nobody' }));
    expect(answer.$metadata.httpStatusCode).toBe(200);
  });

  it('stops at a bucket that is not empty', async () => {
    const { cloudformation, stack, s3 } = await fullBucketStack();
    expect(stack).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Bucket]. ',
    });
    const lines = (await allEvents(cloudformation, 'full')).map(eventLine);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^Bucket DELETE_FAILED: Resource handler returned message: "The bucket you tried to delete is not empty \(Service: S3, Status Code: 409, Request ID: \w+\)" \(RequestToken: .*, HandlerErrorCode: GeneralServiceException\)$/,
      ),
    );
    expect(lines).toContain('Other DELETE_COMPLETE');
    await s3.send(new HeadBucketCommand({ Bucket: 'full-bucket' }));
  });

  it('finishes if told to retain what cannot be deleted', async () => {
    const { cloudformation, id, s3 } = await fullBucketStack();
    const wrong = new DeleteStackCommand({ StackName: 'full', RetainResources: ['Other'] });
    expect((await errorOf(cloudformation.send(wrong))).message).toContain(
      'Do not specify resources that are in the DELETE_COMPLETE state',
    );
    await cloudformation.send(new DeleteStackCommand({ StackName: 'full', RetainResources: ['Bucket'] }));
    expect((await settled(cloudformation, id)).StackStatus).toBe('DELETE_COMPLETE');
    expect((await allEvents(cloudformation, id)).map(eventLine)).toContain('Bucket DELETE_SKIPPED');
    await s3.send(new HeadBucketCommand({ Bucket: 'full-bucket' }));
  });

  it('accepts RetainResources only after a failed deletion', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand(parentStack('retain')));
    await settled(cloudformation, 'retain');
    const error = await errorOf(
      cloudformation.send(new DeleteStackCommand({ StackName: 'retain', RetainResources: ['AuthRole'] })),
    );
    expect(error.message).toContain('DELETE_FAILED');
  });

  it('is refused under termination protection', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const { StackId } = await cloudformation.send(
      new CreateStackCommand({ ...parentStack('safe'), EnableTerminationProtection: true }),
    );
    await settled(cloudformation, 'safe');
    const error = await errorOf(cloudformation.send(new DeleteStackCommand({ StackName: 'safe' })));
    expect(error).toMatchObject({
      name: 'ValidationError',
      message: 'Stack [safe] cannot be deleted while TerminationProtection is enabled',
    });
    await cloudformation.send(
      new UpdateTerminationProtectionCommand({ StackName: 'safe', EnableTerminationProtection: false }),
    );
    await cloudformation.send(new DeleteStackCommand({ StackName: 'safe' }));
    expect((await settled(cloudformation, StackId!)).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('in the middle of its creation cancels what is being created and removes it', async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { cloudformation, iam } = clientsFor(cloud);
    const { StackId } = await cloudformation.send(new CreateStackCommand(parentStack('half')));
    clock.advance(10_000);
    await cloudformation.send(new DeleteStackCommand({ StackName: 'half' }));
    await cloudformation.send(new DeleteStackCommand({ StackName: 'half' }));
    clock.advance(30_000);
    const events = await allEvents(cloudformation, StackId!);
    const lines = events.map(eventLine);
    expect(lines).toContain('AuthRole CREATE_FAILED: Resource creation cancelled');
    expect(lines.filter((line) => line.startsWith('half DELETE_IN_PROGRESS'))).toHaveLength(1);
    expect(lines).toContain('AuthRole DELETE_COMPLETE');
    expect(lines).toContain('DeploymentBucket DELETE_SKIPPED');
    expect(lines.at(-1)).toBe('half DELETE_COMPLETE');
    expect(lines.filter((line) => line.includes('CREATE_COMPLETE'))).toEqual([]);
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it('in the middle of its rollback takes over and ends once', async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { cloudformation, s3 } = clientsFor(cloud);
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const };
    await s3.send(new CreateBucketCommand({ Bucket: 'back-deployment', CreateBucketConfiguration }));
    const { StackId } = await cloudformation.send(new CreateStackCommand(parentStack('back')));
    // The bucket fails after 5.8 s, the rollback starts a second later, its first removals another second later.
    clock.advance(8_300);
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: 'back' }));
    expect(Stacks?.[0]?.StackStatus).toBe('ROLLBACK_IN_PROGRESS');
    await cloudformation.send(new DeleteStackCommand({ StackName: 'back' }));
    clock.advance(30_000);
    const lines = (await allEvents(cloudformation, StackId!)).map(eventLine);
    expect(lines.at(-1)).toBe('back DELETE_COMPLETE');
    expect(lines).not.toContain('back ROLLBACK_COMPLETE');
    for (const line of ['back DELETE_COMPLETE', 'AuthRole DELETE_COMPLETE', 'UnauthRole DELETE_COMPLETE']) {
      expect(lines.filter((other) => other === line)).toEqual([line]);
    }
  });
});
