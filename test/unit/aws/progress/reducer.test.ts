import { describe, expect, it } from 'vitest';
import {
  applyEvents,
  applyNested,
  applyResources,
  createProgress,
} from '../../../../src/aws/progress/reducer.ts';
import { began, created, deletedAfterwards, eventsOf, rolledBack, stackName } from '../support/events.ts';
import { expected, progressAfter, states, user } from '../support/progress.ts';

describe('a creation', () => {
  it('starts with everything waiting, in the order of the template', () => {
    const progress = progressAfter(created.slice(0, 1));
    expect(progress).toMatchObject({
      operation: 'create',
      outcome: 'running',
      total: 3,
      completed: 0,
      startedAt: began,
    });
    expect(progress.resources.map(({ logicalId }) => logicalId)).toEqual(['Policy', 'Bucket', 'AuthRole']);
    expect(progress.resources[0]?.waitsFor).toEqual(['Bucket']);
  });

  it('distinguishes running, settling and done, and releases what waited for a settling resource', () => {
    const progress = progressAfter(created.slice(0, 7));
    expect(states(progress)).toEqual({ Policy: 'waiting', Bucket: 'settling', AuthRole: 'done' });
    expect(progress.resources[0]?.waitsFor).toEqual([]);
    expect(progress.resources[2]).toMatchObject({
      physicalId: 'role-1',
      startedAt: began + 5_000,
      endedAt: began + 20_000,
    });
    expect(progress.completed).toBe(1);
  });

  it('is complete with its end', () => {
    expect(progressAfter(created)).toMatchObject({
      outcome: 'succeeded',
      completed: 3,
      total: 3,
      endedAt: began + 31_000,
      causes: [],
    });
  });

  it('omits at the end what a condition of the template has excluded', () => {
    const more = [...expected, { logicalId: 'Alarm', type: 'AWS::SNS::Topic', dependsOn: [] }];
    expect(progressAfter(created.slice(0, -1), more).total).toBe(4);
    expect(progressAfter(created, more)).toMatchObject({ total: 3, completed: 3 });
  });

  it('knows without a template what it has seen', () => {
    expect(progressAfter(created.slice(0, 3), [])).toMatchObject({ total: 2, completed: 0 });
  });

  it('takes what the events lack from the list of resources', () => {
    const only = progressAfter([created[0]!, created.at(-1)!]);
    const listed = applyResources(
      only,
      expected.map(({ logicalId, type }) => ({
        logicalId,
        type,
        status: 'CREATE_COMPLETE',
        physicalId: 'x',
        at: 0,
      })),
    );
    expect(listed).toMatchObject({ total: 3, completed: 3, outcome: 'succeeded' });
    expect(listed.resources[0]?.physicalId).toBe('x');
  });
});

describe('a failure', () => {
  it('has its first cause, and no cascade among the causes', () => {
    const progress = progressAfter(rolledBack);
    expect(progress.causes).toHaveLength(1);
    expect(progress.causes[0]).toMatchObject({
      logicalId: 'Bucket',
      code: 'AlreadyExists',
      nameTaken: true,
      stackName,
    });
    expect(progress).toMatchObject({ outcome: 'rolled-back', direction: 'back', completed: 0 });
    expect(states(progress)).toEqual({
      Policy: 'cancelled',
      Bucket: 'failed',
      AuthRole: 'removed',
      UnauthRole: 'cancelled',
    });
    expect(progress.reason).toMatch(/^The following resource/);
  });

  it('counts back while it is rolled back', () => {
    const counts = rolledBack.map((_, index) => progressAfter(rolledBack.slice(0, index + 1)).completed);
    expect(Math.max(...counts)).toBe(1);
    expect(counts.at(-1)).toBe(0);
    expect(progressAfter(rolledBack.slice(0, 9))).toMatchObject({ direction: 'back', outcome: 'running' });
  });

  it('keeps the first causes while its remains are deleted, and shows the deletion’s own if there are any', () => {
    const deleting = progressAfter([...rolledBack, ...deletedAfterwards]);
    expect(deleting).toMatchObject({
      operation: 'delete',
      outcome: 'deleted',
      direction: 'forward',
      startedAt: began + 60_000,
    });
    expect(deleting.causes.map(({ logicalId }) => logicalId)).toEqual(['Bucket']);
    const failing = progressAfter([
      ...rolledBack,
      deletedAfterwards[0]!,
      [61, 'AuthRole', 'DELETE_FAILED', { reason: 'in use', physicalId: 'role-1' }],
      [62, 'stack', 'DELETE_FAILED', { reason: 'The following resource(s) failed to delete: [AuthRole]. ' }],
    ]);
    expect(failing).toMatchObject({ outcome: 'delete-failed' });
    expect(failing.causes.map(({ reason }) => reason)).toEqual(['in use']);
  });

  it('forgets the causes of a removal that worked in the end', () => {
    const retried = progressAfter([
      ...created,
      [60, 'stack', 'DELETE_IN_PROGRESS', user],
      [61, 'AuthRole', 'DELETE_FAILED', { reason: 'in use', physicalId: 'role-1' }],
      [64, 'AuthRole', 'DELETE_IN_PROGRESS', { physicalId: 'role-1' }],
      [65, 'AuthRole', 'DELETE_COMPLETE', { physicalId: 'role-1' }],
      [70, 'stack', 'DELETE_COMPLETE'],
    ]);
    expect(retried.causes).toEqual([]);
  });

  it('shows a failure of the stack itself, such as an output that cannot be evaluated', () => {
    const reason = '[Error] /Outputs/X/Value/Fn::GetAtt: no such attribute. Rollback requested by user.';
    const progress = progressAfter([
      ...created.slice(0, -1),
      [31, 'stack', 'ROLLBACK_IN_PROGRESS', { reason }],
    ]);
    expect(progress.causes).toMatchObject([{ logicalId: stackName, reason }]);
  });

  it('has the causes of a nested stack, not the parent’s line about it', () => {
    const child = applyEvents(
      createProgress({ stackId: 'arn:aws:cloudformation:eu-west-1:1:stack/child/1', stackName: 'child' }),
      [{ ...eventsOf([[7, 'Table', 'CREATE_FAILED', { reason: 'quota' }]])[0]!, stackName: 'child' }],
    );
    const parent = progressAfter([
      created[0]!,
      [5, 'Api', 'CREATE_IN_PROGRESS', { type: 'AWS::CloudFormation::Stack' }],
      [
        9,
        'Api',
        'CREATE_FAILED',
        {
          type: 'AWS::CloudFormation::Stack',
          physicalId: 'arn:aws:cloudformation:eu-west-1:1:stack/child/1',
          reason:
            'Embedded stack arn:aws:x was not successfully created: The following resource(s) failed to create: [Table].',
        },
      ],
    ]);
    expect(parent.causes).toEqual([]);
    const both = applyNested(parent, 'Api', child);
    expect(both.causes).toMatchObject([{ logicalId: 'Table', stackName: 'child' }]);
    expect(both.resources.find(({ logicalId }) => logicalId === 'Api')).toMatchObject({
      state: 'failed',
      nested: child,
    });
  });
});
