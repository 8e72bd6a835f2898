import { describe, expect, it } from 'vitest';
import type { StackProgress } from '../../../../src/aws/progress/model.ts';
import { applyEvents, createProgress } from '../../../../src/aws/progress/reducer.ts';
import {
  began,
  created,
  deletedAfterwards,
  type EventLine,
  eventsOf,
  rolledBack,
  stackId,
  stackName,
  taken,
} from '../support/events.ts';

const expected = [
  { logicalId: 'Bucket', type: 'AWS::S3::Bucket', dependsOn: [] },
  { logicalId: 'Policy', type: 'AWS::S3::BucketPolicy', dependsOn: ['Bucket'] },
  { logicalId: 'AuthRole', type: 'AWS::IAM::Role', dependsOn: [] },
];
const empty = createProgress({ stackId, stackName });
const withTemplate = createProgress({ stackId, stackName, expected });
const having = (lines: readonly EventLine[], start = empty) => applyEvents(start, eventsOf(lines));
const states = ({ resources }: StackProgress) =>
  Object.fromEntries(resources.map(({ logicalId, state }) => [logicalId, state]));
const resource = ({ resources }: StackProgress, id: string) =>
  resources.find(({ logicalId }) => logicalId === id);

describe('a creation', () => {
  it('shows what the template contains before AWS reports it, and which resources wait for which', () => {
    const progress = having(created.slice(0, 5), withTemplate);
    expect(progress).toMatchObject({
      operation: 'create',
      direction: 'forward',
      outcome: 'running',
      total: 3,
      completed: 0,
    });
    expect(states(progress)).toEqual({ Bucket: 'running', Policy: 'waiting', AuthRole: 'running' });
    expect(resource(progress, 'Policy')?.waitsFor).toEqual(['Bucket']);
  });

  it('lets dependents start when a resource is configured', () => {
    const progress = having(created.slice(0, 7), withTemplate);
    expect(states(progress)).toMatchObject({ Bucket: 'settling', AuthRole: 'done' });
    expect(resource(progress, 'Policy')?.waitsFor).toEqual([]);
  });

  it('ends complete, with the time each resource took', () => {
    const progress = having(created, withTemplate);
    expect(progress).toMatchObject({
      status: 'CREATE_COMPLETE',
      outcome: 'succeeded',
      completed: 3,
      total: 3,
      startedAt: began,
      endedAt: began + 31_000,
      causes: [],
    });
    expect(resource(progress, 'Bucket')).toMatchObject({
      startedAt: began + 5000,
      endedAt: began + 28_000,
      physicalId: 'bucket-1',
    });
  });

  it('keeps the order of the template', () => {
    expect(having(created, withTemplate).resources.map(({ logicalId }) => logicalId)).toEqual([
      'Bucket',
      'Policy',
      'AuthRole',
    ]);
  });

  it('is the same value if nothing is new, and never changes one that was returned', () => {
    const half = having(created.slice(0, 6));
    const copy = structuredClone(half);
    const whole = applyEvents(half, eventsOf(created));
    expect(applyEvents(whole, eventsOf(created))).toBe(whole);
    expect(half).toEqual(copy);
  });
});

describe('a creation that is rolled back', () => {
  it('names the root cause and not its consequences', () => {
    const progress = having(rolledBack);
    expect(progress).toMatchObject({
      operation: 'create',
      direction: 'back',
      outcome: 'rolled-back',
      completed: 0,
    });
    expect(progress.causes.map(({ logicalId, code, nameTaken }) => [logicalId, code, nameTaken])).toEqual([
      ['Bucket', 'AlreadyExists', true],
    ]);
    expect(states(progress)).toEqual({ Bucket: 'failed', UnauthRole: 'cancelled', AuthRole: 'removed' });
  });

  it('counts back while it is being removed', () => {
    expect(having(rolledBack.slice(0, -2))).toMatchObject({
      direction: 'back',
      outcome: 'running',
      completed: 0,
    });
    expect(states(having(rolledBack.slice(0, -2)))).toMatchObject({ AuthRole: 'removing' });
  });

  it('keeps the first causes while the failed stack is deleted', () => {
    const progress = having([...rolledBack, ...deletedAfterwards]);
    expect(progress).toMatchObject({ operation: 'delete', outcome: 'deleted' });
    expect(progress.causes.map(({ logicalId }) => logicalId)).toEqual(['Bucket']);
  });

  it('still shows what failed after the rollback has removed its remains', () => {
    const progress = having([
      ...rolledBack.slice(0, -1),
      [12, 'Bucket', 'DELETE_IN_PROGRESS', { physicalId: 'bucket-1' }],
      [13, 'Bucket', 'DELETE_COMPLETE', { physicalId: 'bucket-1' }],
      [14, 'stack', 'ROLLBACK_COMPLETE'],
    ]);
    expect(resource(progress, 'Bucket')).toMatchObject({ state: 'failed', reason: taken });
  });

  it('finds the order of events in the same millisecond', () => {
    const atOnce = rolledBack.map(([, ...rest]): EventLine => [0, ...rest]);
    const events = eventsOf(atOnce);
    for (const mixed of [events, events.toReversed()]) {
      const progress = applyEvents(empty, mixed);
      expect(progress).toMatchObject({
        status: 'ROLLBACK_COMPLETE',
        direction: 'back',
        outcome: 'rolled-back',
      });
      expect(states(progress)).toEqual({ Bucket: 'failed', UnauthRole: 'cancelled', AuthRole: 'removed' });
    }
  });

  it('shows an output that cannot be evaluated, which belongs to no resource', () => {
    const reason = '[Error] /Outputs/X/Value/Fn::GetAtt: no such attribute. Rollback requested by user.';
    const progress = having([...created.slice(0, -1), [30, 'stack', 'ROLLBACK_IN_PROGRESS', { reason }]]);
    expect(progress.causes.map((cause) => cause.reason)).toEqual([reason]);
  });
});

describe('what comes after a creation', () => {
  const user = { reason: 'User Initiated' };
  it('counts an update separately', () => {
    const progress = having([
      ...created,
      [100, 'stack', 'UPDATE_IN_PROGRESS', user],
      [101, 'Bucket', 'UPDATE_IN_PROGRESS', { physicalId: 'bucket-1' }],
    ]);
    expect(progress).toMatchObject({
      operation: 'update',
      outcome: 'running',
      startedAt: began + 100_000,
      causes: [],
    });
    expect(states(progress)).toEqual({ Bucket: 'running', AuthRole: 'done', Policy: 'done' });
  });

  it('forgets why an earlier update failed when a new one starts', () => {
    const failed: EventLine[] = [
      [100, 'stack', 'UPDATE_IN_PROGRESS', user],
      [101, 'Bucket', 'UPDATE_FAILED', { physicalId: 'bucket-1', reason: 'no' }],
      [102, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      [103, 'stack', 'UPDATE_ROLLBACK_COMPLETE'],
    ];
    expect(having([...created, ...failed])).toMatchObject({
      outcome: 'rolled-back',
      causes: [{ logicalId: 'Bucket' }],
    });
    expect(having([...created, ...failed, [200, 'stack', 'UPDATE_IN_PROGRESS', user]])).toMatchObject({
      outcome: 'running',
      causes: [],
    });
  });

  it('shows a deletion counting down, with what is kept', () => {
    const progress = having(
      [
        ...created,
        [200, 'stack', 'DELETE_IN_PROGRESS', user],
        [201, 'Policy', 'DELETE_IN_PROGRESS', { physicalId: 'policy-1' }],
        [202, 'Policy', 'DELETE_COMPLETE', { physicalId: 'policy-1' }],
        [203, 'Bucket', 'DELETE_SKIPPED', { physicalId: 'bucket-1' }],
      ],
      withTemplate,
    );
    expect(progress).toMatchObject({ operation: 'delete', total: 3, completed: 2, outcome: 'running' });
    expect(states(progress)).toEqual({ Bucket: 'kept', Policy: 'removed', AuthRole: 'waiting' });
  });

  it('names what blocks a deletion', () => {
    const progress = having([
      ...created,
      [200, 'stack', 'DELETE_IN_PROGRESS', user],
      [
        203,
        'Bucket',
        'DELETE_FAILED',
        { physicalId: 'bucket-1', reason: 'The bucket you tried to delete is not empty' },
      ],
      [204, 'stack', 'DELETE_FAILED', { reason: 'The following resource(s) failed to delete: [Bucket]. ' }],
    ]);
    expect(progress).toMatchObject({ outcome: 'delete-failed', causes: [{ logicalId: 'Bucket' }] });
    expect(progress.causes.length).toBe(1);
  });
});
