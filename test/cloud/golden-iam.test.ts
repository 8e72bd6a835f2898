import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListAttachedUserPoliciesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/cloud.ts';
import { expectXml, goldenSetUp } from './support/golden.ts';

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const METADATA = '<ResponseMetadata><RequestId>UUID</RequestId></ResponseMetadata>';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const UserName = 'Bob';

/** A cloud with the user Bob, and the last answer. */
async function withBob() {
  const set = await goldenSetUp();
  await set.iam.send(new CreateUserCommand({ UserName, Path: '/division/' }));
  return { ...set, last: () => set.replies.at(-1)?.body };
}

/** The answer of an action without a result. */
function nothing(action: string): string {
  return `<${action}Response xmlns="${NAMESPACE}">${METADATA}</${action}Response>`;
}

function answer(action: string, result: string): string {
  return `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>${METADATA}</${action}Response>`;
}

function failure(code: string, message: string): string {
  return `
    <ErrorResponse xmlns="${NAMESPACE}">
      <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
      <RequestId>UUID</RequestId>
    </ErrorResponse>`;
}

const BOB = `
  <User>
    <Path>/division/</Path>
    <UserName>Bob</UserName>
    <UserId>AIDAID</UserId>
    <Arn>arn:aws:iam::111122223333:user/division/Bob</Arn>
    <CreateDate>TIME</CreateDate>
  </User>`;

describe('users, after the API reference of IAM', () => {
  it('CreateUser and GetUser', async () => {
    const { iam, last } = await withBob();
    expectXml(last(), answer('CreateUser', BOB));
    await iam.send(new GetUserCommand({ UserName }));
    expectXml(last(), answer('GetUser', BOB));
  });

  it('AttachUserPolicy, ListAttachedUserPolicies, DetachUserPolicy', async () => {
    const { iam, last } = await withBob();
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR }));
    expectXml(last(), nothing('AttachUserPolicy'));
    await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expectXml(
      last(),
      answer(
        'ListAttachedUserPolicies',
        `<AttachedPolicies>
           <member>
             <PolicyName>AdministratorAccess</PolicyName>
             <PolicyArn>arn:aws:iam::aws:policy/AdministratorAccess</PolicyArn>
           </member>
         </AttachedPolicies>
         <IsTruncated>false</IsTruncated>`,
      ),
    );
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR }));
    expectXml(last(), nothing('DetachUserPolicy'));
  });

  it('DeleteUser', async () => {
    const { iam, last } = await withBob();
    await iam.send(new DeleteUserCommand({ UserName }));
    expectXml(last(), nothing('DeleteUser'));
  });
});

describe('access keys, after the API reference of IAM', () => {
  it('CreateAccessKey, UpdateAccessKey, ListAccessKeys, DeleteAccessKey', async () => {
    const { iam, last } = await withBob();
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    expectXml(
      last(),
      answer(
        'CreateAccessKey',
        `<AccessKey>
           <UserName>Bob</UserName>
           <AccessKeyId>AKIAID</AccessKeyId>
           <Status>Active</Status>
           <SecretAccessKey>SECRET</SecretAccessKey>
           <CreateDate>TIME</CreateDate>
         </AccessKey>`,
      ),
    );
    const AccessKeyId = AccessKey!.AccessKeyId!;
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    expectXml(last(), nothing('UpdateAccessKey'));
    await iam.send(new ListAccessKeysCommand({ UserName }));
    expectXml(
      last(),
      answer(
        'ListAccessKeys',
        `<AccessKeyMetadata>
           <member>
             <UserName>Bob</UserName>
             <AccessKeyId>AKIAID</AccessKeyId>
             <Status>Inactive</Status>
             <CreateDate>TIME</CreateDate>
           </member>
         </AccessKeyMetadata>
         <IsTruncated>false</IsTruncated>`,
      ),
    );
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    expectXml(last(), nothing('DeleteAccessKey'));
  });
});

describe('other reading calls of IAM', () => {
  it('ListAccountAliases', async () => {
    const { iam, last } = await withBob();
    await iam.send(new ListAccountAliasesCommand({}));
    expectXml(
      last(),
      answer(
        'ListAccountAliases',
        '<AccountAliases><member>dev-corp</member></AccountAliases><IsTruncated>false</IsTruncated>',
      ),
    );
  });

  it('GetRole, with the trust policy in percent signs', async () => {
    const { iam, last } = await withBob();
    const AssumeRolePolicyDocument =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    await iam.send(new CreateRoleCommand({ RoleName: 'S3Access', AssumeRolePolicyDocument }));
    await iam.send(new GetRoleCommand({ RoleName: 'S3Access' }));
    expectXml(
      last(),
      answer(
        'GetRole',
        `<Role>
           <Path>/</Path>
           <Arn>arn:aws:iam::111122223333:role/S3Access</Arn>
           <RoleName>S3Access</RoleName>
           <AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D</AssumeRolePolicyDocument>
           <CreateDate>TIME</CreateDate>
           <RoleId>AROAID</RoleId>
           <MaxSessionDuration>3600</MaxSessionDuration>
           <RoleLastUsed/>
         </Role>`,
      ),
    );
  });

  it('GetPolicy', async () => {
    const { iam, last } = await withBob();
    await iam.send(new GetPolicyCommand({ PolicyArn: ADMINISTRATOR }));
    expect(last()).toMatch(
      /<GetPolicyResult><Policy>.*<PolicyName>AdministratorAccess<\/PolicyName>.*<\/Policy><\/GetPolicyResult>/,
    );
    expect(last()).toContain(`<Arn>${ADMINISTRATOR}</Arn>`);
  });
});

describe('errors of IAM', () => {
  it.each([
    [
      'NoSuchEntity',
      404,
      'The user with name nobody cannot be found.',
      () => new GetUserCommand({ UserName: 'nobody' }),
    ],
    [
      'EntityAlreadyExists',
      409,
      'User with name Bob already exists.',
      () => new CreateUserCommand({ UserName }),
    ],
  ] as const)('%s', async (code, status, message, command) => {
    const { iam, replies, last } = await withBob();
    await errorOf(iam.send(command() as GetUserCommand));
    expectXml(last(), failure(code, message));
    expect(replies.at(-1)?.status).toBe(status);
  });

  it('LimitExceeded, and DeleteConflict while there are keys', async () => {
    const { iam, replies, last } = await withBob();
    await iam.send(new CreateAccessKeyCommand({ UserName }));
    await iam.send(new CreateAccessKeyCommand({ UserName }));
    await errorOf(iam.send(new CreateAccessKeyCommand({ UserName })));
    expectXml(last(), failure('LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2'));
    await errorOf(iam.send(new DeleteUserCommand({ UserName })));
    expectXml(last(), failure('DeleteConflict', 'Cannot delete entity, must delete access keys first.'));
    expect(replies.slice(-2).map(({ status }) => status)).toEqual([409, 409]);
  });
});
