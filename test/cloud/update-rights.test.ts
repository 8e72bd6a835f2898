import { CreateStackCommand, DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import * as iamApi from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { clientsFor, cloudOnManualClock } from './support/cloud.ts';
import { bucketNamed } from './support/refusal.ts';
import { linesOfLastUpdate, role, StackName, stackOf } from './support/update.ts';

const versioned = (BucketName: string) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName, VersioningConfiguration: { Status: 'Enabled' } },
});

/** A stack made by an administrator, and clients of a user with only this permission. */
async function withDeputy(Action: string[]) {
  const { cloud, clock } = await cloudOnManualClock();
  const admin = clientsFor(cloud);
  const before = { Role: role('worker'), Bucket: bucketNamed('the-bucket') };
  await admin.cloudformation.send(new CreateStackCommand(stackOf(before)));
  const UserName = 'deputy';
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  await admin.iam.send(new iamApi.CreateUserCommand({ UserName }));
  await admin.iam.send(new iamApi.PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  const { AccessKey } = await admin.iam.send(new iamApi.CreateAccessKeyCommand({ UserName }));
  clock.advance(120_000);
  const user = {
    name: UserName,
    arn: '',
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  const deputy = clientsFor({ ...cloud, accounts: [{ ...cloud.accounts[0]!, users: [user] }] });
  return { clock, admin, deputy, before };
}

it.each([
  [
    'a role',
    { Role: role('worker', 'ec2'), Bucket: bucketNamed('the-bucket') },
    /^Role UPDATE_FAILED: .*user\/deputy is not authorized to perform: iam:UpdateAssumeRolePolicy on resource: arn:aws:iam::111122223333:role\/worker .*HandlerErrorCode: AccessDenied\)$/,
  ],
  [
    'a bucket',
    { Role: role('worker'), Bucket: versioned('the-bucket') },
    /^Bucket UPDATE_FAILED: .*user\/deputy is not authorized to perform: s3:PutBucketVersioning on .*HandlerErrorCode: AccessDenied\)$/,
  ],
])('%s is changed with the permissions of whoever updates the stack', async (_what, after, line) => {
  const { clock, deputy, admin } = await withDeputy(['cloudformation:*']);
  await deputy.cloudformation.send(new UpdateStackCommand(stackOf(after)));
  clock.advance(120_000);
  const lines = await linesOfLastUpdate(admin.cloudformation, StackName);
  expect(lines).toContainEqual(expect.stringMatching(line));
  // Without permission to change it, it cannot be changed back either.
  expect(lines.at(-1)).toMatch(/^shop UPDATE_ROLLBACK_/);
});

it('a stack is deleted with the permissions of whoever deletes it', async () => {
  const { clock, deputy, admin } = await withDeputy(['cloudformation:*', 's3:*']);
  await deputy.cloudformation.send(new DeleteStackCommand({ StackName }));
  clock.advance(60_000);
  const lines = await linesOfLastUpdate(admin.cloudformation, StackName);
  expect(lines.at(-1)).toBe('shop DELETE_FAILED: The following resource(s) failed to delete: [Role]. ');
  await admin.cloudformation.send(new DeleteStackCommand({ StackName }));
  clock.advance(60_000);
  const left = (await admin.iam.send(new iamApi.ListRolesCommand({}))).Roles!;
  expect(left.map(({ RoleName }) => RoleName)).toEqual([]);
});
