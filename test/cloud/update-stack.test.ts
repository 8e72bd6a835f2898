import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand, GetBucketVersioningCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { allEvents, cloudForTest, errorOf } from './support/cloud.ts';
import { bucketNamed } from './support/refusal.ts';
import { deployment, role, StackName, updatable } from './support/update.ts';

const versioned = (BucketName: string, Status: string) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName, VersioningConfiguration: { Status } },
});

describe('a successful update', () => {
  it('creates, changes, replaces and removes, in this order and with these events', async () => {
    const { begin, end, lines, s3, iam } = await updatable(await cloudForTest(), {
      Kept: deployment(),
      Changed: role('worker'),
      Replaced: bucketNamed('first-name'),
      Removed: deployment(),
    });
    const { OperationId } = await begin({
      Kept: deployment(),
      Changed: role('worker', 'ec2'),
      Replaced: bucketNamed('second-name'),
      New: deployment({ Name: { Ref: 'Replaced' } }),
    });
    const stack = await end();
    expect([stack.StackStatus, stack.LastOperations]).toEqual([
      'UPDATE_COMPLETE',
      [{ OperationType: 'UPDATE_STACK', OperationId }],
    ]);
    expect(stack.LastUpdatedTime!.getTime()).toBeGreaterThanOrEqual(stack.CreationTime!.getTime());
    expect(await lines()).toEqual([
      'shop UPDATE_IN_PROGRESS: User Initiated',
      'Changed UPDATE_IN_PROGRESS',
      'Replaced UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.',
      'Replaced UPDATE_IN_PROGRESS: Resource creation Initiated',
      'Changed UPDATE_COMPLETE',
      'Replaced UPDATE_COMPLETE',
      'New CREATE_IN_PROGRESS',
      'New CREATE_IN_PROGRESS: Resource creation Initiated (demo placeholder, nothing is behind it)',
      'New CREATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Replaced DELETE_IN_PROGRESS',
      'Removed DELETE_IN_PROGRESS',
      'Replaced DELETE_COMPLETE',
      'Removed DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toContain('ec2.amazonaws.com');
    await s3.send(new HeadBucketCommand({ Bucket: 'second-name' }));
    expect((await errorOf(s3.send(new HeadBucketCommand({ Bucket: 'first-name' })))).name).toBe('NotFound');
  });

  it('the events carry the operation, the token and the physical ids, old and new', async () => {
    const { begin, end, cloudformation, id } = await updatable(await cloudForTest(), {
      Replaced: bucketNamed('first-name'),
    });
    const { OperationId } = await begin(
      { Replaced: bucketNamed('second-name') },
      { ClientRequestToken: 'update-1' },
    );
    await end();
    const events = (await allEvents(cloudformation, id)).filter((event) => event.OperationId === OperationId);
    expect(new Set(events.map(({ ClientRequestToken }) => ClientRequestToken))).toEqual(
      new Set(['update-1']),
    );
    const ofBucket = events.filter(({ LogicalResourceId }) => LogicalResourceId === 'Replaced');
    expect(ofBucket.map((event) => [event.ResourceStatus, event.PhysicalResourceId])).toEqual([
      ['UPDATE_IN_PROGRESS', 'first-name'],
      ['UPDATE_IN_PROGRESS', 'second-name'],
      ['UPDATE_COMPLETE', 'second-name'],
      ['DELETE_IN_PROGRESS', 'first-name'],
      ['DELETE_COMPLETE', 'first-name'],
    ]);
    const { StackResourceSummaries } = await cloudformation.send(
      new ListStackResourcesCommand({ StackName }),
    );
    expect(StackResourceSummaries).toMatchObject([
      { LogicalResourceId: 'Replaced', PhysicalResourceId: 'second-name', ResourceStatus: 'UPDATE_COMPLETE' },
    ]);
  });

  it('settings of a bucket and its policy change in S3, and are removed when the template drops them', async () => {
    const policy = (Action: string) => ({
      Type: 'AWS::S3::BucketPolicy',
      DependsOn: 'Bucket',
      Properties: {
        Bucket: 'the-bucket',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action,
              Resource: 'arn:aws:s3:::the-bucket/*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    });
    const { begin, end, s3 } = await updatable(await cloudForTest(), {
      Bucket: versioned('the-bucket', 'Enabled'),
      Policy: policy('s3:PutObject'),
    });
    await begin({ Bucket: versioned('the-bucket', 'Suspended'), Policy: policy('s3:GetObject') });
    await end();
    const Bucket = 'the-bucket';
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toContain('s3:GetObject');
    await begin({ Bucket: bucketNamed('the-bucket') });
    await end();
    expect((await errorOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).name).toBe('NoSuchBucketPolicy');
  });

  it('tags of the stack reach what can have tags, and nothing else is changed', async () => {
    const { begin, end, lines, iam } = await updatable(await cloudForTest(), {
      Role: role('tagged', 'lambda', { Tags: [{ Key: 'own', Value: '1' }] }),
      Other: deployment(),
    });
    await begin(
      { Role: role('tagged', 'lambda', { Tags: [{ Key: 'own', Value: '1' }] }), Other: deployment() },
      { Tags: [{ Key: 'team', Value: 'shop' }] },
    );
    expect((await end()).Tags).toEqual([{ Key: 'team', Value: 'shop' }]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'tagged' }));
    expect(Role!.Tags).toEqual([
      { Key: 'team', Value: 'shop' },
      { Key: 'own', Value: '1' },
    ]);
    expect((await lines()).some((line) => line.startsWith('Other '))).toBe(false);
  });

  it('outputs follow, also if nothing else changes', async () => {
    const resources = { Bucket: bucketNamed('the-bucket') };
    const { begin, end, lines } = await updatable(await cloudForTest(), resources);
    await begin(resources, {}, { Outputs: { Name: { Value: { Ref: 'Bucket' } } } });
    expect((await end()).Outputs).toMatchObject([{ OutputKey: 'Name', OutputValue: 'the-bucket' }]);
    expect(await lines()).toEqual([
      'shop UPDATE_IN_PROGRESS: User Initiated',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'shop UPDATE_COMPLETE',
    ]);
  });

  it('previous template and previous values: only the given parameter changes', async () => {
    const more = { Parameters: { A: { Type: 'String' }, B: { Type: 'String', Default: 'b' } } };
    const resources = { One: deployment({ X: { Ref: 'A' } }), Two: deployment({ X: { Ref: 'B' } }) };
    const cloud = await cloudForTest();
    const withDefault = { Parameters: { ...more.Parameters, A: { Type: 'String', Default: 'a' } } };
    const { begin, end, lines } = await updatable(cloud, resources, withDefault);
    await begin(
      {},
      {
        TemplateBody: undefined,
        UsePreviousTemplate: true,
        Parameters: [
          { ParameterKey: 'A', UsePreviousValue: true },
          { ParameterKey: 'B', ParameterValue: 'other' },
        ],
      },
    );
    const stack = await end();
    expect(stack.Parameters!.map(({ ParameterValue }) => ParameterValue)).toEqual(['a', 'other']);
    expect((await lines()).filter((line) => /^(One|Two) /.test(line))).toEqual([
      'Two UPDATE_IN_PROGRESS',
      'Two UPDATE_COMPLETE',
    ]);
  });
});

it('a parameter that changes a condition creates a resource, and removes it again', async () => {
  const more = {
    Parameters: { Wanted: { Type: 'String', Default: 'no' } },
    Conditions: { IsWanted: { 'Fn::Equals': [{ Ref: 'Wanted' }, 'yes'] } },
  };
  const resources = { One: deployment(), Two: { ...deployment(), Condition: 'IsWanted' } };
  const { begin, end, lines } = await updatable(await cloudForTest(), resources, more);
  const turn = async (ParameterValue: string) => {
    await begin(resources, { Parameters: [{ ParameterKey: 'Wanted', ParameterValue }] });
    await end();
    return (await lines()).filter((line) => /^\w+ \w+_COMPLETE$/.test(line));
  };
  expect(await turn('yes')).toEqual(['Two CREATE_COMPLETE', 'shop UPDATE_COMPLETE']);
  expect(await turn('no')).toEqual(['Two DELETE_COMPLETE', 'shop UPDATE_COMPLETE']);
});

it('metadata alone is an update of the resource that has it, and of no other', async () => {
  const { begin, end, lines } = await updatable(await cloudForTest(), {
    One: deployment(),
    Two: deployment(),
  });
  await begin({ One: deployment({}, { Metadata: { note: 'x' } }), Two: deployment() });
  await end();
  expect((await lines()).filter((line) => !line.startsWith('shop '))).toEqual([
    'One UPDATE_IN_PROGRESS',
    'One UPDATE_COMPLETE',
  ]);
});
