import * as api from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { clientsFor, cloudForTest, errorOf } from './support/cloud.ts';

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const good = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const UserName = 'amplify-dev';

/** Code and text of IAM's answer to a call that it refuses. */
async function refused(call: (iam: api.IAMClient) => Promise<unknown>): Promise<string> {
  const { name, message } = await errorOf(call(clientsFor(await cloudForTest()).iam));
  return `${name}: ${message}`;
}

it.each<[string, (iam: api.IAMClient) => Promise<unknown>, string]>([
  [
    'a second user of a name, in any case',
    (iam) => iam.send(new api.CreateUserCommand({ UserName: 'Amplify-Dev' })),
    'EntityAlreadyExistsException: User with name Amplify-Dev already exists.',
  ],
  [
    'a user name with a space',
    (iam) => iam.send(new api.CreateUserCommand({ UserName: 'a b' })),
    "ValidationError: 1 validation error detected: Value 'a b' at 'userName'",
  ],
  [
    'a role under a path that is none',
    (iam) =>
      iam.send(
        new api.CreateRoleCommand({
          RoleName: 'a',
          Path: 'team',
          AssumeRolePolicyDocument: policy({
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          }),
        }),
      ),
    "ValidationError: 1 validation error detected: Value 'team' at 'path'",
  ],
  [
    'a policy name with a space',
    (iam) => iam.send(new api.CreatePolicyCommand({ PolicyName: 'a b', PolicyDocument: good })),
    "ValidationError: 1 validation error detected: Value 'a b' at 'policyName'",
  ],
  [
    'a second policy of a name',
    async (iam) => {
      await iam.send(new api.CreatePolicyCommand({ PolicyName: 'mine', PolicyDocument: good }));
      return iam.send(new api.CreatePolicyCommand({ PolicyName: 'Mine', PolicyDocument: good }));
    },
    'EntityAlreadyExistsException: A policy called Mine already exists. Duplicate names are not allowed.',
  ],
  [
    'a status of a key that there is not',
    (iam) =>
      iam.send(
        new api.UpdateAccessKeyCommand({
          UserName,
          AccessKeyId: 'AKIADEMODEVCORPKEY22',
          Status: 'Sleeping' as 'Active',
        }),
      ),
    "ValidationError: 1 validation error detected: Value 'Sleeping' at 'status'",
  ],
  [
    'a key that the user does not have',
    (iam) => iam.send(new api.DeleteAccessKeyCommand({ UserName, AccessKeyId: 'AKIADEMOBIZCORPKEY22' })),
    'NoSuchEntityException: The Access Key with id AKIADEMOBIZCORPKEY22 cannot be found.',
  ],
  [
    'too large a page',
    (iam) => iam.send(new api.ListUsersCommand({ MaxItems: 1001 })),
    "ValidationError: 1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000",
  ],
  [
    'to change a policy of AWS',
    (iam) =>
      iam.send(
        new api.CreatePolicyVersionCommand({
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
          PolicyDocument: good,
        }),
      ),
    'NoSuchEntityException: Policy arn:aws:iam::aws:policy/AdministratorAccess was not found.',
  ],
])('refuses %s', async (_what, call, text) => {
  expect(await refused(call)).toContain(text);
});

it.each<[string, object, string]>([
  [
    'a principal',
    { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' },
    'Policy document should not specify a principal.',
  ],
  ['no action', { Effect: 'Allow', Resource: '*' }, 'Policy statement must contain actions.'],
  ['no resource', { Effect: 'Allow', Action: 's3:*' }, 'Policy statement must contain resources.'],
  [
    'an action without a service',
    { Effect: 'Allow', Action: 'ListBucket', Resource: '*' },
    'Actions/Conditions must be prefaced by a vendor',
  ],
  [
    'an effect that is none',
    { Effect: 'Maybe', Action: 's3:*', Resource: '*' },
    'Missing required field Effect',
  ],
])('refuses a policy with %s', async (_what, statement, text) => {
  const PolicyDocument = policy(statement);
  const answer = await refused((iam) =>
    iam.send(new api.PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument })),
  );
  expect(answer).toContain(`MalformedPolicyDocumentException: ${text}`);
});
