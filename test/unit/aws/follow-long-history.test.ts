import { expect, it } from 'vitest';
import { began, type EventLine } from './support/events.ts';
import { mostInAMinute } from './support/timed-stack.ts';
import { followTree } from './support/timed-tree.ts';

/** An update with many resources and events that ends after some hours. */
function updateOf(resources: number, events: number, from = 0): EventLine[] {
  const lines: EventLine[] = [[from, 'stack', 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' }]];
  for (let index = 0; index < events - 2; index += 1) {
    const isLast = index >= events - 2 - resources;
    lines.push([
      from + 1 + Math.floor(index / 10),
      `Part${index % resources}`,
      isLast ? 'UPDATE_COMPLETE' : 'UPDATE_IN_PROGRESS',
      { physicalId: `part-${index % resources}` },
    ]);
  }
  lines.push([from + 2 + Math.floor(events / 10), 'stack', 'UPDATE_COMPLETE']);
  return lines;
}

const later = 5_000_000;

it('an update of 10,000 events is read in full, each page once, within the calls of a minute', async () => {
  const { end, calls, updates } = followTree({ root: updateOf(500, 10_000), tree: {}, from: later });
  const last = await end();
  expect(last).toMatchObject({ outcome: 'succeeded', status: 'UPDATE_COMPLETE', total: 500, completed: 500 });
  const pages = calls.filter(({ action }) => action === 'DescribeStackEvents');
  expect(pages.length).toBeGreaterThanOrEqual(100);
  expect(pages.length).toBeLessThanOrEqual(102);
  expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
  // Older pages are processed in batches, since each batch costs as much as everything before it.
  expect(updates.length).toBeLessThanOrEqual(60);
  // The updates do not grow with the history.
  const kept = updates.map(({ progress }) => progress.events.length);
  expect([Math.max(...kept), last.resources.length]).toEqual([5_000, 500]);
});

it('reads none of 10,000 events before the current operation', async () => {
  const before = Array.from({ length: 20 }, (_, index) => updateOf(50, 500, index * 100)).flat();
  const root = [...before, ...updateOf(50, 150, 2_000)];
  const { end, calls } = followTree({ root, tree: {}, from: later });
  expect(await end()).toMatchObject({ outcome: 'succeeded', total: 50, completed: 50 });
  expect(calls.filter(({ action }) => action === 'DescribeStackEvents').length).toBeLessThanOrEqual(4);
  expect(calls.length).toBeLessThanOrEqual(8);
});

it('a quiet stack is known as of the latest poll', async () => {
  const root: EventLine[] = [
    [0, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }],
    [5, 'Part', 'CREATE_IN_PROGRESS'],
    [305, 'Part', 'CREATE_COMPLETE', { physicalId: 'part' }],
    [310, 'stack', 'CREATE_COMPLETE'],
  ];
  const { end, updates } = followTree({ root, tree: {} });
  await end();
  const quiet = updates.filter(({ seenAt }) => seenAt > began + 60_000 && seenAt < began + 300_000);
  expect(quiet.length).toBeGreaterThan(10);
  expect(Math.max(...quiet.map(({ seenAt, readAt = 0 }) => seenAt - readAt))).toBeLessThanOrEqual(1_000);
});
