import type { Caller, Keys, Outcome } from './callers.ts';
import { parentStack } from './parent-stack.ts';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/**
 * A sequence of calls for every client: users and keys, a parent stack with an object in its bucket, a stack that fails and
 * rolls back, and a nested one. Returns what was seen, in the same form for every client.
 */
export async function tellScenario({ call }: Caller) {
  const done = async (...args: Parameters<Caller['call']>) => {
    const outcome = await call(...args);
    if ('error' in outcome) throw new Error(`${args[1]}: ${outcome.error} ${outcome.message}`);
    return outcome.output;
  };
  const refused = async (...args: Parameters<Caller['call']>) => wordsOf(await call(...args));

  const settled = async (StackName: string): Promise<string> => {
    for (;;) {
      const { Stacks } = await done('cloudformation', 'DescribeStacks', { StackName });
      if (!Stacks[0].StackStatus.endsWith('_IN_PROGRESS')) return Stacks[0].StackStatus;
    }
  };
  return {
    ...(await users()),
    ...(await parent()),
    ...(await failure()),
    ...(await nested()),
  };

  async function users() {
    const UserName = 'amplify-new';
    const created = await done('iam', 'CreateUser', { UserName });
    await done('iam', 'AttachUserPolicy', { UserName, PolicyArn: ADMINISTRATOR });
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }],
    };
    const inline = { UserName, PolicyName: 'no-iam', PolicyDocument: JSON.stringify(document) };
    await done('iam', 'PutUserPolicy', inline);
    const { AccessKey } = await done('iam', 'CreateAccessKey', { UserName });
    await done('iam', 'CreateAccessKey', { UserName });
    const third = await refused('iam', 'CreateAccessKey', { UserName });
    const keys: Keys = { key: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey };
    const identity = await usable(keys);
    const denied = await refused('iam', 'ListUsers', {}, keys);
    await done('iam', 'UpdateAccessKey', { UserName, AccessKeyId: keys.key, Status: 'Inactive' });
    const inactive = await refused('sts', 'GetCallerIdentity', {}, keys);
    const listed = await done('iam', 'ListAccessKeys', { UserName });
    const statuses = listed.AccessKeyMetadata.map(({ Status }: { Status: string }) => Status);
    const attached = await done('iam', 'ListAttachedUserPolicies', { UserName });
    const conflict = await refused('iam', 'DeleteUser', { UserName });
    await done('iam', 'DetachUserPolicy', { UserName, PolicyArn: ADMINISTRATOR });
    await done('iam', 'DeleteUserPolicy', { UserName, PolicyName: 'no-iam' });
    for (const { AccessKeyId } of listed.AccessKeyMetadata) {
      await done('iam', 'DeleteAccessKey', { UserName, AccessKeyId });
    }
    await done('iam', 'DeleteUser', { UserName });
    const gone = await refused('iam', 'GetUser', { UserName });
    return {
      user: created.User.Arn,
      identity,
      policies: attached.AttachedPolicies,
      statuses,
      keys: { third, denied: denied.split(':')[0], inactive: inactive.split(':')[0] },
      deletion: { conflict: conflict.split(':')[0], gone },
    };
  }

  /** A new key is not known immediately. */
  async function usable(keys: Keys): Promise<string> {
    for (;;) {
      const outcome = await call('sts', 'GetCallerIdentity', {}, keys);
      if ('output' in outcome) return outcome.output.Arn;
      if (outcome.error !== 'InvalidClientTokenId') throw new Error(outcome.error);
    }
  }

  async function parent() {
    const input = { ...parentStack('by-all'), ClientRequestToken: 'by-all-1' };
    const { StackId } = await done('cloudformation', 'CreateStack', input);
    const again = await done('cloudformation', 'CreateStack', input);
    const status = await settled(StackId);
    const { StackEvents } = await done('cloudformation', 'DescribeStackEvents', { StackName: StackId });
    const Bucket = 'by-all-deployment';
    await done('s3', 'PutObject', { Bucket, Key: 'dir/a b+c', Body: 'hello' });
    const { Body } = await done('s3', 'GetObject', { Bucket, Key: 'dir/a b+c' });
    const { Contents } = await done('s3', 'ListObjectsV2', { Bucket });
    const { Policy } = await done('s3', 'GetBucketPolicy', { Bucket });
    const full = await refused('s3', 'DeleteBucket', { Bucket });
    await done('s3', 'DeleteObjects', { Bucket, Delete: { Objects: [{ Key: 'dir/a b+c' }] } });
    await done('cloudformation', 'DeleteStack', { StackName: 'by-all' });
    const after = await settled(StackId);
    const gone = await refused('cloudformation', 'DescribeStacks', { StackName: 'by-all' });
    await done('s3', 'DeleteBucket', { Bucket });
    return {
      parent: { repeated: again.StackId === StackId, status, events: StackEvents.length, after, gone },
      bucket: {
        content: Body,
        keys: Contents.map(({ Key }: { Key: string }) => Key),
        policy: JSON.parse(Policy).Statement[0].Effect,
        full: full.split(':')[0],
      },
    };
  }

  async function failure() {
    const input = { ...parentStack('fails', 'taken-by-biz'), ClientRequestToken: 'fails-1' };
    const { StackId } = await done('cloudformation', 'CreateStack', input);
    const status = await settled(StackId);
    const { OperationEvents } = await done('cloudformation', 'DescribeEvents', {
      StackName: StackId,
      Filters: { FailedEvents: true },
    });
    const cause = OperationEvents.find(
      ({ EventType, ResourceStatusReason = '' }: Record<string, string>) =>
        EventType === 'PROVISIONING_ERROR' && !ResourceStatusReason.includes('cancelled'),
    );
    const again = await refused('cloudformation', 'CreateStack', { ...input, ClientRequestToken: 'fails-2' });
    await done('cloudformation', 'DeleteStack', { StackName: StackId });
    return {
      failed: {
        status,
        cause: [cause.LogicalResourceId, cause.OperationType, cause.ResourceStatus],
        code: /HandlerErrorCode: (\w+)/.exec(cause.ResourceStatusReason)?.[1],
        again,
        after: await settled(StackId),
      },
    };
  }

  async function nested() {
    const Bucket = 'templates-of-all';
    const LocationConstraint = 'eu-west-1';
    await done('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint } });
    const child = { Resources: { Inner: { Type: 'AWS::DynamoDB::Table' } } };
    await done('s3', 'PutObject', { Bucket, Key: 'child.json', Body: JSON.stringify(child) });
    const TemplateURL = `https://s3.amazonaws.com/${Bucket}/child.json`;
    const template = {
      Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } },
    };
    const input = { StackName: 'outer', TemplateBody: JSON.stringify(template) };
    const { StackId } = await done('cloudformation', 'CreateStack', input);
    const status = await settled(StackId);
    const resources = await done('cloudformation', 'ListStackResources', { StackName: StackId });
    const childId = resources.StackResourceSummaries[0].PhysicalResourceId;
    const { Stacks } = await done('cloudformation', 'DescribeStacks', { StackName: childId });
    await done('cloudformation', 'DeleteStack', { StackName: StackId });
    return {
      nested: {
        status,
        child: Stacks[0].StackStatus,
        isBelow: Stacks[0].ParentId === StackId && Stacks[0].RootId === StackId,
        after: [await settled(StackId), await settled(childId)],
      },
    };
  }
}

function wordsOf(outcome: Outcome): string {
  return 'error' in outcome ? `${outcome.error}: ${outcome.message}` : 'not refused';
}
