import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StackEventRecord } from '../../../../src/aws/progress/model.ts';
import { applyEvents, createProgress } from '../../../../src/aws/progress/reducer.ts';
import {
  began,
  created,
  deletedAfterwards,
  eventsOf,
  rolledBack,
  stackId,
  stackName,
} from '../support/events.ts';

const start = createProgress({ stackId, stackName });
const histories = {
  created: eventsOf(created),
  'rolled back and deleted': eventsOf([...rolledBack, ...deletedAfterwards]),
};

/** Batches that contain each event at least once, in any order. */
function batchesOf(events: readonly StackEventRecord[]): fc.Arbitrary<StackEventRecord[][]> {
  return fc
    .tuple(
      fc.shuffledSubarray([...events], { minLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 20 }),
      fc.integer({ min: 1, max: 7 }),
    )
    .map(([all, again, size]) => {
      const mixed = all.flatMap((event, index) => (again[index] ? [event, again[index]] : [event]));
      return Array.from({ length: Math.ceil(mixed.length / size) }, (_, index) =>
        mixed.slice(index * size, (index + 1) * size),
      );
    });
}

describe.each(Object.entries(histories))('%s', (_name, events) => {
  it('gives the same result in any order, in any batches, with any repetition', () => {
    const inOrder = applyEvents(start, events);
    fc.assert(
      fc.property(batchesOf(events), (batches) => {
        expect(batches.reduce(applyEvents, start)).toEqual(inOrder);
      }),
    );
  });

  it('never counts below zero or above the total on the way', () => {
    fc.assert(
      fc.property(batchesOf(events), (batches) => {
        let progress = start;
        for (const batch of batches) {
          progress = applyEvents(progress, batch);
          expect(progress.completed).toBeGreaterThanOrEqual(0);
          expect(progress.completed).toBeLessThanOrEqual(progress.total);
        }
      }),
    );
  });
});

it('handles 20,000 events of 2,000 resources in batches of 100, at a cost proportional to their number', () => {
  const many = (resources: number) =>
    eventsOf(
      Array.from(
        { length: resources * 10 },
        (_, index) =>
          [
            index / 1000,
            `R${index % resources}`,
            index < resources * 9 ? 'CREATE_IN_PROGRESS' : 'CREATE_COMPLETE',
            { physicalId: 'p' },
          ] as const,
      ),
    );
  const take = (events: readonly StackEventRecord[]) => {
    const begun = performance.now();
    let progress = start;
    for (let index = 0; index < events.length; index += 100)
      progress = applyEvents(progress, events.slice(index, index + 100));
    return { progress, ms: performance.now() - begun };
  };
  take(many(200));
  const { progress, ms } = take(many(2000));
  expect(progress.total).toBe(2000);
  expect(progress.completed).toBe(2000);
  expect(progress.events.length).toBe(5000);
  expect(progress.events.at(-1)?.at).toBe(began + 19_999);
  // Two hundred views of two thousand rows; a quadratic reducer would take minutes.
  expect(ms).toBeLessThan(10_000);
});
