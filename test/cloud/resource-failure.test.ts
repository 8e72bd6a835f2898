import {
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { allEvents, clientsFor, cloudForTest, eventLine, settled } from './support/cloud.ts';
import { createWithTakenBucket } from './support/taken-bucket.ts';

describe('other failures', () => {
  it('an export name that is taken rolls the stack back', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const template = (bucket: string) =>
      JSON.stringify({
        Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucket } } },
        Outputs: { Name: { Value: { Ref: 'Bucket' }, Export: { Name: 'shared-name' } } },
      });
    await cloudformation.send(
      new CreateStackCommand({ StackName: 'first', TemplateBody: template('first-bucket') }),
    );
    await settled(cloudformation, 'first');
    await cloudformation.send(
      new CreateStackCommand({ StackName: 'second', TemplateBody: template('second-bucket') }),
    );
    const stack = await settled(cloudformation, 'second');
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await allEvents(cloudformation, 'second')).map(eventLine)).toContain(
      'second ROLLBACK_IN_PROGRESS: Export with name shared-name is already exported by stack first. Rollback requested by user.',
    );
  });

  it.each([
    [
      'a property that the type does not have',
      { BucketName: 'some-bucket', Nonsense: 1 },
      '#: extraneous key [Nonsense] is not permitted',
    ],
    [
      'a bucket name against the rules',
      { BucketName: 'Some_Bucket' },
      'The specified bucket is not valid. (Service: S3, Status Code: 400',
    ],
    ['a reserved suffix', { BucketName: 'some-bucket-an' }, 'HandlerErrorCode: InvalidRequest'],
    ['a bad encryption', { BucketEncryption: { ServerSideEncryptionConfiguration: [] } }, 'SSEAlgorithm'],
  ])('%s is the bucket’s failure', async (_what, Properties, reason) => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const TemplateBody = JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties } } });
    await cloudformation.send(new CreateStackCommand({ StackName: 'bad', TemplateBody }));
    await settled(cloudformation, 'bad');
    const events = await allEvents(cloudformation, 'bad');
    const failure = events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failure?.ResourceStatusReason).toContain(reason);
  });

  it('a policy for a missing bucket, and one for a bucket that has one', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const statement = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::policy-bucket',
    };
    const PolicyDocument = { Version: '2012-10-17', Statement: [statement] };
    const policy = (DependsOn: string[]) => ({
      Type: 'AWS::S3::BucketPolicy',
      ...(DependsOn.length > 0 && { DependsOn }),
      Properties: { Bucket: 'policy-bucket', PolicyDocument },
    });
    const reasonOf = async (StackName: string, Resources: object) => {
      await cloudformation.send(
        new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }),
      );
      await settled(cloudformation, StackName);
      const events = await allEvents(cloudformation, StackName);
      return events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason;
    };
    expect(await reasonOf('lonely', { Policy: policy([]) })).toMatch(
      /The specified bucket does not exist .*Status Code: 404.*HandlerErrorCode: NotFound/,
    );
    const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'policy-bucket' } };
    expect(
      await reasonOf('double', { Bucket: bucket, One: policy(['Bucket']), Two: policy(['One']) }),
    ).toMatch(/The bucket policy already exists on bucket policy-bucket\..*HandlerErrorCode: AlreadyExists/);
  });

  it('also shows in the list of resources what failed', async () => {
    const cloud = await cloudForTest();
    await createWithTakenBucket(cloud, 'biz', { OnFailure: 'DO_NOTHING' });
    const { cloudformation } = clientsFor(cloud);
    const { StackResourceSummaries } = await cloudformation.send(
      new ListStackResourcesCommand({ StackName: 'taken' }),
    );
    const bucket = StackResourceSummaries?.find(
      ({ LogicalResourceId }) => LogicalResourceId === 'DeploymentBucket',
    );
    expect(bucket).toMatchObject({
      ResourceStatus: 'CREATE_FAILED',
      ResourceStatusReason: expect.stringContaining('already exists'),
    });
    expect(
      (await cloudformation.send(new DescribeStacksCommand({ StackName: 'taken' }))).Stacks?.[0]?.Outputs,
    ).toBeUndefined();
  });
});
