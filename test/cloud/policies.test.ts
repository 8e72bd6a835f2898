import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import * as iamApi from '@aws-sdk/client-iam';
import * as s3Api from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { ask } from '../../demo/cloud/iam/policy.ts';
import type { DemoCloud, DemoCloudOptions } from '../../demo/cloud/server.ts';
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

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const AMPLIFY = 'arn:aws:iam::aws:policy/AdministratorAccess-Amplify';
const LOCATION = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
const statement = (Effect: string, Action: string | string[], Resource = '*', more: object = {}) => ({
  Effect,
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** Clients of a second Dev Corp user with these policies. */
async function userWith(
  cloud: DemoCloud,
  policies: { attached?: string[]; inline?: string; boundary?: string },
) {
  const { iam } = clientsFor(cloud);
  const UserName = 'worker';
  await iam.send(new iamApi.CreateUserCommand({ UserName }));
  for (const PolicyArn of policies.attached ?? [])
    await iam.send(new iamApi.AttachUserPolicyCommand({ UserName, PolicyArn }));
  if (policies.inline !== undefined) {
    await iam.send(
      new iamApi.PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policies.inline }),
    );
  }
  if (policies.boundary !== undefined) {
    const { Policy } = await iam.send(
      new iamApi.CreatePolicyCommand({ PolicyName: 'limit', PolicyDocument: policies.boundary }),
    );
    await iam.send(
      new iamApi.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: Policy!.Arn }),
    );
  }
  const { AccessKey } = await iam.send(new iamApi.CreateAccessKeyCommand({ UserName }));
  const user = {
    name: UserName,
    arn: '',
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  return clientsFor({ ...cloud, accounts: [{ ...cloud.accounts[0]!, users: [user] }] });
}

/** A cloud where a new key is known immediately. */
async function patientCloud(options: DemoCloudOptions = {}) {
  const { cloud, clock } = await cloudOnManualClock(options);
  return {
    cloud,
    clock,
    async as(policies: Parameters<typeof userWith>[1]) {
      const clients = await userWith(cloud, policies);
      clock.advance(6000);
      return clients;
    },
  };
}

describe('permissions of a user', () => {
  it('are none without a policy, except asking who they are', async () => {
    const { sts, s3, iam } = await (await patientCloud()).as({});
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:iam::111122223333:user/worker',
    );
    expect((await errorOf(s3.send(new s3Api.ListBucketsCommand({})))).name).toBe('AccessDenied');
    expect((await errorOf(iam.send(new iamApi.ListUsersCommand({})))).message).toBe(
      'User: arn:aws:iam::111122223333:user/worker is not authorized to perform: iam:ListUsers on resource: * because no identity-based policy allows the iam:ListUsers action',
    );
  });

  it('an explicit deny overrides every allow', async () => {
    const inline = policy(statement('Deny', 'iam:List*'));
    const { iam } = await (await patientCloud()).as({ attached: [ADMIN], inline });
    expect((await errorOf(iam.send(new iamApi.ListUsersCommand({})))).message).toContain(
      'with an explicit deny in an identity-based policy',
    );
    await iam.send(new iamApi.GetUserCommand({}));
  });

  it('an explicit deny overrides the allow of the same policy', async () => {
    const inline = policy(statement('Allow', 'iam:*'), statement('Deny', 'iam:List*'));
    const { iam } = await (await patientCloud()).as({ inline });
    expect((await errorOf(iam.send(new iamApi.ListUsersCommand({})))).message).toContain(
      'with an explicit deny',
    );
    await iam.send(new iamApi.GetUserCommand({}));
  });

  it('are limited by the boundary', async () => {
    const boundary = policy(statement('Allow', 's3:*'));
    const { iam, s3 } = await (await patientCloud()).as({ attached: [ADMIN], boundary });
    await s3.send(new s3Api.ListBucketsCommand({}));
    expect((await errorOf(iam.send(new iamApi.ListUsersCommand({})))).message).toContain(
      'because no permissions boundary allows the iam:ListUsers action',
    );
  });

  it('a bucket policy allows within the account, and denies whatever the user may do', async () => {
    const { cloud, as } = await patientCloud();
    const { s3: owner } = clientsFor(cloud);
    const Bucket = 'policed-bucket';
    const put = (...statements: object[]) =>
      owner.send(new s3Api.PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }));
    await owner.send(new s3Api.CreateBucketCommand({ Bucket, ...LOCATION }));
    const { s3 } = await as({});
    const list = () => s3.send(new s3Api.ListObjectsV2Command({ Bucket }));
    expect((await errorOf(list())).name).toBe('AccessDenied');
    const worker = { Principal: { AWS: 'arn:aws:iam::111122223333:user/worker' } };
    const account = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
    await put(statement('Allow', 's3:ListBucket', `arn:aws:s3:::${Bucket}`, account));
    expect((await errorOf(list())).name, 'the account leaves it to IAM').toBe('AccessDenied');
    await put(statement('Allow', 's3:ListBucket', `arn:aws:s3:::${Bucket}`, worker));
    await list();
    const other = { Principal: '*', Condition: { StringEquals: { 'aws:username': 'amplify-dev' } } };
    await put(statement('Deny', 's3:ListBucket', `arn:aws:s3:::${Bucket}`, other));
    expect((await errorOf(owner.send(new s3Api.ListObjectsV2Command({ Bucket })))).name).toBe('AccessDenied');
  });

  it('across accounts both sides must agree', async () => {
    const { cloud, as } = await patientCloud();
    const { s3: biz } = clientsFor(cloud, 'biz');
    const Bucket = 'biz-bucket';
    await biz.send(new s3Api.CreateBucketCommand({ Bucket, ...LOCATION }));
    const { s3: nobody } = await as({});
    const admin = clientsFor(cloud).s3;
    const list = new s3Api.ListObjectsV2Command({ Bucket });
    expect((await errorOf(admin.send(list))).name).toBe('AccessDenied');
    const Policy = policy(
      statement('Allow', 's3:ListBucket', `arn:aws:s3:::${Bucket}`, { Principal: { AWS: '111122223333' } }),
    );
    await biz.send(new s3Api.PutBucketPolicyCommand({ Bucket, Policy }));
    await admin.send(list);
    expect((await errorOf(nobody.send(list))).name).toBe('AccessDenied');
  });

  it('HTTPS-only bucket policies let the demo’s HTTP through', async () => {
    const { s3 } = clientsFor(await cloudForTest());
    const Bucket = 'https-bucket';
    await s3.send(new s3Api.CreateBucketCommand({ Bucket, ...LOCATION }));
    const more = { Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    await s3.send(
      new s3Api.PutBucketPolicyCommand({
        Bucket,
        Policy: policy(statement('Deny', 's3:*', `arn:aws:s3:::${Bucket}`, more)),
      }),
    );
    expect((await s3.send(new s3Api.ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});

describe('AdministratorAccess-Amplify', () => {
  it('is for stacks named amplify-*, and not for every call about them', async () => {
    const { as } = await patientCloud();
    const { cloudformation } = await as({ attached: [AMPLIFY] });
    const refused = async (call: Promise<unknown>) => (await errorOf(call)).name;
    expect(await refused(cloudformation.send(new CreateStackCommand(parentStack('shop'))))).toBe(
      'AccessDenied',
    );
    await cloudformation.send(new CreateStackCommand(parentStack('amplify-shop')));
    await cloudformation.send(new DescribeStackEventsCommand({ StackName: 'amplify-shop' }));
    await cloudformation.send(new DescribeStacksCommand({ StackName: 'amplify-shop' }));
    await cloudformation.send(new ListStacksCommand({}));
    expect(await refused(cloudformation.send(new ValidateTemplateCommand({ TemplateBody: '{}' })))).toBe(
      'AccessDenied',
    );
    const protect = new UpdateTerminationProtectionCommand({
      StackName: 'amplify-shop',
      EnableTerminationProtection: true,
    });
    expect(await refused(cloudformation.send(protect))).toBe('AccessDenied');
  });

  it('is enough for the whole parent stack', async () => {
    const { as, clock } = await patientCloud();
    const { cloudformation } = await as({ attached: [AMPLIFY] });
    await cloudformation.send(new CreateStackCommand(parentStack('amplify-shop')));
    clock.advance(60_000);
    expect((await settled(cloudformation, 'amplify-shop')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('makes a bucket public only through CloudFormation', async () => {
    const { as } = await patientCloud();
    const { s3, iam } = await as({ attached: [AMPLIFY] });
    await s3.send(new s3Api.CreateBucketCommand({ Bucket: 'amplify-bucket', ...LOCATION }));
    expect(
      (await errorOf(s3.send(new s3Api.DeletePublicAccessBlockCommand({ Bucket: 'amplify-bucket' })))).name,
    ).toBe('AccessDenied');
    expect((await errorOf(iam.send(new iamApi.ListUsersCommand({})))).name).toBe('AccessDenied');
  });
});

it('stack resources are created with the permissions of whoever created the stack', async () => {
  const { as, clock } = await patientCloud();
  const inline = policy(statement('Allow', ['cloudformation:*', 's3:*', 'iam:DeleteRole']));
  const { cloudformation } = await as({ inline });
  await cloudformation.send(new CreateStackCommand(parentStack('poor')));
  clock.advance(60_000);
  expect((await settled(cloudformation, 'poor')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const lines = (await allEvents(cloudformation, 'poor')).map(eventLine);
  expect(lines.find((line) => line.startsWith('AuthRole CREATE_FAILED'))).toMatch(
    /user\/worker is not authorized to perform: iam:CreateRole .* because no identity-based policy allows the iam:CreateRole action \(Service: Iam, Status Code: 403.*HandlerErrorCode: AccessDenied\)$/,
  );
});

describe('users and keys', () => {
  it('allow two keys at most; inactive and fresh ones are unknown', async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { iam } = clientsFor(cloud);
    const worker = await userWith(cloud, {});
    const identify = () => worker.sts.send(new GetCallerIdentityCommand({}));
    expect((await errorOf(identify())).name).toBe('InvalidClientTokenId');
    clock.advance(5000);
    await identify();
    const UserName = 'worker';
    await iam.send(new iamApi.CreateAccessKeyCommand({ UserName }));
    expect((await errorOf(iam.send(new iamApi.CreateAccessKeyCommand({ UserName })))).name).toBe(
      'LimitExceededException',
    );
    const { AccessKeyMetadata } = await iam.send(new iamApi.ListAccessKeysCommand({ UserName }));
    const [first] = AccessKeyMetadata!;
    const key = { UserName, AccessKeyId: first!.AccessKeyId! };
    await iam.send(new iamApi.UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
    expect((await errorOf(identify())).name).toBe('InvalidClientTokenId');
    await iam.send(new iamApi.UpdateAccessKeyCommand({ ...key, Status: 'Active' }));
    await identify();
    await iam.send(new iamApi.DeleteAccessKeyCommand(key));
    expect((await errorOf(identify())).name).toBe('InvalidClientTokenId');
  });

  it('are deleted only if nothing depends on them', async () => {
    const { cloud } = await cloudOnManualClock();
    const { iam } = clientsFor(cloud);
    await userWith(cloud, {
      attached: [ADMIN],
      inline: policy(statement('Allow', 's3:*')),
      boundary: policy(statement('Allow', '*')),
    });
    const UserName = 'worker';
    const conflict = async () =>
      (await errorOf(iam.send(new iamApi.DeleteUserCommand({ UserName })))).message;
    expect(await conflict()).toBe('Cannot delete entity, must delete access keys first.');
    const { AccessKeyMetadata } = await iam.send(new iamApi.ListAccessKeysCommand({ UserName }));
    await iam.send(
      new iamApi.DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKeyMetadata![0]!.AccessKeyId }),
    );
    expect(await conflict()).toBe('Cannot delete entity, must delete policies first.');
    expect((await iam.send(new iamApi.ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(['own']);
    expect(
      (await iam.send(new iamApi.GetUserPolicyCommand({ UserName, PolicyName: 'own' }))).PolicyDocument,
    ).toContain('s3%3A*');
    await iam.send(new iamApi.DeleteUserPolicyCommand({ UserName, PolicyName: 'own' }));
    expect(await conflict()).toBe('Cannot delete entity, must detach all policies first.');
    expect(
      (await iam.send(new iamApi.ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies,
    ).toEqual([{ PolicyName: 'AdministratorAccess', PolicyArn: ADMIN }]);
    await iam.send(new iamApi.DetachUserPolicyCommand({ UserName, PolicyArn: ADMIN }));
    const limit = { PolicyArn: 'arn:aws:iam::111122223333:policy/limit' };
    expect((await errorOf(iam.send(new iamApi.DeletePolicyCommand(limit)))).name).toBe(
      'DeleteConflictException',
    );
    await iam.send(new iamApi.DeleteUserPermissionsBoundaryCommand({ UserName }));
    await iam.send(new iamApi.DeleteUserCommand({ UserName }));
    await iam.send(new iamApi.DeletePolicyCommand(limit));
    expect((await errorOf(iam.send(new iamApi.GetPolicyCommand(limit)))).name).toBe('NoSuchEntityException');
  });
});

describe('a single statement', () => {
  const question = {
    action: 'iam:CreateRole',
    resource: 'arn:aws:iam::1:role/a',
    principal: { arn: 'arn:aws:iam::1:user/u', accountId: '1' },
    context: new Map([
      ['aws:username', ['u']],
      ['aws:calledvia', ['cloudformation.amazonaws.com']],
      ['aws:number', ['5']],
    ]),
  };
  it.each([
    ['allow', { Action: 'IAM:create*', Resource: '*' }],
    ['none', { Action: 'iam:Create', Resource: '*' }],
    ['allow', { NotAction: 's3:*', Resource: '*' }],
    ['none', { NotAction: 'iam:*', Resource: '*' }],
    ['allow', { Action: '*', Resource: 'arn:aws:iam::?:role/*' }],
    ['none', { Action: '*', NotResource: 'arn:aws:iam::1:role/*' }],
    ['allow', { Action: '*', NotResource: 'arn:aws:s3:::*' }],
    ['none', { Action: '*', Resource: `arn:aws:iam::1:role/\${aws:username}` }],
    ['allow', { Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:UserName': ['x', 'u'] } } }],
    ['none', { Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:username': 'u' } } }],
    ['none', { Action: '*', Resource: '*', Condition: { StringLike: { 'aws:lost': '*' } } }],
    ['allow', { Action: '*', Resource: '*', Condition: { StringLikeIfExists: { 'aws:lost': 'x' } } }],
    ['allow', { Action: '*', Resource: '*', Condition: { Null: { 'aws:lost': 'true' } } }],
    ['allow', { Action: '*', Resource: '*', Condition: { NumericLessThan: { 'aws:number': '6' } } }],
    ['none', { Action: '*', Resource: '*', Condition: { NumericGreaterThanEquals: { 'aws:number': '6' } } }],
    [
      'allow',
      {
        Action: '*',
        Resource: '*',
        Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } },
      },
    ],
  ])('%s: %j', (verdict, fields) => {
    expect(ask(policy({ Effect: 'Allow', ...fields }), question, 'for its owner')).toBe(verdict);
  });

  it.each(['DateLessThan', 'constructor'])(
    'a condition that cannot be decided is refused by name: %s',
    (operator) => {
      const document = policy(
        statement('Allow', '*', '*', { Condition: { [operator]: { 'aws:number': 'x' } } }),
      );
      expect(() => ask(document, question, 'for its owner')).toThrow(`the condition operator ${operator}`);
    },
  );
});
