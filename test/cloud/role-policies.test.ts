import * as api from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, cloudOnManualClock, errorOf } from './support/cloud.ts';

const statement = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = (service: string) =>
  policy({ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' });
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const RoleName = 'worker';

async function withRole() {
  const cloud = await cloudForTest();
  const { iam } = clientsFor(cloud);
  await iam.send(
    new api.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust('lambda'), Path: '/team/' }),
  );
  return { cloud, iam };
}

describe('a role', () => {
  it('has inline policies', async () => {
    const { iam } = await withRole();
    const PolicyName = 'own';
    const named = { RoleName, PolicyName };
    for (const action of ['s3:*', 'sqs:*']) {
      await iam.send(new api.PutRolePolicyCommand({ ...named, PolicyDocument: policy(statement(action)) }));
    }
    const got = await iam.send(new api.GetRolePolicyCommand(named));
    expect(decodeURIComponent(got.PolicyDocument!)).toBe(policy(statement('sqs:*')));
    expect((await iam.send(new api.ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual([PolicyName]);
    expect((await errorOf(iam.send(new api.DeleteRoleCommand({ RoleName })))).name).toBe(
      'DeleteConflictException',
    );
    await iam.send(new api.DeleteRolePolicyCommand(named));
    const missing = await errorOf(iam.send(new api.GetRolePolicyCommand(named)));
    expect([missing.name, missing.message]).toEqual([
      'NoSuchEntityException',
      'The role policy with name own cannot be found.',
    ]);
    const broken = iam.send(new api.PutRolePolicyCommand({ ...named, PolicyDocument: '{}' }));
    expect((await errorOf(broken)).name).toBe('MalformedPolicyDocumentException');
  });

  it('accepts no more than 10,240 characters of inline policies, white space not counted', async () => {
    const { iam } = await withRole();
    const put = (document: string) =>
      iam.send(new api.PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: document }));
    await put(policy(statement('s3:*')).padEnd(11_000, ' '));
    const long = policy(...Array.from({ length: 200 }, (_none, index) => statement(`s3:Get${index}`)));
    expect((await errorOf(put(long))).message).toBe(
      'Maximum policy size of 10240 bytes exceeded for role worker',
    );
  });

  it('has managed policies attached', async () => {
    const { iam } = await withRole();
    await iam.send(new api.AttachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    await iam.send(new api.AttachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    const list = await iam.send(new api.ListAttachedRolePoliciesCommand({ RoleName }));
    expect(list.AttachedPolicies).toEqual([{ PolicyName: 'AdministratorAccess', PolicyArn: ADMIN }]);
    expect((await errorOf(iam.send(new api.DeleteRoleCommand({ RoleName })))).name).toBe(
      'DeleteConflictException',
    );
    const detach = () => iam.send(new api.DetachRolePolicyCommand({ RoleName, PolicyArn: ADMIN }));
    await detach();
    expect((await errorOf(detach())).name).toBe('NoSuchEntityException');
    const own = 'arn:aws:iam::111122223333:policy/lost';
    const attach = iam.send(new api.AttachRolePolicyCommand({ RoleName, PolicyArn: own }));
    expect((await errorOf(attach)).message).toBe(`Policy ${own} does not exist or is not attachable.`);
  });

  it('can be changed: who may assume it, its description, its boundary and its tags', async () => {
    const { iam } = await withRole();
    await iam.send(new api.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust('ec2') }));
    await iam.send(new api.UpdateRoleCommand({ RoleName, Description: 'new', MaxSessionDuration: 7200 }));
    await iam.send(new api.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: ADMIN }));
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ];
    await iam.send(new api.TagRoleCommand({ RoleName, Tags }));
    await iam.send(new api.UntagRoleCommand({ RoleName, TagKeys: ['A'] }));
    const { Role } = await iam.send(new api.GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({
      Description: 'new',
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryArn: ADMIN },
      Tags: [{ Key: 'b', Value: '2' }],
    });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(trust('ec2'));
    expect((await iam.send(new api.ListRoleTagsCommand({ RoleName }))).Tags).toHaveLength(1);
    const wrong = iam.send(
      new api.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: policy(statement('s3:*')) }),
    );
    expect((await errorOf(wrong)).name).toBe('MalformedPolicyDocumentException');
    const reserved = iam.send(new api.TagRoleCommand({ RoleName, Tags: [{ Key: 'aws:x', Value: '' }] }));
    expect((await errorOf(reserved)).name).toBe('InvalidInputException');
    await iam.send(new api.DeleteRolePermissionsBoundaryCommand({ RoleName }));
    const without = await iam.send(new api.GetRoleCommand({ RoleName }));
    expect(without.Role!.PermissionsBoundary).toBeUndefined();
  });
});

describe('a managed policy', () => {
  async function withPolicy() {
    const { iam } = await withRole();
    const document = policy(statement('s3:*'));
    const { Policy } = await iam.send(
      new api.CreatePolicyCommand({
        PolicyName: 'mine',
        PolicyDocument: document,
        Description: 'of mine',
        Path: '/team/',
      }),
    );
    return { iam, document, PolicyArn: Policy!.Arn! };
  }

  it('is shown with who has it', async () => {
    const { iam, document, PolicyArn } = await withPolicy();
    await iam.send(new api.AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const { Policy } = await iam.send(new api.GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({
      PolicyName: 'mine',
      Path: '/team/',
      Description: 'of mine',
      AttachmentCount: 1,
      DefaultVersionId: 'v1',
    });
    const { PolicyVersion } = await iam.send(new api.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(decodeURIComponent(PolicyVersion!.Document!)).toBe(document);
    const entities = await iam.send(new api.ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(entities.PolicyRoles!.map((role) => role.RoleName)).toEqual([RoleName]);
    const names = async (input: object) =>
      (await iam.send(new api.ListPoliciesCommand(input))).Policies!.map(({ PolicyName }) => PolicyName);
    expect(await names({ Scope: 'Local' })).toEqual(['mine']);
    expect(await names({ Scope: 'AWS' })).toEqual(['AdministratorAccess', 'AdministratorAccess-Amplify']);
    expect(await names({ OnlyAttached: true })).toEqual(['AdministratorAccess', 'mine']);
    expect((await errorOf(iam.send(new api.DeletePolicyCommand({ PolicyArn })))).name).toBe(
      'DeleteConflictException',
    );
  });

  it('has versions, five at most; the default one counts and cannot be deleted alone', async () => {
    const { iam, document, PolicyArn } = await withPolicy();
    const add = (SetAsDefault = false) =>
      iam.send(
        new api.CreatePolicyVersionCommand({
          PolicyArn,
          PolicyDocument: policy(statement('sqs:*')),
          SetAsDefault,
        }),
      );
    for (const version of ['v2', 'v3', 'v4', 'v5']) {
      expect((await add(version === 'v2')).PolicyVersion!.VersionId).toBe(version);
    }
    expect((await errorOf(add())).name).toBe('LimitExceededException');
    const defaults = async () =>
      (await iam.send(new api.ListPolicyVersionsCommand({ PolicyArn })))
        .Versions!.filter(({ IsDefaultVersion }) => IsDefaultVersion)
        .map(({ VersionId }) => VersionId);
    expect(await defaults()).toEqual(['v2']);
    const remove = (VersionId: string) =>
      iam.send(new api.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    expect((await errorOf(remove('v2'))).name).toBe('DeleteConflictException');
    expect((await errorOf(iam.send(new api.DeletePolicyCommand({ PolicyArn })))).message).toContain(
      'more than one version',
    );
    await remove('v5');
    expect((await add()).PolicyVersion!.VersionId).toBe('v6');
    await iam.send(new api.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(await defaults()).toEqual(['v1']);
    for (const version of ['v2', 'v3', 'v4', 'v6']) await remove(version);
    const { Policy } = await iam.send(new api.GetPolicyCommand({ PolicyArn }));
    expect([Policy!.DefaultVersionId, document]).toEqual(['v1', document]);
    await iam.send(new api.DeletePolicyCommand({ PolicyArn }));
    expect((await errorOf(iam.send(new api.GetPolicyCommand({ PolicyArn })))).name).toBe(
      'NoSuchEntityException',
    );
  });

  it("a new default version changes its owner's permissions at once", async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { iam } = clientsFor(cloud);
    const { Policy } = await iam.send(
      new api.CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: policy(statement('iam:ListUsers')) }),
    );
    const PolicyArn = Policy!.Arn;
    const UserName = 'limited';
    await iam.send(new api.CreateUserCommand({ UserName }));
    await iam.send(new api.AttachUserPolicyCommand({ UserName, PolicyArn }));
    const { AccessKey } = await iam.send(new api.CreateAccessKeyCommand({ UserName }));
    clock.advance(6000);
    const user = {
      name: UserName,
      arn: '',
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    };
    const limited = clientsFor({ ...cloud, accounts: [{ ...cloud.accounts[0]!, users: [user] }] }).iam;
    await limited.send(new api.ListUsersCommand({}));
    await iam.send(
      new api.CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: policy(statement('s3:*')),
        SetAsDefault: true,
      }),
    );
    expect((await errorOf(limited.send(new api.ListUsersCommand({})))).name).toBe('AccessDenied');
  });
});
