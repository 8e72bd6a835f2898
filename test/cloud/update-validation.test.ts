import { CreateStackCommand, DescribeEventsCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, errorOf, settled } from './support/cloud.ts';
import { deployment, role, StackName, stackOf, updatable } from './support/update.ts';

const BEFORE = { Role: role('worker') };
const AFTER = { Role: role('worker', 'ec2'), New: role('taken') };

/** A cloud where another role has the name that the update uses. */
async function withTakenName(validation: 'refuse' | 'stack') {
  const cloud = await cloudForTest({ validation });
  const { Properties } = role('taken');
  await clientsFor(cloud).iam.send(
    new CreateRoleCommand({
      RoleName: 'taken',
      AssumeRolePolicyDocument: JSON.stringify(Properties.AssumeRolePolicyDocument),
    }),
  );
  return updatable(cloud, BEFORE);
}

describe('names checked before an update', () => {
  it("refuse: nothing is started, and the stack's own names do not count as taken", async () => {
    const { begin, end } = await withTakenName('refuse');
    expect((await errorOf(begin(AFTER))).message).toContain('AWS::EarlyValidation::ResourceExistenceCheck');
    expect((await end()).StackStatus).toBe('CREATE_COMPLETE');
    await begin({ Role: role('worker', 'ec2') });
    expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('stack: the update is started and rolled back, with the reason in DescribeEvents only', async () => {
    const { begin, end, lines, cloudformation } = await withTakenName('stack');
    const { OperationId } = await begin(AFTER);
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await lines()).toEqual([
      'shop UPDATE_IN_PROGRESS: User Initiated',
      expect.stringMatching(/^shop UPDATE_IN_PROGRESS\/VALIDATION_FAILED: The following validation/),
      expect.stringMatching(/^shop UPDATE_ROLLBACK_IN_PROGRESS: The following validation/),
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
    const { OperationEvents } = await cloudformation.send(
      new DescribeEventsCommand({ OperationId, Filters: { FailedEvents: true } }),
    );
    expect(OperationEvents).toMatchObject([
      { LogicalResourceId: 'New', ValidationName: 'NAME_CONFLICT_VALIDATION', OperationType: 'UPDATE_STACK' },
    ]);
  });

  it('DisableValidation: the resource fails itself', async () => {
    const { begin, end, lines } = await withTakenName('refuse');
    await begin(AFTER, { DisableValidation: true });
    await end();
    expect((await lines()).some((line) => line.startsWith('New CREATE_FAILED: Resource handler'))).toBe(true);
  });
});

describe('properties checked before a deployment', () => {
  const WRONG = { Role: { Type: 'AWS::IAM::Role', Properties: { Rolename: 'typo' } } };

  it('refuse: a property that the type does not have, or that it lacks', async () => {
    const cloud = await cloudForTest({ validation: 'refuse' });
    const { cloudformation } = clientsFor(cloud);
    const { message } = await errorOf(cloudformation.send(new CreateStackCommand(stackOf(WRONG))));
    expect(message).toContain('[AWS::EarlyValidation::PropertyValidation]');
    const { begin } = await updatable(cloud, { Other: deployment() });
    expect((await errorOf(begin({ Other: deployment(), ...WRONG }))).message).toContain('PropertyValidation');
  });

  it('stack: DescribeEvents says which resource and what is wrong with it', async () => {
    const { cloudformation } = clientsFor(await cloudForTest({ validation: 'stack' }));
    await cloudformation.send(new CreateStackCommand(stackOf(WRONG)));
    expect((await settled(cloudformation, StackName)).StackStatus).toBe('ROLLBACK_COMPLETE');
    const { OperationEvents } = await cloudformation.send(
      new DescribeEventsCommand({ StackName, Filters: { FailedEvents: true } }),
    );
    expect(OperationEvents).toMatchObject([
      {
        LogicalResourceId: 'Role',
        ValidationName: 'PROPERTY_VALIDATION',
        ValidationPath: '/Resources/Role/Properties',
        ValidationStatusReason: expect.stringContaining('extraneous key [Rolename] is not permitted'),
      },
    ]);
  });
});
