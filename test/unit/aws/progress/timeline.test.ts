import { describe, expect, it } from 'vitest';
import { applyEvents, applyNested, createProgress } from '../../../../src/aws/progress/reducer.ts';
import {
  axisOf,
  cellsOf,
  extentOf,
  isOnAxis,
  longestChain,
  spanOf,
  ticksOf,
  tickWords,
} from '../../../../src/aws/progress/timeline.ts';
import { began, created, eventsOf, rolledBack } from '../support/events.ts';
import { expected, progressAfter, user } from '../support/progress.ts';
import { idOf, nested } from '../support/timed-tree.ts';

const at = (seconds: number) => began + seconds * 1000;
const done = progressAfter(created, expected);
const of = (progress: typeof done, name: string) =>
  progress.resources.find(({ logicalId }) => logicalId === name)!;

describe('when AWS worked on a resource', () => {
  it('is from its first event to its last, and to now while it is in progress', () => {
    expect(spanOf(of(done, 'Bucket'), false, at(99))).toEqual({ from: at(5), until: at(28), open: false });
    const running = progressAfter(created.slice(0, 5), expected);
    expect(spanOf(of(running, 'Bucket'), true, at(9))).toEqual({ from: at(5), until: at(9), open: true });
    expect(spanOf(of(running, 'Policy'), true, at(9))).toBeUndefined();
  });

  it.each([
    ['done', true],
    ['running', false],
    ['cancelled', false],
  ] as const)('has no unreported end: %s', (state, live) => {
    const { endedAt: _, ...bucket } = of(done, 'Bucket');
    const unknown = { ...bucket, state };
    expect(spanOf(unknown, live, at(999))).toEqual({ from: at(5), until: undefined, open: false });
    expect(cellsOf(spanOf(unknown, live, at(999))!, { from: began, length: 40_000 }, 40)).toBeUndefined();
  });
});

describe('the axis', () => {
  it('ends with the deployment, and while it runs at a round time beyond the expected end', () => {
    expect(axisOf(extentOf(done)!, false, at(999))).toEqual({ from: began, length: 31_000 });
    const extent = extentOf(progressAfter(created.slice(0, 5), expected))!;
    expect(axisOf(extent, true, at(9))).toEqual({ from: began, length: 10_000 });
    expect(axisOf(extent, true, at(9), 15_000)).toEqual({ from: began, length: 30_000 });
    expect(axisOf(extent, true, at(9000)).length).toBeGreaterThanOrEqual(9_000_000);
  });

  it('has few labels, at round times', () => {
    const axis = { from: began, length: 80_000 };
    expect(ticksOf(axis, 5).map(tickWords)).toEqual(['0s', '20s', '40s', '1m', '1m 20s']);
    for (const most of [1, 2, 3, 7, 20]) expect(ticksOf(axis, most).length).toBeLessThanOrEqual(most);
    expect(tickWords(600_000)).toBe('10m');
    expect(tickWords(7_200_000)).toBe('2h');
  });

  it('places bars by their start and duration, at least one column, never beyond its end', () => {
    const axis = { from: began, length: 40_000 };
    const cells = (from: number, until: number, usual?: number) =>
      cellsOf({ from: at(from), until: at(until), open: usual !== undefined }, axis, 40, usual);
    expect(cells(5, 28)).toEqual({ before: 5, bar: 23, rest: 0 });
    expect(cells(39, 39)).toEqual({ before: 39, bar: 1, rest: 0 });
    expect(cells(10, 20, 25_000)).toEqual({ before: 10, bar: 10, rest: 15 });
    expect(cells(10, 90, 900_000)).toEqual({ before: 10, bar: 30, rest: 0 });
  });

  it('shows nothing that was created before the operation started', () => {
    const axis = { from: at(100), length: 40_000 };
    expect(isOnAxis({ from: at(5), until: at(28), open: false }, axis)).toBe(false);
    expect(cellsOf({ from: at(5), until: at(28), open: false }, axis, 40)).toBeUndefined();
  });
});

describe('the chain that took longest', () => {
  it('leads from what ended last back through what each resource waited for', () => {
    expect([...longestChain(done)]).toEqual(['/Policy', '/Bucket']);
  });

  it('goes into nested stacks', () => {
    const own = { stackId: idOf('auth'), stackName: 'auth' };
    const child = applyEvents(
      createProgress({ ...own, expected: [{ logicalId: 'Pool', type: 'T', dependsOn: [] }] }),
      eventsOf(
        [
          [2, 'stack', 'CREATE_IN_PROGRESS', user],
          [3, 'Pool', 'CREATE_IN_PROGRESS'],
          [8, 'Pool', 'CREATE_COMPLETE'],
          [9, 'stack', 'CREATE_COMPLETE'],
        ],
        own,
      ),
    );
    const root = progressAfter(
      [
        [0, 'stack', 'CREATE_IN_PROGRESS', user],
        nested(1, 'auth', 'CREATE_IN_PROGRESS'),
        nested(10, 'auth', 'CREATE_COMPLETE'),
        [11, 'stack', 'CREATE_COMPLETE'],
      ],
      [{ logicalId: 'auth', type: 'AWS::CloudFormation::Stack', dependsOn: [] }],
    );
    expect([...longestChain(applyNested(root, 'auth', child))]).toEqual(['/auth', '/auth/Pool']);
  });

  it.each([
    ['the template was not read', progressAfter(created, [])],
    ['it still runs', progressAfter(created.slice(0, 8), expected)],
    ['it was rolled back', progressAfter(rolledBack, expected)],
  ])('is not guessed while %s', (_, progress) => {
    expect([...longestChain(progress)]).toEqual([]);
  });

  it('ends in a circle', () => {
    const circle = expected.map((each) => ({ ...each, dependsOn: ['Policy', 'Bucket', 'AuthRole'] }));
    expect(longestChain(progressAfter(created, circle)).size).toBeLessThanOrEqual(3);
  });
});
