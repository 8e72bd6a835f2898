import { describe, expect, it } from 'vitest';
import { isMigrating } from '../../../src/aws/migration-lock.ts';
import { type Answers, awsError, createFakeAws } from './support/fake-aws.ts';

const place = { appId: 'd1', environment: 'dev', stack: 'stack-1' };
const ask = (answers: Answers, more: Partial<typeof place> = {}) =>
  isMigrating(createFakeAws(answers).clients, { ...place, ...more });

const app = (variables: Record<string, string> | undefined) => () => ({
  app: { appId: 'd1', environmentVariables: variables },
});
const policy = (body: unknown) => () => ({
  StackPolicyBody: typeof body === 'string' ? body : JSON.stringify(body),
});
const lock = { Effect: 'Deny', Action: 'Update:*', Principal: '*', Resource: '*' };
const denied = () => {
  throw awsError('AccessDenied', 'not allowed', 403);
};
const none = () => ({});

describe('an environment that is being moved to Gen 2', () => {
  it('is recognised by the variable of its app', async () => {
    const variables = { A: 'b', GEN2_MIGRATION_ENVIRONMENT_NAME: 'dev' };
    expect(await ask({ GetApp: app(variables), GetStackPolicy: none })).toBe(true);
    expect(await ask({ GetApp: app(variables), GetStackPolicy: denied })).toBe(true);
  });

  it.each([
    [{ Statement: [lock] }],
    [{ Statement: lock }],
    [{ Statement: [{ Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' }, lock] }],
    [{ Statement: [{ ...lock, Action: ['Update:*'], Resource: ['*'] }] }],
  ])('is recognised by the policy %j of its stack', async (body) => {
    expect(await ask({ GetApp: app({}), GetStackPolicy: policy(body) })).toBe(true);
    expect(await ask({ GetApp: denied, GetStackPolicy: policy(body) })).toBe(true);
  });
});

describe('an environment that is not', () => {
  it.each([
    ['without a policy', none],
    [
      'where only a table is protected',
      policy({ Statement: [{ ...lock, Resource: 'LogicalResourceId/T' }] }),
    ],
    ['where only a replacement is denied', policy({ Statement: [{ ...lock, Action: 'Update:Replace' }] })],
    [
      'where it is denied for one type',
      policy({
        Statement: [{ ...lock, Condition: { StringEquals: { ResourceType: ['AWS::S3::Bucket'] } } }],
      }),
    ],
    ['with a policy that is no JSON', policy('{')],
    ['with a policy of another shape', policy({ Statement: [null, 3, 'x'] })],
  ])('is unlocked %s', async (_name, GetStackPolicy) => {
    expect(await ask({ GetApp: app(undefined), GetStackPolicy })).toBe(false);
    expect(await ask({ GetApp: denied, GetStackPolicy })).toBe(false);
  });

  it('is unlocked while another one of its app is being moved', async () => {
    const GetApp = app({ GEN2_MIGRATION_ENVIRONMENT_NAME: 'prod' });
    expect(await ask({ GetApp, GetStackPolicy: none })).toBe(false);
    expect(await ask({ GetApp, GetStackPolicy: none }, { environment: 'prod' })).toBe(true);
  });
});

it('is not known if neither may be read', async () => {
  await expect(ask({ GetApp: denied, GetStackPolicy: denied })).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
  });
});

it('is looked up in the stack alone if there is no Amplify service', async () => {
  const { clients, sent } = createFakeAws({ GetStackPolicy: policy({ Statement: [lock] }) });
  expect(await isMigrating({ ...clients, region: 'af-south-1' }, place)).toBe(true);
  expect(sent.map(({ name }) => name)).toEqual(['GetStackPolicy']);
});
