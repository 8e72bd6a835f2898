import {
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeEventsCommand,
  DescribeStacksCommand,
  type OperationEvent,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetPolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { allEvents, clientsFor, cloudForTest, errorOf, eventLine, settled } from './support/cloud.ts';
import { PARENT_TEMPLATE, parentStack } from './support/parent-stack.ts';
import { createWithTakenBucket } from './support/taken-bucket.ts';

async function operationEvents(cloud: DemoCloud, input: object): Promise<OperationEvent[]> {
  const { cloudformation } = clientsFor(cloud);
  const events: OperationEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudformation.send(new DescribeEventsCommand({ ...input, NextToken }));
    events.push(...page.OperationEvents!);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return events.reverse();
}

describe('DescribeEvents', () => {
  it('shows every event of a stack, or of one operation, page by page', async () => {
    const cloud = await cloudForTest({ pageSize: 3 });
    const { id, events } = await createWithTakenBucket(cloud, 'biz');
    const all = await operationEvents(cloud, { StackName: id });
    expect(all.map(({ EventId }) => EventId)).toEqual(events.map(({ EventId }) => EventId));
    expect(new Set(all.map(({ OperationType }) => OperationType))).toEqual(
      new Set(['CREATE_STACK', 'ROLLBACK']),
    );
    const { OperationId } = all.at(-1)!;
    const ofRollback = await operationEvents(cloud, { OperationId });
    expect(ofRollback).toEqual(all.filter((event) => event.OperationId === OperationId));
    expect(ofRollback.length).toBeLessThan(all.length);
  });

  it('shows only what failed on request', async () => {
    const cloud = await cloudForTest();
    const { id } = await createWithTakenBucket(cloud, 'biz');
    const failed = await operationEvents(cloud, { StackName: id, Filters: { FailedEvents: true } });
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toBe(true);
    expect(failed[0]).toMatchObject({
      EventType: 'PROVISIONING_ERROR',
      LogicalResourceId: 'DeploymentBucket',
    });
  });

  it('refuses a request about nothing, about two things, and about what does not exist', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    for (const input of [
      {},
      { StackName: 'a', OperationId: 'b' },
      { OperationId: 'lost' },
      { StackName: 'lost' },
    ]) {
      expect((await errorOf(cloudformation.send(new DescribeEventsCommand(input)))).name).toBe(
        'ValidationError',
      );
    }
  });
});

describe('names checked before a deployment', () => {
  it('refuse: no stack is left', async () => {
    const cloud = await cloudForTest({ validation: 'refuse' });
    const error = await errorOf(createWithTakenBucket(cloud, 'biz'));
    expect([error.name, error.message]).toEqual([
      'ValidationError',
      expect.stringContaining('AWS::EarlyValidation::ResourceExistenceCheck'),
    ]);
    expect((await clientsFor(cloud).cloudformation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  });

  it('stack: it fails with nothing created, and only DescribeEvents says why', async () => {
    const cloud = await cloudForTest({ validation: 'stack' });
    const { id, stack, events } = await createWithTakenBucket(cloud, 'biz');
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(events.map(eventLine).slice(0, 2)).toEqual([
      'taken CREATE_IN_PROGRESS: User Initiated',
      expect.stringMatching(
        /^taken CREATE_IN_PROGRESS\/VALIDATION_FAILED: The following validation\(s\) failed/,
      ),
    ]);
    expect(events.some(({ LogicalResourceId }) => LogicalResourceId !== 'taken')).toBe(false);
    const failed = await operationEvents(cloud, { StackName: id, Filters: { FailedEvents: true } });
    expect(failed).toMatchObject([
      {
        EventType: 'VALIDATION_ERROR',
        LogicalResourceId: 'DeploymentBucket',
        ValidationName: 'NAME_CONFLICT_VALIDATION',
        ValidationPath: '/Resources/DeploymentBucket',
        ValidationFailureMode: 'FAIL',
        ValidationStatusReason:
          "Resource of type 'AWS::S3::Bucket' with identifier 'taken-deployment' already exists.",
      },
    ]);
  });

  it.each(['refuse', 'stack'] as const)(
    '%s: free names pass, and the check can be skipped',
    async (validation) => {
      const cloud = await cloudForTest({ validation });
      const { cloudformation } = clientsFor(cloud);
      await cloudformation.send(new CreateStackCommand(parentStack('free')));
      expect((await settled(cloudformation, 'free')).StackStatus).toBe('CREATE_COMPLETE');
      const { events } = await createWithTakenBucket(cloud, 'biz', { DisableValidation: true });
      expect(events.map(eventLine).some((line) => line.startsWith('DeploymentBucket CREATE_FAILED'))).toBe(
        true,
      );
      const roles = { ...parentStack('free'), StackName: 'second' };
      const parameters = roles.Parameters.map((parameter) =>
        parameter.ParameterKey === 'DeploymentBucketName'
          ? { ...parameter, ParameterValue: 'another-bucket' }
          : parameter,
      );
      const again = cloudformation.send(new CreateStackCommand({ ...roles, Parameters: parameters }));
      if (validation === 'refuse') expect((await errorOf(again)).name).toBe('ValidationError');
      else {
        await again;
        expect((await settled(cloudformation, 'second')).StackStatus).toBe('ROLLBACK_COMPLETE');
      }
    },
  );
});

describe('UpdateStack', () => {
  async function complete() {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand(parentStack('shop')));
    await settled(cloudformation, 'shop');
    const input = parentStack('shop');
    const update = async (change: Partial<CreateStackCommandInput> = {}) => {
      const error = await errorOf(cloudformation.send(new UpdateStackCommand({ ...input, ...change })));
      return [error.name, error.message];
    };
    return { cloudformation, input, update };
  }

  it('says that there is nothing to do', async () => {
    const { cloudformation, input, update } = await complete();
    const nothing = ['ValidationError', 'No updates are to be performed.'];
    expect(await update()).toEqual(nothing);
    expect(await update({ TemplateBody: JSON.stringify(PARENT_TEMPLATE, null, 2) })).toEqual(nothing);
    const Parameters = input.Parameters.map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true }));
    const previous = { StackName: 'shop', UsePreviousTemplate: true, Parameters };
    const { Capabilities } = input;
    const again = cloudformation.send(new UpdateStackCommand({ ...previous, Capabilities }));
    expect((await errorOf(again)).message).toBe(nothing[1]);
    const without = cloudformation.send(new UpdateStackCommand(previous));
    expect((await errorOf(without)).message).toBe('Requires capabilities : [CAPABILITY_NAMED_IAM]');
  });

  it('is not possible for a failed stack, or a missing one', async () => {
    const cloud = await cloudForTest();
    const { id } = await createWithTakenBucket(cloud, 'biz');
    const update = (StackName: string) =>
      errorOf(
        clientsFor(cloud).cloudformation.send(new UpdateStackCommand({ ...parentStack('taken'), StackName })),
      );
    expect((await update('taken')).message).toBe(
      `Stack:${id} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
    expect((await update('lost')).message).toBe('Stack [lost] does not exist');
  });
});

describe('RollbackStack', () => {
  it('rolls back what failed and was left, as a separate operation', async () => {
    const cloud = await cloudForTest();
    const { cloudformation } = clientsFor(cloud);
    const { stack, id } = await createWithTakenBucket(cloud, 'biz', { OnFailure: 'DO_NOTHING' });
    expect(stack.StackStatus).toBe('CREATE_FAILED');
    const { OperationId } = await cloudformation.send(new RollbackStackCommand({ StackName: 'taken' }));
    expect((await settled(cloudformation, id)).StackStatus).toBe('ROLLBACK_COMPLETE');
    const lines = (await operationEvents(cloud, { OperationId })).map(eventLine);
    expect(lines[0]).toBe('taken ROLLBACK_IN_PROGRESS: User Initiated');
    expect(lines).toContain('AuthRole DELETE_COMPLETE');
    const { message } = await errorOf(cloudformation.send(new RollbackStackCommand({ StackName: 'taken' })));
    expect(message).toContain(`Stack:${id} is in ROLLBACK_COMPLETE state and can not be rolled back`);
  });
});

it('policies of roles, inline and managed, are created and deleted with the stack', async () => {
  const { cloudformation, iam } = clientsFor(await cloudForTest());
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  };
  const Role = {
    ...PARENT_TEMPLATE.Resources.AuthRole,
    Properties: {
      ...(PARENT_TEMPLATE.Resources.AuthRole as { Properties: object }).Properties,
      RoleName: 'policed',
    },
  };
  const template = {
    Resources: {
      Role,
      Inline: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'inline', PolicyDocument, Roles: [{ Ref: 'Role' }] },
      },
      Managed: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'managed', PolicyDocument, Roles: [{ Ref: 'Role' }] },
      },
    },
    Outputs: { Arn: { Value: { Ref: 'Managed' } } },
  };
  await cloudformation.send(
    new CreateStackCommand({
      StackName: 'policed',
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  const stack = await settled(cloudformation, 'policed');
  expect([stack.StackStatus, stack.Outputs?.[0]?.OutputValue]).toEqual([
    'CREATE_COMPLETE',
    'arn:aws:iam::111122223333:policy/managed',
  ]);
  const RoleName = 'policed';
  expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['inline']);
  expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toMatchObject([
    { PolicyName: 'managed' },
  ]);
  await cloudformation.send(new DeleteStackCommand({ StackName: 'policed' }));
  expect((await settled(cloudformation, stack.StackId!)).StackStatus).toBe('DELETE_COMPLETE');
  expect((await allEvents(cloudformation, stack.StackId!)).map(eventLine)).toContain(
    'Inline DELETE_COMPLETE',
  );
  expect((await errorOf(iam.send(new GetRoleCommand({ RoleName })))).name).toBe('NoSuchEntityException');
  expect(
    (await errorOf(iam.send(new GetPolicyCommand({ PolicyArn: stack.Outputs![0]!.OutputValue })))).name,
  ).toBe('NoSuchEntityException');
});
