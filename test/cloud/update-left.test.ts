import {
  CreateStackCommand,
  DeleteStackCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientsFor, errorOf, settled } from './support/cloud.ts';
import { AFTER, BEFORE, faultyCloud, trustOf } from './support/faulty-update.ts';
import { deployment, role, StackName, stackOf, updatable } from './support/update.ts';

describe('an update that fails and is not rolled back', () => {
  async function left() {
    const { cloud, faults } = await faultyCloud();
    const stack = await updatable(cloud, BEFORE);
    faults.set('New', { kind: 'fail', code: 'NotStabilized' });
    await stack.begin(AFTER, { DisableRollback: true });
    const { StackStatus, StackStatusReason } = await stack.end();
    expect([StackStatus, StackStatusReason]).toEqual([
      'UPDATE_FAILED',
      'The following resource(s) failed to create: [New]. ',
    ]);
    expect(await trustOf(stack.iam)).toContain('ec2');
    faults.clear();
    return stack;
  }

  it('RollbackStack rolls it back', async () => {
    const { cloudformation, end, lines, iam, s3 } = await left();
    const { OperationId } = await cloudformation.send(new RollbackStackCommand({ StackName }));
    const stack = await end();
    expect([stack.StackStatus, stack.LastOperations![0]!.OperationId]).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      OperationId,
    ]);
    expect(await lines()).toContain('shop UPDATE_ROLLBACK_IN_PROGRESS: User Initiated');
    expect(await trustOf(iam)).toContain('lambda');
    await s3.send(new HeadBucketCommand({ Bucket: 'first-name' }));
  });

  it('the same token starts the rollback once', async () => {
    const { cloudformation, end } = await left();
    const command = new RollbackStackCommand({ StackName, ClientRequestToken: 'back' });
    const { OperationId } = await cloudformation.send(command);
    await end();
    expect((await cloudformation.send(command)).OperationId).toBe(OperationId);
    expect((await end()).LastOperations![0]!.OperationId).toBe(OperationId);
  });

  it('another update continues from there, if it too is not to be rolled back', async () => {
    const { begin, end, s3 } = await left();
    expect((await errorOf(begin(AFTER))).message).toContain('non-terminal [UPDATE_FAILED] state');
    await begin(AFTER, { DisableRollback: true });
    expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await errorOf(s3.send(new HeadBucketCommand({ Bucket: 'first-name' })))).name).toBe('NotFound');
  });

  it('a failed change is tried again by the same template', async () => {
    const { cloud, faults } = await faultyCloud();
    const { begin, end, iam } = await updatable(cloud, BEFORE);
    const changed = { ...BEFORE, Role: role('worker', 'ec2') };
    faults.set('Role', { kind: 'fail', code: 'AccessDenied' });
    await begin(changed, { DisableRollback: true });
    expect((await end()).StackStatus).toBe('UPDATE_FAILED');
    faults.clear();
    await begin(changed, { DisableRollback: true });
    expect((await end()).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await trustOf(iam)).toContain('ec2');
  });

  it('the next update removes what the failed one was to remove', async () => {
    const policyOf = (name: string) => ({
      First: role('first'),
      Second: role('second'),
      Policy: {
        Type: 'AWS::IAM::Policy',
        DependsOn: ['First', 'Second'],
        Properties: {
          PolicyName: 'moved',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
          },
          Roles: [name],
        },
      },
    });
    const { cloud, faults } = await faultyCloud();
    const { begin, end, iam } = await updatable(cloud, policyOf('first'));
    faults.set('Policy', { kind: 'fail', code: 'Throttling' });
    await begin(policyOf('second'), { DisableRollback: true });
    expect((await end()).StackStatus).toBe('UPDATE_FAILED');
    faults.clear();
    await begin(policyOf('second'), { DisableRollback: true });
    await end();
    const names = async (RoleName: string) =>
      (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames;
    expect([await names('first'), await names('second')]).toEqual([[], ['moved']]);
  });

  it('a stack that never was complete continues from its failed creation, or is emptied', async () => {
    for (const rolledBack of [false, true]) {
      const { cloud, faults } = await faultyCloud();
      faults.set('Bad', { kind: 'fail', code: 'NotStabilized' });
      const clients = clientsFor(cloud);
      const { cloudformation } = clients;
      const resources = { Role: role('worker'), Bad: deployment() };
      await cloudformation.send(new CreateStackCommand({ ...stackOf(resources), OnFailure: 'DO_NOTHING' }));
      expect((await settled(cloudformation, StackName)).StackStatus).toBe('CREATE_FAILED');
      if (!rolledBack) faults.clear();
      const more = { ...resources, More: deployment() };
      await cloudformation.send(new UpdateStackCommand({ ...stackOf(more), DisableRollback: true }));
      const { StackStatus } = await settled(cloudformation, StackName);
      expect(StackStatus).toBe(rolledBack ? 'UPDATE_FAILED' : 'UPDATE_COMPLETE');
      if (!rolledBack) continue;
      await cloudformation.send(new RollbackStackCommand({ StackName }));
      expect((await settled(cloudformation, StackName)).StackStatus).toBe('ROLLBACK_COMPLETE');
      expect((await errorOf(trustOf(clients.iam))).name).toBe('NoSuchEntityException');
    }
  });

  it('DeleteStack removes the new and the old', async () => {
    const { cloudformation, end, s3 } = await left();
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    expect((await end()).StackStatus).toBe('DELETE_COMPLETE');
    for (const Bucket of ['first-name', 'second-name']) {
      expect((await errorOf(s3.send(new HeadBucketCommand({ Bucket })))).name).toBe('NotFound');
    }
  });
});
