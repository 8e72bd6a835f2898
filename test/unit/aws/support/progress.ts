import type { ExpectedResource, StackProgress, StackRecord } from '../../../../src/aws/progress/model.ts';
import { applyEvents, createProgress } from '../../../../src/aws/progress/reducer.ts';
import { began, type EventLine, eventsOf, stackId, stackName } from './events.ts';

export const expected: ExpectedResource[] = [
  { logicalId: 'Policy', type: 'AWS::S3::BucketPolicy', dependsOn: ['Bucket'] },
  { logicalId: 'Bucket', type: 'AWS::S3::Bucket', dependsOn: [] },
  { logicalId: 'AuthRole', type: 'AWS::IAM::Role', dependsOn: [] },
];
export const empty = (more: readonly ExpectedResource[] = expected) =>
  createProgress({ stackId, stackName, expected: more });
export const progressAfter = (lines: readonly EventLine[], more?: readonly ExpectedResource[]) =>
  applyEvents(empty(more), eventsOf(lines));
export const states = (progress: StackProgress) =>
  Object.fromEntries(progress.resources.map(({ logicalId, state }) => [logicalId, state]));
export const record = (status: string, more: Partial<StackRecord> = {}): StackRecord => ({
  stackId,
  stackName,
  status,
  createdAt: began - 200,
  outputs: {},
  parameters: {},
  terminationProtection: false,
  ...more,
});
export const user = { reason: 'User Initiated' };
