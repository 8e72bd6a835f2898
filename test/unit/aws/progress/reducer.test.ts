import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ExpectedResource,
  StackEventRecord,
  StackProgress,
  StackRecord,
} from '../../../../src/aws/progress/model.ts';
import {
  applyEvents,
  applyNested,
  applyResources,
  applyStack,
  createProgress,
} from '../../../../src/aws/progress/reducer.ts';
import {
  began,
  created,
  deletedAfterwards,
  type EventLine,
  eventsOf,
  rolledBack,
  stackId,
  stackName,
} from '../support/events.ts';

const expected: ExpectedResource[] = [
  { logicalId: 'Policy', type: 'AWS::S3::BucketPolicy', dependsOn: ['Bucket'] },
  { logicalId: 'Bucket', type: 'AWS::S3::Bucket', dependsOn: [] },
  { logicalId: 'AuthRole', type: 'AWS::IAM::Role', dependsOn: [] },
];
const empty = (more: readonly ExpectedResource[] = expected) =>
  createProgress({ stackId, stackName, expected: more });
const progressAfter = (lines: readonly EventLine[], more?: readonly ExpectedResource[]) =>
  applyEvents(empty(more), eventsOf(lines));
const states = (progress: StackProgress) =>
  Object.fromEntries(progress.resources.map(({ logicalId, state }) => [logicalId, state]));
const record = (status: string, more: Partial<StackRecord> = {}): StackRecord => ({
  stackId,
  stackName,
  status,
  createdAt: began - 200,
  outputs: {},
  parameters: {},
  terminationProtection: false,
  ...more,
});
const user = { reason: 'User Initiated' };

describe('a creation', () => {
  it('begins with everything waiting, in the order of the template', () => {
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

  it('tells running, settling and done apart, and lets go who waited for a settling one', () => {
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

  it('leaves out at the end what a condition of the template has left out', () => {
    const more = [...expected, { logicalId: 'Alarm', type: 'AWS::SNS::Topic', dependsOn: [] }];
    expect(progressAfter(created.slice(0, -1), more).total).toBe(4);
    expect(progressAfter(created, more)).toMatchObject({ total: 3, completed: 3 });
  });

  it('knows without a template what it has seen', () => {
    expect(progressAfter(created.slice(0, 3), [])).toMatchObject({ total: 2, completed: 0 });
  });

  it('takes what events do not tell from the list of resources', () => {
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

  it('goes back while it is rolled back, and the count with it', () => {
    const counts = rolledBack.map((_, index) => progressAfter(rolledBack.slice(0, index + 1)).completed);
    expect(Math.max(...counts)).toBe(1);
    expect(counts.at(-1)).toBe(0);
    expect(progressAfter(rolledBack.slice(0, 9))).toMatchObject({ direction: 'back', outcome: 'running' });
  });

  it('keeps the first causes while its remains are deleted, and tells the deletion’s own if there are some', () => {
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

  it('tells a failure of the stack itself, such as an output that cannot be worked out', () => {
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

describe('operations one after the other', () => {
  it('reads a deletion: what exists has to go, in the opposite order, and what is retained counts as over', () => {
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

  it('reads an update: what is not touched stays done, the old half of a replacement does not count', () => {
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
    expect(progress).toMatchObject({ operation: 'update', outcome: 'running', completed: 3, total: 3 });
    expect(progress.resources.find(({ logicalId }) => logicalId === 'AuthRole')).toMatchObject({
      state: 'done',
      physicalId: 'role-2',
    });
  });

  it('turns back an update that fails, and has only its causes', () => {
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

  it('reads an import', () => {
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
  it('is believed when it is further', () => {
    const progress = applyStack(progressAfter(running), record('CREATE_COMPLETE', { outputs: { A: 'b' } }));
    expect(progress).toMatchObject({
      status: 'CREATE_COMPLETE',
      outcome: 'succeeded',
      outputs: { A: 'b' },
      completed: 2,
    });
  });

  it('is not believed when it lags behind', () => {
    expect(applyStack(progressAfter(created), record('CREATE_IN_PROGRESS')).outcome).toBe('succeeded');
  });

  it('tells of a later operation whose events are not there yet', () => {
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

  it('does not end an update with the end of the one before', () => {
    const lines: EventLine[] = [...created, [60, 'stack', 'UPDATE_IN_PROGRESS', user]];
    const old = record('UPDATE_COMPLETE', { updatedAt: began + 40_000 });
    expect(applyStack(progressAfter(lines), old).outcome).toBe('running');
  });
});

describe('any order, any batches, any repetition', () => {
  const scenarios: Record<string, readonly EventLine[]> = {
    created,
    rolledBack,
    'rolled back and deleted': [...rolledBack, ...deletedAfterwards],
    'all in one millisecond': rolledBack.map(
      ([, who, status, more]): EventLine => (more ? [0, who, status, more] : [0, who, status]),
    ),
    'created and deleted': [
      ...created,
      [60, 'stack', 'DELETE_IN_PROGRESS', user],
      [61, 'Bucket', 'DELETE_SKIPPED', { physicalId: 'bucket-1' }],
    ],
  };
  const scenario = fc.constantFrom(...Object.values(scenarios)).chain((lines) => {
    const events = eventsOf(lines);
    return fc.record({
      events: fc.constant(events),
      shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
      repeated: fc.array(fc.constantFrom(...events), { maxLength: 20 }),
      cuts: fc.array(fc.nat(events.length + 20), { maxLength: 6 }),
    });
  });
  const rows = eventsOf(rolledBack)
    .filter(({ physicalId }) => physicalId !== stackId)
    .map(({ logicalId, type, status, at }) => ({ logicalId, type, status, at }));

  it('gives the same view', () => {
    fc.assert(
      fc.property(scenario, fc.shuffledSubarray(rows), ({ events, shuffled, repeated, cuts }, someRows) => {
        const wanted = applyResources(applyEvents(empty(), events), someRows);
        const all = [...shuffled, ...repeated];
        const bounds = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
        let progress = empty();
        bounds.slice(1).forEach((end, index) => {
          progress = applyEvents(progress, all.slice(bounds[index], end));
          const row = someRows[index];
          if (row) progress = applyResources(progress, [row]);
        });
        progress = applyResources(progress, [...someRows].reverse());
        expect(progress).toEqual(wanted);
        expect(applyEvents(progress, events)).toBe(progress);
      }),
      { numRuns: 300 },
    );
  });

  it('never counts below nothing or above all, and never changes what it gave out', () => {
    fc.assert(
      fc.property(scenario, ({ shuffled }) => {
        const given: StackProgress[] = [empty()];
        const kept: string[] = [JSON.stringify(given[0])];
        for (const event of shuffled) {
          const next = applyEvents(given.at(-1)!, [event]);
          expect(next.completed).toBeGreaterThanOrEqual(0);
          expect(next.completed).toBeLessThanOrEqual(next.total);
          given.push(next);
          kept.push(JSON.stringify(next));
        }
        expect(given.map((progress) => JSON.stringify(progress))).toEqual(kept);
      }),
      { numRuns: 50 },
    );
  });

  it('comes out right although everything happens in one millisecond', () => {
    const atOnce = (lines: readonly EventLine[]) =>
      progressAfter(
        lines.map(([, who, status, more]): EventLine => (more ? [0, who, status, more] : [0, who, status])),
      );
    for (const lines of [created, rolledBack]) {
      const slow = progressAfter(lines);
      const fast = atOnce([...lines].reverse());
      expect(states(fast)).toEqual(states(slow));
      expect(fast).toMatchObject({
        outcome: slow.outcome,
        direction: slow.direction,
        completed: slow.completed,
        total: slow.total,
      });
      expect(fast.causes.map(({ logicalId }) => logicalId)).toEqual(
        slow.causes.map(({ logicalId }) => logicalId),
      );
    }
  });

  it('branches: two futures of one progress know nothing of each other', () => {
    const events = eventsOf(created);
    const base = applyEvents(empty(), events.slice(0, 4));
    const one = applyEvents(base, events.slice(4));
    const other = applyEvents(base, events.slice(4, 5));
    expect(one.outcome).toBe('succeeded');
    expect(other).toEqual(applyEvents(empty(), events.slice(0, 5)));
  });

  it('takes a progress that was stored and read again at its word', () => {
    const stored = JSON.parse(JSON.stringify(progressAfter(created.slice(0, 6)))) as StackProgress;
    expect(states(applyEvents(stored, eventsOf(created)))).toEqual(states(progressAfter(created)));
  });
});

describe('size', () => {
  it('grows linearly: 2,000 resources and 20,000 events in batches of 100', () => {
    const run = (resources: number) => {
      const events: StackEventRecord[] = eventsOf([created[0]!]);
      const steps = ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'];
      for (let step = 0; step < 10; step += 1)
        for (let index = 0; index < resources; index += 1)
          events.push({
            eventId: `${index}-${step}`,
            stackId,
            stackName,
            logicalId: `R${index}`,
            type: 'AWS::SNS::Topic',
            status: steps[step % 2]!,
            at: began + 1000 + step * 1000,
          });
      const all = Array.from({ length: resources }, (_, index) => ({
        logicalId: `R${index}`,
        type: 'AWS::SNS::Topic',
        dependsOn: index > 0 ? [`R${index - 1}`] : [],
      }));
      const start = performance.now();
      let progress = empty(all);
      for (let at = 0; at < events.length; at += 100)
        progress = applyEvents(progress, events.slice(at, at + 100));
      expect(progress).toMatchObject({ total: resources, completed: resources });
      expect(progress.events.length).toBe(Math.min(5_000, events.length));
      return performance.now() - start;
    };
    run(200);
    // A batch costs what is shown plus what it holds; with anything quadratic in it this takes minutes.
    expect(run(2_000)).toBeLessThan(5_000);
  });
});
