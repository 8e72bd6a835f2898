import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { ResourceFault } from '../../../demo/cloud/cloud.ts';
import type { DemoCloudOptions } from '../../../demo/cloud/server.ts';
import { cloudForTest } from './cloud.ts';
import { bucketNamed } from './refusal.ts';
import { deployment, role } from './update.ts';

/** A cloud whose resources fail as the test's current map says: logical id, or `back` and logical id, to fault. */
export async function faultyCloud(options: DemoCloudOptions = {}) {
  const faults = new Map<string, ResourceFault>();
  const cloud = await cloudForTest({
    ...options,
    faults: {
      resourceFault({ status }, { logicalId }, moment) {
        if (moment === 'delete') return undefined;
        return faults.get(status.startsWith('UPDATE_ROLLBACK_') ? `back ${logicalId}` : logicalId);
      },
    },
  });
  return { cloud, faults };
}

/** The template before a test's update. */
export const BEFORE = { Role: role('worker'), Bucket: bucketNamed('first-name') };
/** The template of the update. */
export const AFTER = {
  Role: role('worker', 'ec2'),
  Bucket: bucketNamed('second-name'),
  // Starts after everything else.
  New: { ...deployment(), DependsOn: ['Role', 'Bucket'] },
};

/** The principal who may assume the role of these stacks, as IAM writes it. */
export async function trustOf(iam: IAMClient): Promise<string> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  return decodeURIComponent(Role!.AssumeRolePolicyDocument!);
}
