import type { StackEventRecord } from '../../../../src/aws/progress/model.ts';

export const stackId =
  'arn:aws:cloudformation:eu-west-1:111122223333:stack/amplify-shop-20261123094500/6f1f5c20-c85c-11f0-a1b2-0a1b2c3d4e5f';
export const stackName = 'amplify-shop-20261123094500';
/** When the stack of these tests started, milliseconds since the epoch. */
export const began = Date.UTC(2026, 10, 23, 9, 45, 0);

/** An event in the short form of tests: seconds after the start, resource, status. */
export type EventLine = readonly [
  seconds: number,
  who: string,
  status: string,
  more?: { reason?: string; physicalId?: string; detailedStatus?: string; type?: string },
];

const types: Readonly<Record<string, string>> = {
  Bucket: 'AWS::S3::Bucket',
  Policy: 'AWS::S3::BucketPolicy',
  AuthRole: 'AWS::IAM::Role',
  UnauthRole: 'AWS::IAM::Role',
};

/** Events in the given order; `stack` is the stack itself, by default the one of these tests. */
export function eventsOf(lines: readonly EventLine[], own = { stackId, stackName }): StackEventRecord[] {
  return lines.map(([seconds, who, status, more = {}], index) => {
    const isStack = who === 'stack';
    const physicalId = more.physicalId ?? (isStack ? own.stackId : undefined);
    return {
      // As AWS's, the same in stacks with the same resources.
      eventId: `${who}-${status}-${seconds}-${index}`,
      ...own,
      logicalId: isStack ? own.stackName : who,
      type: more.type ?? (isStack ? 'AWS::CloudFormation::Stack' : (types[who] ?? 'AWS::SNS::Topic')),
      status,
      at: began + seconds * 1000,
      ...(physicalId ? { physicalId } : {}),
      ...(more.reason ? { reason: more.reason } : {}),
      ...(more.detailedStatus ? { detailedStatus: more.detailedStatus } : {}),
    };
  });
}

const user = { reason: 'User Initiated' };

export const created: readonly EventLine[] = [
  [0, 'stack', 'CREATE_IN_PROGRESS', user],
  [5, 'Bucket', 'CREATE_IN_PROGRESS'],
  [5, 'AuthRole', 'CREATE_IN_PROGRESS'],
  [6, 'Bucket', 'CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated', physicalId: 'bucket-1' }],
  [6, 'AuthRole', 'CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated', physicalId: 'role-1' }],
  [20, 'AuthRole', 'CREATE_COMPLETE', { physicalId: 'role-1' }],
  [22, 'Bucket', 'CREATE_IN_PROGRESS', { physicalId: 'bucket-1', detailedStatus: 'CONFIGURATION_COMPLETE' }],
  [23, 'Policy', 'CREATE_IN_PROGRESS'],
  [24, 'Policy', 'CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated', physicalId: 'policy-1' }],
  [28, 'Bucket', 'CREATE_COMPLETE', { physicalId: 'bucket-1' }],
  [29, 'Policy', 'CREATE_COMPLETE', { physicalId: 'policy-1' }],
  [31, 'stack', 'CREATE_COMPLETE'],
];

export const taken =
  'Resource handler returned message: "shop-deployment already exists (Service: S3, Status Code: 0, Request ID: null)" (RequestToken: 3f1c, HandlerErrorCode: AlreadyExists)';

export const rolledBack: readonly EventLine[] = [
  [0, 'stack', 'CREATE_IN_PROGRESS', user],
  [5, 'Bucket', 'CREATE_IN_PROGRESS'],
  [5, 'UnauthRole', 'CREATE_IN_PROGRESS'],
  [5, 'AuthRole', 'CREATE_IN_PROGRESS'],
  [6, 'AuthRole', 'CREATE_IN_PROGRESS', { physicalId: 'role-1' }],
  [7, 'AuthRole', 'CREATE_COMPLETE', { physicalId: 'role-1' }],
  [8, 'Bucket', 'CREATE_FAILED', { reason: taken }],
  [8, 'UnauthRole', 'CREATE_FAILED', { reason: 'Resource creation cancelled' }],
  [
    9,
    'stack',
    'ROLLBACK_IN_PROGRESS',
    {
      reason: 'The following resource(s) failed to create: [Bucket, UnauthRole]. Rollback requested by user.',
    },
  ],
  [11, 'AuthRole', 'DELETE_IN_PROGRESS', { physicalId: 'role-1' }],
  [12, 'AuthRole', 'DELETE_COMPLETE', { physicalId: 'role-1' }],
  [13, 'stack', 'ROLLBACK_COMPLETE'],
];

export const deletedAfterwards: readonly EventLine[] = [
  [60, 'stack', 'DELETE_IN_PROGRESS', user],
  [62, 'stack', 'DELETE_COMPLETE'],
];
