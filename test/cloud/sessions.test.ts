import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListRolesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientOptions, clientsFor, cloudForTest, cloudOnManualClock, errorOf } from './support/cloud.ts';
import { control } from './support/control.ts';
import { optionsOf } from './support/roles.ts';

const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const home = { AWS: '111122223333' };
const trust = (Action: string[], more: object = {}) =>
  policy({ Effect: 'Allow', Principal: home, Action, ...more });
const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
const RoleArn = 'arn:aws:iam::111122223333:role/admin';

async function cloudWithAdmin(AssumeRolePolicyDocument = trust(['sts:AssumeRole', 'sts:TagSession'])) {
  const cloud = await cloudForTest();
  const { iam, sts, s3 } = clientsFor(cloud);
  await iam.send(new CreateRoleCommand({ RoleName: 'admin', AssumeRolePolicyDocument }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'admin', PolicyArn }));
  const assume = (more: Partial<AssumeRoleCommandInput> = {}, from = sts) =>
    from.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ...more }));
  return { cloud, iam, sts, s3, assume };
}

describe('a session with policies of its own', () => {
  it('has the permissions that they and the role allow', async () => {
    const { cloud, assume } = await cloudWithAdmin();
    const { Credentials, PackedPolicySize } = await assume({ Policy: policy(allow('s3:*')) });
    expect(PackedPolicySize).toBeGreaterThan(0);
    const options = optionsOf(cloud, Credentials);
    await new S3Client(options).send(new ListBucketsCommand({}));
    const error = await errorOf(new IAMClient(options).send(new ListRolesCommand({})));
    expect(error.message).toMatch(/ because no session policy allows the iam:ListRoles action$/);
  });

  it('reports a deny in them', async () => {
    const { cloud, assume } = await cloudWithAdmin();
    const Policy = policy(allow('*'), allow('iam:List*', { Effect: 'Deny' }));
    const { Credentials } = await assume({ Policy });
    const error = await errorOf(new IAMClient(optionsOf(cloud, Credentials)).send(new ListRolesCommand({})));
    expect(error.message).toMatch(/ with an explicit deny in a session policy$/);
  });

  it('may do what the policy of a bucket allows the session itself, and no more', async () => {
    const { cloud, sts, s3 } = await cloudWithAdmin();
    const guest = 'arn:aws:sts::111122223333:federated-user/guest';
    await s3.send(new CreateBucketCommand({ Bucket: 'of-the-guest' }));
    const Resource = ['arn:aws:s3:::of-the-guest'];
    const open = { Effect: 'Allow', Principal: { AWS: guest }, Action: 's3:ListBucket', Resource };
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'of-the-guest', Policy: policy(open) }));
    const { Credentials, FederatedUser } = await sts.send(new GetFederationTokenCommand({ Name: 'guest' }));
    expect(FederatedUser!.Arn).toBe(guest);
    const options = optionsOf(cloud, Credentials);
    await new S3Client(options).send(new ListObjectsV2Command({ Bucket: 'of-the-guest' }));
    expect((await errorOf(new S3Client(options).send(new ListBucketsCommand({})))).name).toBe('AccessDenied');
    const who = await new STSClient(options).send(new GetCallerIdentityCommand({}));
    expect(who.UserId).toBe('111122223333:guest');
    const all = await sts.send(new GetFederationTokenCommand({ Name: 'guest', Policy: policy(allow('*')) }));
    const users = new IAMClient(optionsOf(cloud, all.Credentials)).send(new ListUsersCommand({}));
    expect((await errorOf(users)).message).toMatch(/ because credentials of a federated user cannot$/);
  });

  it('has a size limit', async () => {
    const { assume } = await cloudWithAdmin();
    const long = policy(allow('s3:*', { Sid: 'x'.repeat(2_100) }));
    expect((await errorOf(assume({ Policy: long }))).name).toMatch('PackedPolicyTooLarge');
    expect((await errorOf(assume({ Policy: '{}' }))).name).toMatch('MalformedPolicyDocument');
  });
});

describe('tags of a session', () => {
  it('require a separate permission, and count as those of the principal', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    const untagged = await cloudWithAdmin(trust(['sts:AssumeRole']));
    expect((await errorOf(untagged.assume({ Tags }))).message).toBe(
      'User: arn:aws:iam::111122223333:user/amplify-dev is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/admin',
    );
    const { cloud, assume } = await cloudWithAdmin();
    const Policy = policy(allow('s3:*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }));
    for (const [tags, buckets] of [
      [Tags, 'listed'],
      [[], 'AccessDenied'],
    ] as const) {
      const { Credentials } = await assume({ Tags: [...tags], Policy });
      const asked = new S3Client(optionsOf(cloud, Credentials)).send(new ListBucketsCommand({}));
      expect(
        await asked.then(
          () => 'listed',
          ({ name }) => name,
        ),
      ).toBe(buckets);
    }
  });

  it('are passed on to the next role if they are transitive', async () => {
    const { cloud, iam, assume } = await cloudWithAdmin();
    const AssumeRolePolicyDocument = trust(['sts:AssumeRole']);
    await iam.send(new CreateRoleCommand({ RoleName: 'next', AssumeRolePolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'next', PolicyArn }));
    const Policy = policy(allow('s3:*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }));
    const next = { RoleArn: 'arn:aws:iam::111122223333:role/next', Policy };
    for (const [keys, outcome] of [
      [['team'], 'listed'],
      [[], 'AccessDenied'],
    ] as const) {
      const tags = { Tags: [{ Key: 'team', Value: 'red' }], TransitiveTagKeys: [...keys] };
      const { Credentials } = await assume(tags);
      const onward = await assume(next, new STSClient(optionsOf(cloud, Credentials)));
      const asked = new S3Client(optionsOf(cloud, onward.Credentials)).send(new ListBucketsCommand({}));
      expect(
        await asked.then(
          () => 'listed',
          ({ name }) => name,
        ),
      ).toBe(outcome);
    }
  });
});

describe('a transitive tag', () => {
  it.each(['team', 'TEAM'])('cannot be set again by the next role, called %s', async (Key) => {
    const { cloud, iam, assume } = await cloudWithAdmin();
    const AssumeRolePolicyDocument = trust(['sts:AssumeRole', 'sts:TagSession']);
    await iam.send(new CreateRoleCommand({ RoleName: 'next', AssumeRolePolicyDocument }));
    const first = await assume({ Tags: [{ Key: 'team', Value: 'red' }], TransitiveTagKeys: ['team'] });
    const next = { RoleArn: 'arn:aws:iam::111122223333:role/next', Tags: [{ Key, Value: 'blue' }] };
    const error = await errorOf(assume(next, new STSClient(optionsOf(cloud, first.Credentials))));
    expect([error.name, error.message]).toEqual([
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    ]);
  });
});

describe('an organization', () => {
  const limit = (cloud: { endpoint: string }, ...serviceControlPolicies: object[]) =>
    control(cloud.endpoint, 'POST', 'account', { account: '111122223333', serviceControlPolicies });
  const all = { Statement: [allow('*')] };

  it.each([
    [
      'forbids',
      [all, { Statement: [allow('iam:List*', { Effect: 'Deny' })] }],
      'with an explicit deny in a service control policy',
    ],
    [
      'does not allow',
      [all, { Statement: [allow('s3:*')] }],
      'because no service control policy allows the iam:ListUsers action',
    ],
  ])('%s what the account itself would', async (_, policies, words) => {
    const cloud = await cloudForTest();
    await limit(cloud, ...policies);
    const error = await errorOf(clientsFor(cloud).iam.send(new ListUsersCommand({})));
    expect(error.message).toBe(
      `User: arn:aws:iam::111122223333:user/amplify-dev is not authorized to perform: iam:ListUsers on resource: * ${words}`,
    );
    // The other account is in no organization.
    await clientsFor(cloud, 'biz').iam.send(new ListUsersCommand({}));
  });

  it('appears in the simulation of a principal, as does everything else', async () => {
    const cloud = await cloudForTest();
    const { iam } = clientsFor(cloud);
    await iam.send(new CreateUserCommand({ UserName: 'ann' }));
    const PolicyDocument = policy(
      allow('s3:*'),
      allow('s3:DeleteBucket', { Effect: 'Deny' }),
      allow('iam:ListUsers'),
    );
    await iam.send(new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'p', PolicyDocument }));
    await limit(cloud, all, { Statement: [allow('s3:*')] });
    const ActionNames = ['s3:GetObject', 's3:DeleteBucket', 'iam:ListUsers', 'sts:AssumeRole'];
    const PolicySourceArn = 'arn:aws:iam::111122223333:user/ann';
    await limit(cloud, all, { Statement: [allow('s3:*'), allow('iam:Simulate*')] });
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames }),
    );
    expect(EvaluationResults!.map((each) => [each.EvalDecision, each.OrganizationsDecisionDetail])).toEqual([
      ['allowed', { AllowedByOrganizations: true }],
      ['explicitDeny', { AllowedByOrganizations: true }],
      ['implicitDeny', { AllowedByOrganizations: false }],
      ['implicitDeny', { AllowedByOrganizations: false }],
    ]);
  });
});

describe('with a delay, a change in IAM', () => {
  async function slowCloud() {
    const { cloud, clock } = await cloudOnManualClock({ iamDelay: 10 });
    return { cloud, clock, ...clientsFor(cloud) };
  }

  it('is visible in IAM at once and elsewhere later: a user, its key, its policy', async () => {
    const { cloud, clock, iam } = await slowCloud();
    await iam.send(new CreateUserCommand({ UserName: 'ann' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey!;
    const own = {
      ...clientOptions(cloud),
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
    };
    const who = () => new STSClient(own).send(new GetCallerIdentityCommand({}));
    clock.advance(9_000);
    expect((await errorOf(who())).name).toBe('InvalidClientTokenId');
    clock.advance(1_000);
    expect((await who()).Arn).toBe('arn:aws:iam::111122223333:user/ann');
    const list = () => new S3Client(own).send(new ListBucketsCommand({}));
    await iam.send(
      new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) }),
    );
    expect((await errorOf(list())).name).toBe('AccessDenied');
    clock.advance(10_000);
    expect((await list()).Buckets).toEqual([]);
  });

  it('names nobody in a trust policy who is not known yet, and lets nobody assume a new role', async () => {
    const { clock, iam, sts } = await slowCloud();
    await iam.send(new CreateUserCommand({ UserName: 'ann' }));
    const AWS = 'arn:aws:iam::111122223333:user/ann';
    const make = () =>
      iam.send(
        new CreateRoleCommand({
          RoleName: 'of-ann',
          AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }),
        }),
      );
    expect((await errorOf(make())).message).toBe(`Invalid principal in policy: "AWS":"${AWS}"`);
    clock.advance(10_000);
    await make();
    const AssumeRolePolicyDocument = trust(['sts:AssumeRole']);
    await iam.send(new CreateRoleCommand({ RoleName: 'admin', AssumeRolePolicyDocument }));
    const assume = () => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
    expect((await errorOf(assume())).name).toBe('AccessDenied');
    clock.advance(10_000);
    expect((await assume()).AssumedRoleUser!.Arn).toContain('/admin/me');
  });
});
