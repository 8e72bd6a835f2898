import {
  CreateGroupCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, errorOf } from './support/cloud.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('accounts', () => {
  it("announces two accounts with a user and a key in AWS's format each", async () => {
    const { accounts, endpoint } = await cloudForTest();
    expect(accounts.map(({ id, name, alias }) => [id, name, alias])).toEqual([
      ['111122223333', 'Dev Corp', 'dev-corp'],
      ['444455556666', 'Biz Corp', 'biz-corp'],
    ]);
    for (const { users } of accounts) {
      expect(users).toHaveLength(1);
      expect(users[0]!.accessKeyId).toMatch(/^AKIADEMO[A-Z2-7]{12}$/);
      expect(users[0]!.secretAccessKey).toMatch(/^DemoOnly.{32}$/);
    }
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each([
    ['dev', '111122223333', 'arn:aws:iam::111122223333:user/amplify-dev', 'dev-corp'],
    ['biz', '444455556666', 'arn:aws:iam::444455556666:user/amplify-admin', 'biz-corp'],
  ] as const)('tells %s who they are', async (account, id, arn, alias) => {
    const { sts, iam } = clientsFor(await cloudForTest(), account);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: id,
      Arn: arn,
      UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
    });
    expect(identity.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const { User } = await iam.send(new GetUserCommand({}));
    expect(User).toMatchObject({ Arn: arn, UserId: identity.UserId, Path: '/' });
    expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual([alias]);
    expect((await iam.send(new ListUsersCommand({}))).Users?.map((user) => user.Arn)).toEqual([arn]);
    const keys = await iam.send(new ListAccessKeysCommand({}));
    expect(keys.AccessKeyMetadata).toMatchObject([{ Status: 'Active', UserName: User?.UserName }]);
  });

  it('knows no other user', async () => {
    const { iam } = clientsFor(await cloudForTest());
    const error = await errorOf(iam.send(new GetUserCommand({ UserName: 'nobody' })));
    expect(error).toMatchObject({ name: 'NoSuchEntityException', $metadata: { httpStatusCode: 404 } });
  });
});

describe('roles', () => {
  it('creates, shows, lists and deletes a role', async () => {
    const { iam } = clientsFor(await cloudForTest());
    const input = {
      RoleName: 'worker',
      AssumeRolePolicyDocument: TRUST,
      Description: 'Works',
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    const made = await iam.send(new CreateRoleCommand(input));
    expect(made.Role).toMatchObject({
      Arn: 'arn:aws:iam::111122223333:role/worker',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    expect(Role).toMatchObject({ Description: 'Works', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(TRUST);
    expect((await iam.send(new ListRolesCommand({}))).Roles?.map((role) => role.RoleName)).toEqual([
      'worker',
    ]);
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName: 'worker' }))).PolicyNames).toEqual([]);
    expect(
      (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'worker' }))).AttachedPolicies,
    ).toEqual([]);
    await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
    const gone = await errorOf(iam.send(new GetRoleCommand({ RoleName: 'worker' })));
    expect(gone).toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name worker cannot be found.',
    });
  });

  it('refuses a second role of the same name in any case, but only in the same account', async () => {
    const cloud = await cloudForTest();
    const input = { RoleName: 'worker', AssumeRolePolicyDocument: TRUST };
    await clientsFor(cloud).iam.send(new CreateRoleCommand(input));
    await clientsFor(cloud, 'biz').iam.send(new CreateRoleCommand(input));
    const error = await errorOf(
      clientsFor(cloud).iam.send(new CreateRoleCommand({ ...input, RoleName: 'Worker' })),
    );
    expect(error).toMatchObject({ name: 'EntityAlreadyExistsException', $metadata: { httpStatusCode: 409 } });
  });

  it.each([
    ['too long a name', { RoleName: 'x'.repeat(65) }, 'ValidationError'],
    ['a character that is not allowed', { RoleName: 'a b' }, 'ValidationError'],
    ['a session of less than an hour', { MaxSessionDuration: 60 }, 'ValidationError'],
    [
      'a trust policy that is no JSON',
      { AssumeRolePolicyDocument: 'nonsense' },
      'MalformedPolicyDocumentException',
    ],
    [
      'a trust policy with a resource',
      { AssumeRolePolicyDocument: TRUST.replace('"Action"', '"Resource":"*","Action"') },
      'MalformedPolicyDocumentException',
    ],
    [
      'a trust policy for another service',
      { AssumeRolePolicyDocument: TRUST.replace('sts:', 's3:') },
      'MalformedPolicyDocumentException',
    ],
    [
      'a trust policy without principal',
      { AssumeRolePolicyDocument: TRUST.replace('Principal', 'Nobody') },
      'MalformedPolicyDocumentException',
    ],
  ])('refuses %s', async (_what, change, name) => {
    const { iam } = clientsFor(await cloudForTest());
    const input = { RoleName: 'worker', AssumeRolePolicyDocument: TRUST, ...change };
    expect(await errorOf(iam.send(new CreateRoleCommand(input)))).toMatchObject({ name });
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it('says that a trust policy names nobody', async () => {
    const { iam } = clientsFor(await cloudForTest());
    const input = { RoleName: 'worker', AssumeRolePolicyDocument: TRUST.replace('Principal', 'Nobody') };
    const { message } = await errorOf(iam.send(new CreateRoleCommand(input)));
    expect(message).toBe('Missing required field Principal');
  });

  it('returns lists in pages', async () => {
    const { iam } = clientsFor(await cloudForTest());
    for (const RoleName of ['a', 'b', 'c']) {
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
    }
    const first = await iam.send(new ListRolesCommand({ MaxItems: 2 }));
    expect([first.Roles?.map((role) => role.RoleName), first.IsTruncated]).toEqual([['a', 'b'], true]);
    const second = await iam.send(new ListRolesCommand({ MaxItems: 2, Marker: first.Marker }));
    expect([second.Roles?.map((role) => role.RoleName), second.IsTruncated]).toEqual([['c'], false]);
  });
});

describe('what is not implemented', () => {
  it('is an error and a log line that name the action', async () => {
    const lines: string[] = [];
    const { iam, sts } = clientsFor(await cloudForTest({ log: (line) => lines.push(line) }));
    const error = await errorOf(iam.send(new CreateGroupCommand({ GroupName: 'x' })));
    expect(error).toMatchObject({ name: 'InvalidAction', $metadata: { httpStatusCode: 400 } });
    expect(error.message).toContain('CreateGroup');
    expect(
      (await errorOf(sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'AKIAXXXXXXXXXXXXXXXX' })))).message,
    ).toContain('GetAccessKeyInfo');
    expect(lines).toEqual([
      expect.stringContaining('CreateGroup'),
      expect.stringContaining('GetAccessKeyInfo'),
    ]);
  });
});
