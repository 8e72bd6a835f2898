import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { cloudForTest, errorOf } from './support/cloud.ts';
import { AFTER, BEFORE, faultyCloud, trustOf } from './support/faulty-update.ts';
import { bucketNamed } from './support/refusal.ts';
import { deployment, role, StackName, updatable } from './support/update.ts';

describe('an update that fails', () => {
  it('is rolled back as a separate operation, and everything is unchanged', async () => {
    const { cloud, faults } = await faultyCloud();
    const { begin, end, lines, iam, s3, cloudformation, id } = await updatable(cloud, BEFORE, {
      Outputs: { Name: { Value: { Ref: 'Bucket' } } },
    });
    faults.set('New', { kind: 'fail', code: 'NotStabilized' });
    const { OperationId } = await begin(AFTER, {}, {});
    const stack = await end();
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const failed = await lines();
    expect(failed.slice(failed.indexOf('New CREATE_IN_PROGRESS'))).toEqual([
      'New CREATE_IN_PROGRESS',
      expect.stringMatching(/^New CREATE_FAILED: .*HandlerErrorCode: NotStabilized\)$/),
      'shop UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [New]. ',
      'Role UPDATE_IN_PROGRESS',
      'Bucket UPDATE_IN_PROGRESS',
      'Bucket UPDATE_COMPLETE',
      'Role UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'New DELETE_COMPLETE',
      'Bucket DELETE_IN_PROGRESS',
      'Bucket DELETE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await trustOf(iam)).toContain('lambda');
    await s3.send(new HeadBucketCommand({ Bucket: 'first-name' }));
    expect((await errorOf(s3.send(new HeadBucketCommand({ Bucket: 'second-name' })))).name).toBe('NotFound');
    expect(stack.Outputs).toMatchObject([{ OutputValue: 'first-name' }]);
    const { StackEvents } = await cloudformation.send(new DescribeStackEventsCommand({ StackName: id }));
    const operations = new Set(StackEvents!.map((event) => event.OperationId));
    expect([operations.size, operations.has(OperationId)]).toEqual([3, true]);
    expect(stack.LastOperations![0]!.OperationType).toBe('ROLLBACK');
  });

  it('cancels what is in progress beside the failure, with the words for that', async () => {
    const { cloud, faults } = await faultyCloud();
    const { begin, end, lines } = await updatable(cloud, { Role: role('worker') });
    faults.set('Bad', { kind: 'fail', code: 'GeneralServiceException' });
    await begin({ Role: role('worker', 'ec2'), Slow: bucketNamed('slow-bucket'), Bad: deployment() });
    await end();
    const seen = await lines();
    expect(seen).toContain('Role UPDATE_FAILED: Resource update cancelled');
    expect(seen).toContain('Slow CREATE_FAILED: Resource creation cancelled');
    expect(seen).toContain(
      'shop UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Slow, Bad]. The following resource(s) failed to update: [Role]. ',
    );
  });

  it('a unique name cannot be kept by what replaces its owner', async () => {
    const { begin, end, lines } = await updatable(await cloudForTest(), { Role: role('worker') });
    await begin({ Role: role('worker', 'lambda', { Path: '/other/' }) });
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await lines()).toContain(
      'Role UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename worker and update the stack again.',
    );
  });

  it('what the update created and retains stays, unless the request says otherwise', async () => {
    for (const RetainExceptOnCreate of [false, true]) {
      const { cloud, faults } = await faultyCloud();
      const { begin, end, lines } = await updatable(cloud, { Role: role('worker') });
      faults.set('Bad', { kind: 'fail', code: 'NotStabilized' });
      const Kept = { ...bucketNamed('kept-bucket'), DeletionPolicy: 'Retain' };
      await begin(
        { Role: role('worker'), Kept, Bad: { ...deployment(), DependsOn: 'Kept' } },
        { RetainExceptOnCreate },
      );
      await end();
      expect((await lines()).filter((line) => line.startsWith('Kept DELETE_')).at(-1)).toBe(
        RetainExceptOnCreate ? 'Kept DELETE_COMPLETE' : 'Kept DELETE_SKIPPED',
      );
    }
  });
});

describe('CancelUpdateStack', () => {
  it('rolls back an update that hangs', async () => {
    const { cloud, faults } = await faultyCloud();
    const { begin, end, lines, cloudformation, iam } = await updatable(cloud, BEFORE);
    faults.set('New', { kind: 'stuck' });
    await begin(AFTER);
    while (!(await lines()).some((line) => line.startsWith('New CREATE_IN_PROGRESS: ')));
    await cloudformation.send(new CancelUpdateStackCommand({ StackName }));
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const seen = await lines();
    expect(seen[seen.indexOf('shop UPDATE_ROLLBACK_IN_PROGRESS: User Initiated') - 1]).toBe(
      'New CREATE_FAILED: Resource creation cancelled',
    );
    expect(await trustOf(iam)).toContain('lambda');
  });

  it('is only for an update in progress', async () => {
    const { cloudformation } = await updatable(await cloudForTest(), BEFORE);
    const { name, message } = await errorOf(cloudformation.send(new CancelUpdateStackCommand({ StackName })));
    expect([name, message]).toEqual([
      'ValidationError',
      'CancelUpdateStack cannot be called from current stack status: the stack is in CREATE_COMPLETE.',
    ]);
  });
});

describe('a rollback that fails', () => {
  async function failed() {
    const { cloud, faults } = await faultyCloud();
    const stack = await updatable(cloud, BEFORE);
    faults.set('New', { kind: 'fail', code: 'NotStabilized' });
    faults.set('back Role', { kind: 'fail', code: 'AccessDenied' });
    await stack.begin(AFTER, {}, {});
    const { StackStatus, StackStatusReason } = await stack.end();
    expect([StackStatus, StackStatusReason]).toEqual([
      'UPDATE_ROLLBACK_FAILED',
      'The following resource(s) failed to update: [Role]. ',
    ]);
    return { ...stack, faults };
  }

  it('continues on request, once the cause is gone', async () => {
    const { cloudformation, end, begin, iam, faults } = await failed();
    expect((await errorOf(begin(AFTER))).message).toContain('is in UPDATE_ROLLBACK_FAILED state');
    faults.clear();
    await cloudformation.send(new ContinueUpdateRollbackCommand({ StackName }));
    const stack = await end();
    expect([stack.StackStatus, stack.LastOperations![0]!.OperationType]).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      'CONTINUE_ROLLBACK',
    ]);
    expect(await trustOf(iam)).toContain('lambda');
  });

  it('continues without what is to be skipped, which is unchanged', async () => {
    const { cloudformation, end, lines, iam } = await failed();
    const skip = (name: string) =>
      cloudformation.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: [name] }));
    expect((await errorOf(skip('Bucket'))).name).toBe('ValidationError');
    await skip('Role');
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await lines()).toContain('Role UPDATE_COMPLETE');
    expect(await trustOf(iam)).toContain('ec2');
  });

  it('cannot be continued for a healthy stack', async () => {
    const { cloudformation } = await updatable(await cloudForTest(), BEFORE);
    const call = cloudformation.send(new ContinueUpdateRollbackCommand({ StackName }));
    expect((await errorOf(call)).message).toContain('is in CREATE_COMPLETE state');
    expect((await cloudformation.send(new DescribeStacksCommand({ StackName }))).Stacks).toHaveLength(1);
  });
});
