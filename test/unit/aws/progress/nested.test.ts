import { describe, expect, it } from 'vitest';
import type { StackProgress } from '../../../../src/aws/progress/model.ts';
import { countWords, outcomeWords, resourceStateWords } from '../../../../src/aws/progress/narration.ts';
import { newestEvents } from '../../../../src/aws/progress/newest.ts';
import { applyEvents, applyNested, createProgress } from '../../../../src/aws/progress/reducer.ts';
import { created, type EventLine, eventsOf } from '../support/events.ts';
import { progressAfter, user } from '../support/progress.ts';
import { idOf, nested } from '../support/timed-tree.ts';

const own = { stackId: idOf('auth'), stackName: 'auth-1' };
const child = (lines: readonly EventLine[]) => applyEvents(createProgress(own), eventsOf(lines, own));
const parent = (lines: readonly EventLine[], inside: StackProgress) =>
  applyNested(progressAfter(lines, []), 'auth', inside);

const childCreated: EventLine[] = [
  [2, 'stack', 'CREATE_IN_PROGRESS', user],
  [3, 'Pool', 'CREATE_COMPLETE', { physicalId: 'p' }],
  [4, 'Client', 'CREATE_COMPLETE', { physicalId: 'c' }],
];
const begun: EventLine[] = [
  [0, 'stack', 'CREATE_IN_PROGRESS', user],
  [1, 'Bucket', 'CREATE_COMPLETE', { physicalId: 'b' }],
  nested(2, 'auth', 'CREATE_IN_PROGRESS'),
];

describe('counting with nested stacks', () => {
  it('counts up to all resources, and down to zero while a creation is rolled back', () => {
    const back: EventLine[] = [
      ...begun,
      [5, 'stack', 'ROLLBACK_IN_PROGRESS'],
      nested(6, 'auth', 'DELETE_IN_PROGRESS'),
    ];
    const removing: EventLine[] = [...childCreated, [6, 'stack', 'DELETE_IN_PROGRESS', user]];
    const steps = [
      parent(begun, child(childCreated.slice(0, 2))),
      parent(begun, child(childCreated)),
      parent(back, child(removing)),
      parent(back, child([...removing, [7, 'Client', 'DELETE_COMPLETE', { physicalId: 'c' }]])),
    ];
    // The bucket, auth itself, and the two in it.
    expect(steps.map(({ completed, total }) => `${completed} of ${total}`)).toEqual([
      '2 of 3',
      '3 of 4',
      '3 of 4',
      '2 of 4',
    ]);
    expect(steps.map(outcomeWords)).toEqual(['creating', 'creating', 'rolling back', 'rolling back']);
    expect(countWords(steps[3]!)).toBe('2 of 4 to take back');
  });

  it('leaves out nested stacks that are not part of an update', () => {
    const lines: EventLine[] = [
      ...begun,
      nested(8, 'auth', 'CREATE_COMPLETE'),
      [9, 'stack', 'CREATE_COMPLETE'],
      [60, 'stack', 'UPDATE_IN_PROGRESS', user],
      [61, 'Bucket', 'UPDATE_IN_PROGRESS', { physicalId: 'b' }],
    ];
    const inside = child([...childCreated, [5, 'stack', 'CREATE_COMPLETE']]);
    expect(parent(lines, inside)).toMatchObject({ completed: 0, total: 1 });
    const touched: EventLine[] = [...lines, nested(62, 'auth', 'UPDATE_IN_PROGRESS')];
    expect(parent(touched, inside)).toMatchObject({ completed: 0, total: 2 });
    const changed = child([
      ...childCreated,
      [5, 'stack', 'CREATE_COMPLETE'],
      [62, 'stack', 'UPDATE_IN_PROGRESS', user],
      [64, 'Pool', 'UPDATE_COMPLETE', { physicalId: 'p' }],
    ]);
    expect(parent(touched, changed)).toMatchObject({ completed: 1, total: 3 });
  });

  it('shows the newest events of all stacks in the order in which they happened', () => {
    const progress = parent([...begun, [4.5, 'Topic', 'CREATE_IN_PROGRESS']], child(childCreated));
    expect(newestEvents(progress, 3).map(({ event, path }) => [...path, event.logicalId].join('/'))).toEqual([
      'auth/Pool',
      'auth/Client',
      'Topic',
    ]);
  });
});

/** Title, count, and each resource in progress, as on the screen. */
function story(lines: readonly EventLine[]): string[] {
  const progress = progressAfter([...created, ...lines], []);
  const rows = progress.resources.map((resource) => [
    resource.logicalId,
    resourceStateWords(resource, progress),
  ]);
  return [
    outcomeWords(progress),
    countWords(progress),
    ...rows.filter(([, words]) => words !== '').map((row) => row.join(' ')),
  ];
}

describe('the description of an operation', () => {
  const update: EventLine[] = [
    [60, 'stack', 'UPDATE_IN_PROGRESS', user],
    [61, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
    [62, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-1' }],
    [
      62,
      'Bucket',
      'UPDATE_IN_PROGRESS',
      {
        physicalId: 'bucket-1',
        reason: 'Requested update requires the creation of a new physical resource; hence creating one.',
      },
    ],
    [63, 'Topic', 'CREATE_IN_PROGRESS'],
  ];

  it('an update, its cleanup and its end', () => {
    expect(story(update.slice(0, 1))).toEqual(['updating', 'no change so far']);
    expect(story(update)).toEqual([
      'updating',
      '1 of 3 changed',
      'AuthRole updated',
      'Bucket replacing',
      'Topic creating',
    ]);
    const through: EventLine[] = [
      ...update,
      [70, 'Bucket', 'UPDATE_COMPLETE', { physicalId: 'bucket-2' }],
      [70, 'Topic', 'CREATE_COMPLETE', { physicalId: 't' }],
      [71, 'stack', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
    ];
    expect(story(through).slice(0, 2)).toEqual(['updated, removing what is replaced', '3 of 3 changed']);
    expect(story(through)).toContain('Bucket replaced');
    expect(story([...through, [75, 'stack', 'UPDATE_COMPLETE']]).slice(0, 2)).toEqual([
      'updated',
      '3 changed',
    ]);
  });

  it('an update that is rolled back', () => {
    const back: EventLine[] = [
      ...update,
      [64, 'Topic', 'CREATE_FAILED', { reason: 'no' }],
      [
        65,
        'stack',
        'UPDATE_ROLLBACK_IN_PROGRESS',
        { reason: 'The following resource(s) failed to create: [Topic].' },
      ],
      [66, 'AuthRole', 'UPDATE_IN_PROGRESS', { physicalId: 'role-1' }],
    ];
    expect(story(back).slice(0, 2)).toEqual(['rolling the update back', '2 of 3 to take back']);
    expect(story(back)).toContain('AuthRole taking back');
    const undone: EventLine[] = [...back, [67, 'AuthRole', 'UPDATE_COMPLETE', { physicalId: 'role-1' }]];
    expect(story(undone).slice(0, 2)).toEqual(['rolling the update back', '1 of 3 to take back']);
    expect(story(undone)).toContain('AuthRole taken back');
    expect(story([...undone, [68, 'stack', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS']])[0]).toBe(
      'rolled back, removing what is left over',
    );
    expect(story([...undone, [69, 'stack', 'UPDATE_ROLLBACK_COMPLETE']]).slice(0, 2)).toEqual([
      'update rolled back',
      'as it was before',
    ]);
    expect(story([...undone, [69, 'stack', 'UPDATE_ROLLBACK_FAILED']])[0]).toBe('stuck: the rollback failed');
  });

  it('an import, and one that is rolled back', () => {
    const importing: EventLine[] = [
      [60, 'stack', 'IMPORT_IN_PROGRESS', user],
      [61, 'Table', 'IMPORT_IN_PROGRESS', { physicalId: 't', reason: 'Resource import started.' }],
    ];
    const imported: EventLine[] = [
      ...importing,
      [62, 'Table', 'IMPORT_COMPLETE', { physicalId: 't' }],
      [
        63,
        'Table',
        'UPDATE_IN_PROGRESS',
        { physicalId: 't', reason: 'Apply stack-level tags to imported resource' },
      ],
      [64, 'Table', 'UPDATE_COMPLETE', { physicalId: 't' }],
    ];
    expect(story(importing)).toEqual(['importing', '0 of 1 imported', 'Table importing']);
    expect(story([...imported, [65, 'stack', 'IMPORT_COMPLETE']])).toEqual([
      'imported',
      '1 of 1 imported',
      'Table imported',
    ]);
    const back: EventLine[] = [
      ...imported.slice(0, 3),
      [63, 'stack', 'IMPORT_ROLLBACK_IN_PROGRESS'],
      [64, 'Table', 'IMPORT_ROLLBACK_COMPLETE', { physicalId: 't' }],
    ];
    expect(story(back)).toEqual(['rolling the import back', '0 of 1 to take back', 'Table taken back']);
    expect(story([...back, [65, 'stack', 'IMPORT_ROLLBACK_COMPLETE']])[0]).toBe('import rolled back');
  });

  it('a deletion that keeps something, and one that fails', () => {
    const going: EventLine[] = [
      [60, 'stack', 'DELETE_IN_PROGRESS', user],
      [61, 'Policy', 'DELETE_COMPLETE', { physicalId: 'policy-1' }],
      [62, 'Bucket', 'DELETE_SKIPPED', { physicalId: 'bucket-1' }],
      [62, 'AuthRole', 'DELETE_IN_PROGRESS', { physicalId: 'role-1' }],
    ];
    expect(story(going)).toEqual([
      'deleting',
      '2 of 3 removed',
      'AuthRole removing',
      'Bucket kept',
      'Policy removed',
    ]);
    const gone: EventLine[] = [
      ...going,
      [64, 'AuthRole', 'DELETE_COMPLETE', { physicalId: 'role-1' }],
      [65, 'stack', 'DELETE_COMPLETE'],
    ];
    expect(story(gone).slice(0, 2)).toEqual(['deleted', '1 kept']);
    const held: EventLine[] = [
      ...going,
      [64, 'AuthRole', 'DELETE_FAILED', { physicalId: 'role-1', reason: 'in use' }],
      [65, 'stack', 'DELETE_FAILED'],
    ];
    expect(story(held).slice(0, 2)).toEqual(['could not be deleted', '2 of 3 removed']);
  });
});
