import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StackProgress } from '../../../../src/aws/progress/model.ts';
import { applyEvents, applyResources } from '../../../../src/aws/progress/reducer.ts';
import {
  created,
  deletedAfterwards,
  type EventLine,
  eventsOf,
  rolledBack,
  stackId,
} from '../support/events.ts';
import { empty, progressAfter, states, user } from '../support/progress.ts';

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

  it('never counts below zero or above the total, and never changes what it returned', () => {
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

  it('is correct although everything happens in one millisecond', () => {
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

  it('branches: two futures of one progress are independent', () => {
    const events = eventsOf(created);
    const base = applyEvents(empty(), events.slice(0, 4));
    const one = applyEvents(base, events.slice(4));
    const other = applyEvents(base, events.slice(4, 5));
    expect(one.outcome).toBe('succeeded');
    expect(other).toEqual(applyEvents(empty(), events.slice(0, 5)));
  });

  it('continues from a progress that was stored and read again', () => {
    const stored = JSON.parse(JSON.stringify(progressAfter(created.slice(0, 6)))) as StackProgress;
    expect(states(applyEvents(stored, eventsOf(created)))).toEqual(states(progressAfter(created)));
  });
});
