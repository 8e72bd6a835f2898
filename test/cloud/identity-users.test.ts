import * as api from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, cloudOnManualClock, errorOf } from './support/cloud.ts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const UserName = 'worker';
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('a user', () => {
  it('has tags and a boundary from the start, shown by GetUser and not by ListUsers', async () => {
    const { iam } = clientsFor(await cloudForTest());
    const Tags = [{ Key: 'team', Value: 'shop' }];
    const { User } = await iam.send(
      new api.CreateUserCommand({ UserName, Tags, PermissionsBoundary: ADMIN, Path: '/team/' }),
    );
    expect(User).toMatchObject({ Tags, PermissionsBoundary: { PermissionsBoundaryArn: ADMIN } });
    await iam.send(new api.TagUserCommand({ UserName, Tags: [{ Key: 'Team', Value: 'new' }] }));
    expect((await iam.send(new api.ListUserTagsCommand({ UserName }))).Tags).toEqual([
      { Key: 'Team', Value: 'new' },
    ]);
    await iam.send(new api.UntagUserCommand({ UserName, TagKeys: ['team'] }));
    expect((await iam.send(new api.GetUserCommand({ UserName }))).User!.Tags).toBeUndefined();
    const { Users } = await iam.send(new api.ListUsersCommand({ PathPrefix: '/team/' }));
    expect(Users!.map((user) => [user.UserName, user.PermissionsBoundary])).toEqual([[UserName, undefined]]);
    const twice = new api.TagUserCommand({
      UserName,
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'A', Value: '' },
      ],
    });
    expect((await errorOf(iam.send(twice))).name).toBe('InvalidInputException');
    const tags = (length: number, letter: string) =>
      Array.from({ length }, (_none, index) => ({ Key: `${letter}${index}`, Value: '' }));
    await iam.send(new api.TagUserCommand({ UserName, Tags: tags(26, 'a') }));
    const tooMany = iam.send(new api.TagUserCommand({ UserName, Tags: tags(25, 'b') }));
    expect((await errorOf(tooMany)).name).toBe('LimitExceededException');
  });

  it('accepts at most ten managed policies and 2,048 characters of its own', async () => {
    const { iam } = clientsFor(await cloudForTest());
    await iam.send(new api.CreateUserCommand({ UserName }));
    const document = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    for (let index = 0; index < 11; index += 1) {
      const made = await iam.send(
        new api.CreatePolicyCommand({ PolicyName: `p${index}`, PolicyDocument: document }),
      );
      const attach = iam.send(new api.AttachUserPolicyCommand({ UserName, PolicyArn: made.Policy!.Arn }));
      if (index < 10) await attach;
      else expect((await errorOf(attach)).message).toBe('Cannot exceed quota for PoliciesPerUser: 10');
    }
    const statements = Array.from({ length: 60 }, (_none, index) => ({
      Effect: 'Allow',
      Action: `s3:Get${index}`,
      Resource: '*',
    }));
    const put = iam.send(
      new api.PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: policy(...statements) }),
    );
    expect((await errorOf(put)).message).toBe('Maximum policy size of 2048 bytes exceeded for user worker');
  });

  it("is checked under the user's actual path", async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { iam } = clientsFor(cloud);
    await iam.send(new api.CreateUserCommand({ UserName, Path: '/team/' }));
    const Resource = 'arn:aws:iam::111122223333:user/team/*';
    await iam.send(
      new api.PutUserPolicyCommand({
        UserName,
        PolicyName: 'own',
        PolicyDocument: policy({ Effect: 'Allow', Action: 'iam:ListAccessKeys', Resource }),
      }),
    );
    const { AccessKey } = await iam.send(new api.CreateAccessKeyCommand({ UserName }));
    clock.advance(6000);
    const user = {
      name: UserName,
      arn: '',
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    };
    const own = clientsFor({ ...cloud, accounts: [{ ...cloud.accounts[0]!, users: [user] }] }).iam;
    expect((await own.send(new api.ListAccessKeysCommand({ UserName }))).AccessKeyMetadata).toHaveLength(1);
    const other = errorOf(own.send(new api.ListAccessKeysCommand({ UserName: 'amplify-dev' })));
    expect((await other).name).toBe('AccessDenied');
  });
});

describe('the last use of a key', () => {
  it('is when, where and for what it signed; a new key has none', async () => {
    const cloud = await cloudForTest();
    const { iam } = clientsFor(cloud);
    await iam.send(new api.CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new api.CreateAccessKeyCommand({ UserName }));
    const last = async (AccessKeyId: string | undefined) =>
      await iam.send(new api.GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(await last(AccessKey!.AccessKeyId)).toMatchObject({
      UserName,
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
    const own = cloud.accounts[0]!.users[0]!.accessKeyId;
    // This very question is a use as well.
    const { AccessKeyLastUsed } = await last(own);
    expect(AccessKeyLastUsed).toMatchObject({ ServiceName: 'iam', Region: 'us-east-1' });
    expect(Math.abs(AccessKeyLastUsed!.LastUsedDate!.getTime() - Date.now())).toBeLessThan(60_000);
    expect((await errorOf(last('AKIADEMOLOST22222222'))).name).toBe('AccessDenied');
  });

  it('is not updated by a request signed with the wrong secret', async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { iam } = clientsFor(cloud);
    await iam.send(new api.CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new api.CreateAccessKeyCommand({ UserName }));
    clock.advance(6000);
    const accessKeyId = AccessKey!.AccessKeyId!;
    const forged = { name: UserName, arn: '', accessKeyId, secretAccessKey: 'x'.repeat(40) };
    const thief = clientsFor({ ...cloud, accounts: [{ ...cloud.accounts[0]!, users: [forged] }] }).iam;
    expect((await errorOf(thief.send(new api.ListUsersCommand({})))).name).toBe('SignatureDoesNotMatch');
    const { AccessKeyLastUsed } = await iam.send(
      new api.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }),
    );
    expect(AccessKeyLastUsed!.ServiceName).toBe('N/A');
  });
});
