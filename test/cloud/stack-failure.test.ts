import {
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { HeadBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { allEvents, clientsFor, cloudForTest, errorOf, eventLine, settled } from './support/cloud.ts';
import { PARENT_TEMPLATE, parentStack } from './support/parent-stack.ts';
import { createWithTakenBucket } from './support/taken-bucket.ts';

const CANCELLED = 'Resource creation cancelled';

describe('a bucket name that is taken', () => {
  it.each(['biz', 'dev'] as const)(
    'by %s fails the bucket, cancels the rest and rolls back',
    async (owner) => {
      const cloud = await cloudForTest();
      const { stack, events } = await createWithTakenBucket(cloud, owner);
      expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
      expect(stack.DeletionTime).toBeInstanceOf(Date);
      const failures = events.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
      expect(failures[0]).toMatchObject({ LogicalResourceId: 'DeploymentBucket', PhysicalResourceId: '' });
      expect(failures[0]!.ResourceStatusReason).toMatch(
        /^Resource handler returned message: "taken-deployment already exists \(Service: S3, Status Code: 0, Request ID: null\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: AlreadyExists\)$/,
      );
      expect(failures.slice(1).map(eventLine)).toEqual([
        `AuthRole CREATE_FAILED: ${CANCELLED}`,
        `UnauthRole CREATE_FAILED: ${CANCELLED}`,
      ]);
      const after = events.slice(events.indexOf(failures[2]!) + 1).map(eventLine);
      expect(after[0]).toBe(
        'taken ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [DeploymentBucket, AuthRole, UnauthRole]. Rollback requested by user.',
      );
      expect(after.at(-1)).toBe('taken ROLLBACK_COMPLETE');
      expect(after).not.toContainEqual(expect.stringContaining('DELETE_SKIPPED'));
      expect((await clientsFor(cloud).iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
      await clientsFor(cloud, owner).s3.send(new HeadBucketCommand({ Bucket: 'taken-deployment' }));
    },
  );

  it('rolls back as a separate operation', async () => {
    const { stack, events } = await createWithTakenBucket(await cloudForTest(), 'biz');
    const operations = [...new Set(events.map(({ OperationId }) => OperationId))];
    expect(operations).toHaveLength(2);
    const boundary = events.findIndex(({ ResourceStatus }) => ResourceStatus === 'ROLLBACK_IN_PROGRESS');
    expect(events.slice(0, boundary).every(({ OperationId }) => OperationId === operations[0])).toBe(true);
    expect(events.slice(boundary).every(({ OperationId }) => OperationId === operations[1])).toBe(true);
    expect(stack.LastOperations).toEqual([{ OperationType: 'ROLLBACK', OperationId: operations[1] }]);
  });

  it('leaves a stack that keeps its name until it is deleted', async () => {
    const cloud = await cloudForTest();
    const { id } = await createWithTakenBucket(cloud, 'biz');
    const { cloudformation } = clientsFor(cloud);
    const again = new CreateStackCommand(parentStack('taken', 'free-deployment'));
    expect(await errorOf(cloudformation.send(again))).toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [taken] already exists',
    });
    await cloudformation.send(new DeleteStackCommand({ StackName: 'taken' }));
    expect((await settled(cloudformation, id)).StackStatus).toBe('DELETE_COMPLETE');
    await cloudformation.send(again);
    expect((await settled(cloudformation, 'taken')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it.each([{ OnFailure: 'DO_NOTHING' as const }, { DisableRollback: true }])(
    'stops where it is with %o',
    async (option) => {
      const cloud = await cloudForTest();
      const { stack, events } = await createWithTakenBucket(cloud, 'biz', option);
      expect(stack).toMatchObject({
        StackStatus: 'CREATE_FAILED',
        StackStatusReason: 'The following resource(s) failed to create: [DeploymentBucket]. ',
      });
      const lines = events.map(eventLine);
      expect(lines).toContain('AuthRole CREATE_COMPLETE');
      expect(lines.filter((line) => line.startsWith('DeploymentBucketPolicy'))).toEqual([]);
      await clientsFor(cloud).iam.send(new GetRoleCommand({ RoleName: 'taken-authRole' }));
    },
  );

  it('accepts no other OnFailure', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const input = { ...parentStack('odd'), OnFailure: 'MAYBE' as 'DELETE' };
    const { message } = await errorOf(cloudformation.send(new CreateStackCommand(input)));
    expect(message).toContain("Value 'MAYBE' at 'onFailure' failed to satisfy constraint");
  });

  it('removes the stack with OnFailure DELETE', async () => {
    const { stack, events, id } = await createWithTakenBucket(await cloudForTest(), 'biz', {
      OnFailure: 'DELETE',
    });
    expect(stack).toMatchObject({ StackStatus: 'DELETE_COMPLETE', StackId: id });
    expect(events.map(eventLine)).toContain(
      'taken DELETE_IN_PROGRESS: The following resource(s) failed to create: [DeploymentBucket, AuthRole, UnauthRole]. Delete requested by user.',
    );
  });
});

describe('a role name that is taken', () => {
  async function createWithTakenRole(change: Partial<CreateStackCommandInput> = {}) {
    const cloud = await cloudForTest();
    const { cloudformation, iam, s3 } = clientsFor(cloud);
    const trust = (PARENT_TEMPLATE.Resources.AuthRole as { Properties: { AssumeRolePolicyDocument: object } })
      .Properties;
    const AssumeRolePolicyDocument = JSON.stringify(trust.AssumeRolePolicyDocument);
    await iam.send(new CreateRoleCommand({ RoleName: 'role-unauthRole', AssumeRolePolicyDocument }));
    const { StackId } = await cloudformation.send(
      new CreateStackCommand({ ...parentStack('role'), ...change }),
    );
    const stack = await settled(cloudformation, StackId!);
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    const roles = await iam.send(new ListRolesCommand({}));
    return {
      status: stack.StackStatus,
      lines: (await allEvents(cloudformation, StackId!)).map(eventLine),
      buckets: Buckets?.map(({ Name }) => Name),
      roles: roles.Roles?.map(({ RoleName }) => RoleName),
    };
  }

  it('keeps the bucket that is to be retained and the role that existed before', async () => {
    const { status, lines, buckets, roles } = await createWithTakenRole();
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^UnauthRole CREATE_FAILED: .*"Role with name role-unauthRole already exists. \(Service: Iam, Status Code: 409, Request ID: \w+\)" .*HandlerErrorCode: AlreadyExists\)$/,
      ),
    );
    expect(lines).toContain(`DeploymentBucket CREATE_FAILED: ${CANCELLED}`);
    expect(lines).toContain('DeploymentBucket DELETE_SKIPPED');
    expect(lines.filter((line) => line.startsWith('AuthRole DELETE'))).toEqual([
      'AuthRole DELETE_IN_PROGRESS',
      'AuthRole DELETE_COMPLETE',
    ]);
    expect(buckets).toEqual(['role-deployment']);
    expect(roles).toEqual(['role-unauthRole']);
  });

  it('removes the bucket too with RetainExceptOnCreate', async () => {
    const { status, lines, buckets } = await createWithTakenRole({ RetainExceptOnCreate: true });
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(lines).toContain('DeploymentBucket DELETE_COMPLETE');
    expect(buckets).toEqual([]);
  });
});
