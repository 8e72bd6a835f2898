import { afterEach, expect, it, vi } from 'vitest';
import { createBudget } from '../../../src/aws/follow/budget.ts';
import type { NestedNode, StackTree } from '../../../src/aws/follow/tree.ts';
import { mostUrgent } from '../../../src/aws/follow/turns.ts';
import { createPatience } from '../../../src/aws/persist.ts';
import { createSilenceWatch } from '../../../src/aws/silence.ts';

/** The machine's clock is set back by a day halfway: nothing may wait until that time has come again. */
const day = 24 * 3_600_000;
const start = Date.UTC(2026, 10, 23, 9, 45, 0);

afterEach(() => void vi.useRealTimers());

function settableClock() {
  let now = start;
  const slept: number[] = [];
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms);
      now += ms;
    },
  };
  return {
    clock,
    slept,
    set: (to: number) => {
      now = to;
    },
  };
}

it('calls that were counted before are not waited for', async () => {
  const { clock, slept, set } = settableClock();
  const budget = createBudget(() => 2, clock);
  await budget.take();
  await budget.take();
  set(start - day);
  expect(budget.free()).toBe(2);
  await budget.take();
  await budget.take();
  expect(slept).toEqual([]);
  await budget.take();
  expect(slept).toEqual([60_001]);
});

it('a nested stack gets its turn', () => {
  const node = { isRead: false, isClosed: false, state: 'live', dueAt: start + 2_000, interval: 2_000 };
  const tree = { nested: [node as NestedNode] } as unknown as StackTree;
  expect(mostUrgent(tree, start)).toBeUndefined();
  expect(mostUrgent(tree, start + 2_000)).toBe(node);
  expect(mostUrgent(tree, start - day)).toBe(node);
});

it('patience ends anyway, after the given time', () => {
  const { clock, set } = settableClock();
  const patience = createPatience(clock, 20_000);
  const offline = { kind: 'offline', since: start, nextTryAt: start, why: 'No network.' } as const;
  expect(patience.see(offline)).toBeUndefined();
  set(start - day);
  expect(patience.see(offline)).toBeUndefined();
  set(start - day + 20_000);
  expect(patience.see(offline)).toMatchObject({
    code: 'OFFLINE',
    what: expect.stringContaining('20 seconds'),
  });
});

it('a silent service is reported', () => {
  vi.useFakeTimers({ now: start });
  const silence = createSilenceWatch();
  silence.begin('CloudFormation', () => {});
  vi.setSystemTime(start - day);
  vi.advanceTimersByTime(20_000);
  expect(silence.current()).toMatchObject({ service: 'CloudFormation' });
});
