import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { ArrivedCall, Authorize } from '../../demo/cloud/cloud.ts';
import { allEvents, clientsFor, cloudForTest, errorOf, settled } from './support/cloud.ts';
import { parentStack } from './support/parent-stack.ts';

const ALLOW = { allowed: true } as const;

function denying(refused: string): Authorize {
  return (_principal, action) =>
    action === refused
      ? { allowed: false, because: `because no identity-based policy allows the ${action} action` }
      : ALLOW;
}

describe('authorize', () => {
  it('is asked for every action, with its resource', async () => {
    const asked: string[] = [];
    const cloud = await cloudForTest({
      authorize(principal, action, resource, context) {
        asked.push(`${principal.userName} ${action} ${resource} ${context.resourceAccount}`);
        return ALLOW;
      },
    });
    const { cloudformation, s3, sts } = clientsFor(cloud);
    await sts.send(new GetCallerIdentityCommand({}));
    await s3.send(new ListBucketsCommand({}));
    await cloudformation.send(new CreateStackCommand(parentStack('asked')));
    expect(asked.slice(0, 3)).toEqual([
      'amplify-dev sts:GetCallerIdentity * 111122223333',
      'amplify-dev s3:ListAllMyBuckets * 111122223333',
      'amplify-dev cloudformation:CreateStack arn:aws:cloudformation:eu-west-1:111122223333:stack/asked/* 111122223333',
    ]);
    await settled(cloudformation, 'asked');
    expect(asked).toContain(
      'amplify-dev iam:CreateRole arn:aws:iam::111122223333:role/asked-authRole 111122223333',
    );
    expect(asked).toContain('amplify-dev s3:CreateBucket arn:aws:s3:::asked-deployment 111122223333');
    expect(asked).toContain('amplify-dev s3:PutBucketPolicy arn:aws:s3:::asked-deployment 111122223333');
  });

  it('refuses in the words of each service', async () => {
    const trust = { RoleName: 'r', AssumeRolePolicyDocument: '{}' };
    const { iam } = clientsFor(await cloudForTest({ authorize: denying('iam:CreateRole') }));
    expect(await errorOf(iam.send(new CreateRoleCommand(trust)))).toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/amplify-dev is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/r because no identity-based policy allows the iam:CreateRole action',
      $metadata: { httpStatusCode: 403 },
    });
    const { s3 } = clientsFor(await cloudForTest({ authorize: denying('s3:CreateBucket') }));
    expect((await errorOf(s3.send(new CreateBucketCommand({ Bucket: 'some-bucket' })))).name).toBe(
      'AccessDenied',
    );
  });

  it('makes a resource fail if its creator has no permission', async () => {
    const { cloudformation } = clientsFor(await cloudForTest({ authorize: denying('iam:CreateRole') }));
    await cloudformation.send(new CreateStackCommand(parentStack('denied')));
    expect((await settled(cloudformation, 'denied')).StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await allEvents(cloudformation, 'denied');
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
    ).toMatch(
      /is not authorized to perform: iam:CreateRole .*\(Service: Iam, Status Code: 403, Request ID: \w+\)" \(RequestToken: .*, HandlerErrorCode: AccessDenied\)$/,
    );
  });
});

describe('faults', () => {
  const throttled = {
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
  };

  it('can answer before the action, which then does not happen', async () => {
    const calls: ArrivedCall[] = [];
    const cloud = await cloudForTest({
      faults: {
        async beforeAction(call) {
          calls.push(call);
          return call.action === 'CreateStack' ? throttled : undefined;
        },
      },
    });
    const { cloudformation } = clientsFor(cloud);
    expect((await errorOf(cloudformation.send(new CreateStackCommand(parentStack('before'))))).name).toBe(
      'Throttling',
    );
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
    expect(calls.map(({ service, action }) => `${service} ${action}`)).toEqual([
      'cloudformation CreateStack',
      'cloudformation DescribeStacks',
    ]);
  });

  it('can lose the answer of an action that happened; the token then finds the stack', async () => {
    let lost = 0;
    const cloud = await cloudForTest({
      faults: {
        async afterAction(call) {
          if (call.action !== 'CreateStack' || lost > 0) return undefined;
          lost += 1;
          return 'reset';
        },
      },
    });
    const { cloudformation } = clientsFor(cloud);
    const input = { ...parentStack('after'), ClientRequestToken: 'once' };
    expect((await errorOf(cloudformation.send(new CreateStackCommand(input)))).message).toMatch(
      /ECONNRESET|socket hang up/,
    );
    const { StackId } = await cloudformation.send(new CreateStackCommand(input));
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({}));
    expect(Stacks?.map((stack) => stack.StackId)).toEqual([StackId]);
  });
});
