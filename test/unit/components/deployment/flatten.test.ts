import { describe, expect, it } from 'vitest';
import {
  type Folds,
  failedResources,
  flatten,
  followedRow,
  longestTime,
} from '../../../../components/deployment/flatten.ts';
import type { StackProgress } from '../../../../src/aws/progress/model.ts';
import { applyEvents, applyNested, createProgress } from '../../../../src/aws/progress/reducer.ts';
import { began, type EventLine, eventsOf } from '../../aws/support/events.ts';
import { progressAfter, user } from '../../aws/support/progress.ts';
import { idOf, nested } from '../../aws/support/timed-tree.ts';

/** A nested stack with some resources, in progress or complete. */
function child(name: string, resources: number, ended: boolean): StackProgress {
  const own = { stackId: idOf(name), stackName: name };
  const lines: EventLine[] = [[1, 'stack', 'CREATE_IN_PROGRESS', user]];
  for (let index = 0; index < resources; index += 1) lines.push([2, `Part${index}`, 'CREATE_COMPLETE']);
  if (ended) lines.push([3, 'stack', 'CREATE_COMPLETE']);
  return applyEvents(createProgress(own), eventsOf(lines, own));
}

function tree(resources: number): StackProgress {
  const root = progressAfter(
    [
      [0, 'stack', 'CREATE_IN_PROGRESS', user],
      nested(1, 'busy', 'CREATE_IN_PROGRESS'),
      nested(1, 'over', 'CREATE_COMPLETE'),
    ],
    [],
  );
  const withBusy = applyNested(root, 'busy', child('busy', resources, false));
  return applyNested(withBusy, 'over', child('over', resources, true));
}

const none: Folds = new Map();
const keys = (progress: StackProgress, folds = none, selectedWithin?: string) =>
  flatten(progress, { folds, selectedWithin }).map(({ key }) => key);

describe('rows of a tree', () => {
  it('shows everything of a small tree, each nested resource below its stack', () => {
    expect(keys(tree(2))).toEqual([
      '/busy',
      '/busy/Part0',
      '/busy/Part1',
      '/over',
      '/over/Part0',
      '/over/Part1',
    ]);
  });

  it('folds finished stacks in a large tree, but not the selected one', () => {
    expect(keys(tree(60)).filter((key) => key.startsWith('/over'))).toEqual(['/over']);
    expect(keys(tree(60)).filter((key) => key.startsWith('/busy'))).toHaveLength(61);
    expect(keys(tree(60), none, '/over/')).toHaveLength(122);
  });

  it('folds and unfolds as the user chooses', () => {
    expect(keys(tree(2), new Map([['/busy', false]]))).toEqual([
      '/busy',
      '/over',
      '/over/Part0',
      '/over/Part1',
    ]);
    expect(keys(tree(60), new Map([['/over', true]]))).toHaveLength(122);
  });

  it('still finds what failed when its stack has been deleted since', () => {
    const own = { stackId: idOf('auth'), stackName: 'auth' };
    const inside = applyEvents(
      createProgress(own),
      eventsOf(
        [
          [1, 'stack', 'CREATE_IN_PROGRESS', user],
          [2, 'Pool', 'CREATE_FAILED', { reason: 'no' }],
          [3, 'stack', 'ROLLBACK_COMPLETE'],
          [4, 'stack', 'DELETE_IN_PROGRESS', user],
          [5, 'stack', 'DELETE_COMPLETE'],
        ],
        own,
      ),
    );
    const root = progressAfter(
      [
        [0, 'stack', 'CREATE_IN_PROGRESS', user],
        nested(1, 'auth', 'CREATE_FAILED', 'Embedded stack x was not successfully created'),
      ],
      [],
    );
    const failed = failedResources(applyNested(root, 'auth', inside));
    expect(failed.map(({ key, path, failed: isFailed }) => [key, path, isFailed])).toEqual([
      ['/auth/Pool', ['auth'], true],
    ]);
  });
});

describe('the followed row', () => {
  it('is one in progress, not a nested stack whose contents are shown, and stays until it has ended', () => {
    const own = { stackId: idOf('busy'), stackName: 'busy' };
    const inside = (...ended: string[]) =>
      applyEvents(
        createProgress(own),
        eventsOf(
          [
            [1, 'stack', 'CREATE_IN_PROGRESS', user],
            ...['A', 'B', 'C'].map((name): EventLine => [2, name, 'CREATE_IN_PROGRESS']),
            ...ended.map((name): EventLine => [3, name, 'CREATE_COMPLETE']),
          ],
          own,
        ),
      );
    const rows = (...ended: string[]) =>
      flatten(applyNested(tree(0), 'busy', inside(...ended)), { folds: none });
    expect(followedRow(rows(), undefined)).toBe('/busy/A');
    expect(followedRow(rows('A'), '/busy/A')).toBe('/busy/B');
    expect(followedRow(rows('B'), '/busy/C')).toBe('/busy/C');
    expect(followedRow(rows('A', 'B', 'C'), '/busy/C')).toBeUndefined();
  });
});

it('draws the branches: which ones continue below, and which one ends', () => {
  const rows = flatten(tree(2), { folds: none });
  const lasts = Object.fromEntries(rows.map(({ key, lasts }) => [key, lasts]));
  expect(lasts['/busy/Part0']).toEqual([false, false]);
  expect(lasts['/busy/Part1']).toEqual([false, true]);
  expect(lasts['/over/Part1']).toEqual([true, true]);
});

it('does not mark something as longest whose end is not known', () => {
  const own = { stackId: idOf('over'), stackName: 'over' };
  const lines: EventLine[] = [
    [1, 'stack', 'CREATE_IN_PROGRESS', user],
    [2, 'Part', 'CREATE_IN_PROGRESS'],
  ];
  const stale = applyEvents(createProgress(own), eventsOf(lines, own));
  const progress = applyNested(tree(1), 'over', stale);
  const hour = 3_600_000;
  expect(flatten(progress, { folds: none }).find(({ key }) => key === '/over/Part')?.live).toBe(false);
  const over = progressAfter(
    [
      [0, 'stack', 'CREATE_IN_PROGRESS', user],
      nested(1, 'over', 'CREATE_IN_PROGRESS'),
      nested(9, 'over', 'CREATE_COMPLETE'),
      [10, 'stack', 'CREATE_COMPLETE'],
    ],
    [],
  );
  expect(longestTime(applyNested(over, 'over', stale), began + hour)).toBe(8_000);
});
