import { describe, expect, it } from 'vitest';
import { createAccessKey, deleteAccessKey, listAccessKeys } from '../../../../src/aws/iam/access-keys.ts';
import {
  createUser,
  deleteUser,
  detachPolicy,
  findUser,
  policyExists,
} from '../../../../src/aws/iam/users.ts';
import { type Answers, awsError, createFakeAws } from '../support/fake-aws.ts';

const fails =
  (name: string, status = 404) =>
  () => {
    throw awsError(name, 'AWS says no', status);
  };
const fake = (answers: Answers) => createFakeAws(answers).clients;

describe('users', () => {
  it.each(['NoSuchEntity', 'NoSuchEntityException'])('are absent if AWS says %s', async (name) => {
    expect(await findUser(fake({ GetUser: fails(name) }), 'dev')).toBeUndefined();
    expect(await policyExists(fake({ GetPolicy: fails(name) }), 'arn')).toBe(false);
    await deleteUser(fake({ DeleteUser: fails(name) }), 'dev');
    await detachPolicy(fake({ DetachUserPolicy: fails(name) }), 'dev', 'arn');
    await deleteAccessKey(fake({ DeleteAccessKey: fails(name) }), 'dev', 'AKIA');
  });

  it('are spelled as IAM spells them', async () => {
    const User = { UserName: 'Dev', Arn: 'arn:aws:iam::111122223333:user/Dev' };
    expect(await findUser(fake({ GetUser: () => ({ User }) }), 'dev')).toEqual({
      name: 'Dev',
      arn: User.Arn,
      made: false,
    });
  });

  it('have the tag of this program, which is left out if tagging is not allowed', async () => {
    const Tags = [{ Key: 'created-by', Value: 'amplify-tui' }];
    const User = { UserName: 'dev', Arn: 'arn:aws:iam::111122223333:user/dev', Tags };
    expect(await findUser(fake({ GetUser: () => ({ User }) }), 'dev')).toMatchObject({ made: true });
    const denied = 'User: me is not authorized to perform: iam:TagUser on resource: user dev';
    const { clients, sent } = createFakeAws({
      CreateUser: ({ Tags: tags }) => {
        if (tags) throw awsError('AccessDenied', denied, 403);
        return {};
      },
    });
    expect(await createUser(clients, 'dev')).toEqual({ made: true });
    expect(sent.map(({ input }) => input)).toEqual([{ UserName: 'dev', Tags }, { UserName: 'dev' }]);
    // What the user asked for is not left out.
    await expect(
      createUser(
        fake({
          CreateUser: () => {
            throw awsError('AccessDenied', denied, 403);
          },
        }),
        'dev',
        { team: 'web' },
      ),
    ).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  it('that exist are not an error, and are distinguished from new ones', async () => {
    expect(await createUser(fake({ CreateUser: () => ({}) }), 'dev')).toEqual({ made: true });
    expect(await createUser(fake({ CreateUser: fails('EntityAlreadyExists', 409) }), 'dev')).toEqual({
      made: false,
    });
  });

  it('pass on every other refusal as a problem', async () => {
    const denied = fails('AccessDenied', 403);
    await expect(findUser(fake({ GetUser: denied }), 'dev')).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await expect(createUser(fake({ CreateUser: denied }), 'dev')).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
    await expect(policyExists(fake({ GetPolicy: denied }), 'arn')).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
  });

  it('are not believed if the answer is empty', async () => {
    await expect(findUser(fake({ GetUser: () => ({}) }), 'dev')).rejects.toMatchObject({
      code: 'AWS_ANSWER',
    });
    await expect(createAccessKey(fake({ CreateAccessKey: () => ({}) }), 'dev')).rejects.toMatchObject({
      code: 'AWS_ANSWER',
    });
    await expect(listAccessKeys(fake({ ListAccessKeys: () => ({}) }), 'dev')).rejects.toMatchObject({
      code: 'AWS_ANSWER',
    });
  });
});

describe('access keys', () => {
  const AccessKeyMetadata = [
    { AccessKeyId: 'AKIANEWER', Status: 'Inactive', CreateDate: new Date(2000) },
    { AccessKeyId: 'AKIAOLDER', Status: 'Active', CreateDate: new Date(1000) },
  ];

  it('are listed oldest first, each with its last use', async () => {
    const keys = await listAccessKeys(
      fake({
        ListAccessKeys: () => ({ AccessKeyMetadata }),
        GetAccessKeyLastUsed: ({ AccessKeyId }) => ({
          AccessKeyLastUsed:
            AccessKeyId === 'AKIAOLDER'
              ? { LastUsedDate: new Date(5000), ServiceName: 's3', Region: 'eu-west-1' }
              : { ServiceName: 'N/A', Region: 'N/A' },
        }),
      }),
      'dev',
    );
    expect(keys).toEqual([
      { id: 'AKIAOLDER', active: true, createdAt: 1000, lastUsed: { at: 5000, service: 's3' } },
      { id: 'AKIANEWER', active: false, createdAt: 2000, lastUsed: 'never' },
    ]);
  });

  it('are listed without their last use if it may not be read', async () => {
    const keys = await listAccessKeys(
      fake({
        ListAccessKeys: () => ({ AccessKeyMetadata }),
        GetAccessKeyLastUsed: fails('AccessDenied', 403),
      }),
      'dev',
    );
    expect(keys.map((key) => 'lastUsed' in key)).toEqual([false, false]);
  });

  it('are created with a secret that does not print', async () => {
    const AccessKey = { AccessKeyId: 'AKIANEW', SecretAccessKey: 'QkzWvJ7xGmPd' };
    const key = await createAccessKey(fake({ CreateAccessKey: () => ({ AccessKey }) }), 'dev');
    expect(JSON.stringify(key)).toBe('{"accessKeyId":"AKIANEW","secretAccessKey":"[secret]"}');
    expect(key.secretAccessKey.reveal()).toBe('QkzWvJ7xGmPd');
  });
});
