import { describe, expect, it } from 'vitest';
import { applyStack } from '../../../../src/aws/progress/reducer.ts';
import { began, created, type EventLine } from '../support/events.ts';
import { progressAfter, record, states, user } from '../support/progress.ts';

describe('consecutive operations', () => {
  it('a deletion: what exists has to be removed, in reverse order, and what is retained counts as done', () => {
    const lines: EventLine[] = [
      ...created,
      [60, 'stack', 'DELETE_IN_PROGRESS', user],
      [61, 'Policy', 'DELETE_IN_PROGRESS', { physicalId: 'policy-1' }],
      [62, 'Policy', 'DELETE_COMPLETE', { physicalId: 'policy-1' }],
      [63, 'Bucket', 'DELETE_SKIPPED', { physicalId: 'bucket-1' }],
      [64, 'AuthRole', 'DELETE_COMPLETE', { physicalId: 'role-1' }],
      [66, 'stack', 'DELETE_COMPLETE'],
    ];
    const begun = progressAfter(lines.slice(0, 13));
    expect(begun).toMatchObject({ operation: 'delete', total: 3, completed: 0, outcome: 'running' });
    expect(begun.resources.find(({ logicalId }) => logicalId === 'Bucket')?.waitsFor).toEqual(['Policy']);
    const end = progressAfter(lines);
    expect(states(end)).toEqual({ Policy: 'removed', Bucket: 'kept', AuthRole: 'removed' });
    expect(end).toMatchObject({ completed: 3, total: 3, outcome: 'deleted' });
  });

  it('an update: only changes count, and the old half of a replacement does not count again', () => {
    const progress = progressAfter([
      ...created,
      [60, 'stack', 'UPDATE_IN_PROGRESS', user],
      [61, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
      [65, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-2' }],
      [66, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-2' }],
      [67, 'stack', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
      [68, 'AuthRole', 'DELETE_IN_PROGRESS', { physicalId: 'role-1' }],
      [69, 'AuthRole', 'DELETE_COMPLETE', { physicalId: 'role-1' }],
    ]);
    expect(progress).toMatchObject({ operation: 'update', outcome: 'running', completed: 1, total: 1 });
    expect(states(progress)).toMatchObject({ Bucket: 'done', Policy: 'done' });
    expect(progress.resources.find(({ logicalId }) => logicalId === 'AuthRole')).toMatchObject({
      state: 'done',
      physicalId: 'role-2',
      change: 'replace',
    });
  });

  it('a failing update goes back, and shows only its own causes', () => {
    const progress = progressAfter([
      ...created,
      [60, 'stack', 'UPDATE_IN_PROGRESS', user],
      [61, 'AuthRole', 'UPDATE_FAILED', { reason: 'no', physicalId: 'role-1' }],
      [
        62,
        'stack',
        'UPDATE_ROLLBACK_IN_PROGRESS',
        { reason: 'The following resource(s) failed to update: [AuthRole]. ' },
      ],
      [64, 'stack', 'UPDATE_ROLLBACK_COMPLETE'],
    ]);
    expect(progress).toMatchObject({ operation: 'update', direction: 'back', outcome: 'rolled-back' });
    expect(progress.causes.map(({ reason }) => reason)).toEqual(['no']);
  });

  it('an import', () => {
    const progress = progressAfter(
      [
        [0, 'stack', 'IMPORT_IN_PROGRESS', user],
        [3, 'Bucket', 'IMPORT_COMPLETE', { physicalId: 'b' }],
        [5, 'stack', 'IMPORT_COMPLETE'],
      ],
      [],
    );
    expect(progress).toMatchObject({ operation: 'import', outcome: 'succeeded', completed: 1, total: 1 });
  });
});

describe('DescribeStacks beside the events', () => {
  const running = created.slice(0, 5);
  it('is believed if it is further along, and no missing events are left out', () => {
    const progress = applyStack(progressAfter(running), record('CREATE_COMPLETE', { outputs: { A: 'b' } }));
    expect(progress).toMatchObject({
      status: 'CREATE_COMPLETE',
      outcome: 'succeeded',
      outputs: { A: 'b' },
      completed: 3,
      total: 3,
    });
  });

  it('is not believed if it lags behind', () => {
    expect(applyStack(progressAfter(created), record('CREATE_IN_PROGRESS')).outcome).toBe('succeeded');
  });

  it('shows a later operation whose events have not arrived yet', () => {
    expect(applyStack(progressAfter(created), record('DELETE_IN_PROGRESS'))).toMatchObject({
      operation: 'delete',
      outcome: 'running',
    });
    const updating = record('UPDATE_IN_PROGRESS', { updatedAt: began + 90_000 });
    const updated: EventLine[] = [
      [60, 'stack', 'UPDATE_IN_PROGRESS', user],
      [62, 'stack', 'UPDATE_COMPLETE'],
    ];
    expect(applyStack(progressAfter([...created, ...updated]), updating).outcome).toBe('running');
  });

  it('does not end an update with the end of the previous one', () => {
    const lines: EventLine[] = [...created, [60, 'stack', 'UPDATE_IN_PROGRESS', user]];
    const old = record('UPDATE_COMPLETE', { updatedAt: began + 40_000 });
    expect(applyStack(progressAfter(lines), old).outcome).toBe('running');
  });
});
