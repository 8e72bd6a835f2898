import { describe, expect, it } from 'vitest';
import { type Folds, failedResources, flatten } from '../../../components/deployment/flatten.ts';
import type { StackProgress } from '../../../src/aws/progress/model.ts';
import { applyEvents, applyNested, createProgress } from '../../../src/aws/progress/reducer.ts';
import { type EventLine, eventsOf } from '../aws/support/events.ts';
import { progressAfter, user } from '../aws/support/progress.ts';
import { idOf, nested } from '../aws/support/timed-tree.ts';

/** A nested stack of so many resources, in work or through. */
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
const keys = (progress: StackProgress, folds = none, standsOn?: string) =>
  flatten(progress, { folds, standsOn }).map(({ key }) => key);

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

  it('folds what has ended in a large tree, but not the stack that is stood in', () => {
    expect(keys(tree(60)).filter((key) => key.startsWith('/over'))).toEqual(['/over']);
    expect(keys(tree(60)).filter((key) => key.startsWith('/busy'))).toHaveLength(61);
    expect(keys(tree(60), none, '/over/')).toHaveLength(122);
  });

  it('folds and opens as the person says', () => {
    expect(keys(tree(2), new Map([['/busy', false]]))).toEqual([
      '/busy',
      '/over',
      '/over/Part0',
      '/over/Part1',
    ]);
    expect(keys(tree(60), new Map([['/over', true]]))).toHaveLength(122);
  });

  it('still finds what failed when its stack has been cleared away since', () => {
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
