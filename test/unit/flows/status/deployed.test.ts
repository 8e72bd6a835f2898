import { describe, expect, it } from 'vitest';
import { deployedBackend, isGone } from '../../../../src/flows/status/deployed.ts';
import { awsError, createFakeAws } from '../../aws/support/fake-aws.ts';

const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1';
const began = new Date(Date.UTC(2026, 10, 23, 9, 45, 0));
const ended = new Date(began.getTime() + 64_000);
const nested = (LogicalResourceId: string, ResourceStatus = 'CREATE_COMPLETE') => ({
  LogicalResourceId,
  PhysicalResourceId: `${stackId}/${LogicalResourceId}`,
  ResourceType: 'AWS::CloudFormation::Stack',
  ResourceStatus,
  LastUpdatedTimestamp: ended,
});
const event = (id: string, StackStatus: string, Timestamp: Date, PhysicalResourceId = stackId) => ({
  ...{ EventId: id, StackId: stackId, StackName: 'shop', LogicalResourceId: 'shop', PhysicalResourceId },
  ...{ ResourceType: 'AWS::CloudFormation::Stack', ResourceStatus: StackStatus, Timestamp },
});

function aws(StackStatus: string, newest: string) {
  const stack = {
    StackId: stackId,
    StackName: 'shop',
    StackStatus,
    CreationTime: new Date(0),
    LastUpdatedTime: began,
  };
  return createFakeAws({
    DescribeStacks: () => ({ Stacks: [stack] }),
    DescribeStackEvents: () => ({
      StackEvents: [event('2', newest, ended), event('1', 'UPDATE_IN_PROGRESS', began)],
    }),
    ListStackResources: ({ NextToken }) =>
      NextToken
        ? {
            StackResourceSummaries: [
              nested('authusers', 'UPDATE_COMPLETE'),
              nested('UpdateRolesWithIDPFunction'),
            ],
          }
        : {
            StackResourceSummaries: [
              nested('apilist'),
              { ...nested('DeploymentBucket'), ResourceType: 'AWS::S3::Bucket' },
            ],
            NextToken: 'more',
          },
  });
}

const resources = [
  { category: 'auth', name: 'users' },
  { category: 'api', name: 'list' },
];

describe('the state of a project in AWS', () => {
  it('has its stacks by category, over all pages, and the latest deployment with its duration', async () => {
    const { clients } = aws('UPDATE_COMPLETE', 'UPDATE_COMPLETE');
    const found = await deployedBackend(clients, stackId, resources);
    expect(found?.nested.map(({ category, name, status }) => `${category}/${name} ${status}`)).toEqual([
      'api/list CREATE_COMPLETE',
      'auth/users UPDATE_COMPLETE',
      'other/UpdateRolesWithIDPFunction CREATE_COMPLETE',
    ]);
    expect(found?.last).toEqual({
      status: 'UPDATE_COMPLETE',
      startedAt: began.getTime(),
      endedAt: ended.getTime(),
    });
  });

  it('has the last deployment with its own times if the stack was deleted since', async () => {
    const deleted = new Date(ended.getTime() + 2_000_000);
    const { clients } = createFakeAws({
      DescribeStacks: () => ({
        Stacks: [
          {
            ...{
              StackId: stackId,
              StackName: 'shop',
              StackStatus: 'DELETE_COMPLETE',
              CreationTime: new Date(0),
            },
            ...{ LastUpdatedTime: began, DeletionTime: deleted },
          },
        ],
      }),
      DescribeStackEvents: () => ({
        StackEvents: [
          event('4', 'DELETE_COMPLETE', deleted),
          event('3', 'DELETE_IN_PROGRESS', deleted),
          event('2', 'UPDATE_COMPLETE', ended),
        ],
      }),
      ListStackResources: () => ({ StackResourceSummaries: [] }),
    });
    const found = await deployedBackend(clients, stackId, resources);
    expect(isGone(found)).toBe(true);
    expect(found?.stack.deletedAt).toBe(deleted.getTime());
    expect(found?.last).toEqual({
      status: 'UPDATE_COMPLETE',
      startedAt: began.getTime(),
      endedAt: ended.getTime(),
    });
  });

  it('has no end while it continues', async () => {
    const { clients } = aws('UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS');
    const found = await deployedBackend(clients, stackId, resources);
    expect(found?.last).toEqual({ status: 'UPDATE_IN_PROGRESS', startedAt: began.getTime() });
  });

  it('has what may be read, and names what is missing', async () => {
    const deny = () => {
      throw awsError('AccessDenied', 'User is not authorized to perform: x', 403);
    };
    const { clients } = createFakeAws({
      DescribeStacks: () => ({
        Stacks: [
          { StackId: stackId, StackName: 'shop', StackStatus: 'UPDATE_COMPLETE', CreationTime: began },
        ],
      }),
      DescribeStackEvents: deny,
      ListStackResources: deny,
    });
    expect(await deployedBackend(clients, stackId, resources)).toMatchObject({
      stack: { status: 'UPDATE_COMPLETE' },
      nested: [],
      missing: ['cloudformation:DescribeStackEvents', 'cloudformation:ListStackResources'],
    });
  });

  it('is empty without such a stack', async () => {
    const { clients } = createFakeAws({
      DescribeStacks: () => {
        throw awsError('ValidationError', 'Stack with id shop does not exist');
      },
    });
    expect(await deployedBackend(clients, stackId, [])).toBeUndefined();
  });
});
