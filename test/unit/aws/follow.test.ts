import { describe, expect, it } from 'vitest';
import type { FollowUpdate, StackProgress } from '../../../src/aws/progress/model.ts';
import { timelineText } from '../../../src/aws/progress/timeline-text.ts';
import {
  began,
  created,
  deletedAfterwards,
  type EventLine,
  rolledBack,
  stackId,
  stackName,
} from './support/events.ts';
import { networkError } from './support/fake-aws.ts';
import { creationOf, follow } from './support/follow.ts';
import { expected, progressAfter } from './support/progress.ts';
import { mostInAMinute } from './support/timed-stack.ts';

/** When the end was first shown, milliseconds after it happened. */
function endDelay(updates: readonly (FollowUpdate & { seenAt: number })[], seconds: number): number {
  const shown = updates.find(({ progress }) => progress.outcome === 'succeeded');
  if (!shown) throw new Error('the end was never shown');
  return shown.seenAt - (began + seconds * 1000);
}

describe('following a stack', () => {
  it('follows a creation to its end, with outputs and the last events', async () => {
    const { end, updates } = follow();
    const last = await end();
    expect(last).toMatchObject({ outcome: 'succeeded', completed: 3, total: 3, outputs: { Name: 'shop' } });
    expect(last.events).toHaveLength(created.length);
    expect(updates.at(-1)?.progress).toBe(last);
    expect(updates.every(({ connection }) => connection.kind === 'ok')).toBe(true);
    expect(updates[0]?.progress.outcome).toBe('running');
  });

  it('polls at once, then soon again, then every two to three seconds', async () => {
    const { end, calls } = follow({ lines: creationOf(40) });
    await end();
    const attach = new Set(['ListStackResources', 'GetTemplate']);
    const looks = calls.slice(1).flatMap(({ at, name }) => (attach.has(name) ? [] : [at]));
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(gaps.slice(0, 3)).toEqual([200, 500, 1100]);
    for (const gap of gaps.slice(3, -2)) {
      expect(gap).toBeGreaterThanOrEqual(2000);
      expect(gap).toBeLessThanOrEqual(3000);
    }
  });

  it.each([10, 40, 61, 75, 600])('keeps to 30 calls in any minute over %i seconds', async (seconds) => {
    const { end, calls, updates } = follow({ lines: creationOf(seconds), latency: 80 });
    await end();
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
    expect(Math.max(...updates.map(({ callsLastMinute }) => callsLastMinute))).toBeLessThanOrEqual(30);
  });

  it('shows the end after 2 seconds at the median and 3 at most, whenever it comes', async () => {
    const delays: number[] = [];
    for (let seconds = 6; seconds < 130; seconds += 0.43) {
      const { end, updates } = follow({ lines: creationOf(seconds), latency: 120 });
      await end();
      delays.push(endDelay(updates, seconds));
    }
    delays.sort((a, b) => a - b);
    expect(delays[Math.floor(delays.length / 2)]).toBeLessThanOrEqual(2000);
    expect(delays.at(-1)).toBeLessThanOrEqual(3000);
  });

  it('polls less often after five quiet minutes, and often again when something happens', async () => {
    const lines: EventLine[] = [
      [0, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }],
      [2, 'Bucket', 'CREATE_IN_PROGRESS'],
      [700, 'Bucket', 'CREATE_COMPLETE'],
      [760, 'stack', 'CREATE_COMPLETE'],
    ];
    const { end, calls } = follow({ lines });
    await end();
    const between = (from: number, to: number) =>
      calls.filter(({ at }) => at >= began + from * 1000 && at < began + to * 1000).length;
    expect(between(240, 300)).toBeGreaterThan(20);
    expect(between(480, 540)).toBeLessThanOrEqual(9);
    expect(between(715, 759)).toBeGreaterThan(14);
  });

  it('reads all pages, each event once, although the pages shift', async () => {
    const { end, calls, all } = follow({ lines: creationOf(60, 2), pageSize: 3 });
    const last = await end();
    expect(last.events.map(({ eventId }) => eventId).sort()).toEqual(
      all.map(({ eventId }) => eventId).sort(),
    );
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
  });

  it('does not lose a page if reading it failed in the middle', async () => {
    const { end, all } = follow({
      from: 55_000,
      lines: creationOf(60, 2),
      pageSize: 4,
      fault: (call) => (call === 3 || call === 5 ? networkError('ECONNRESET') : undefined),
    });
    expect((await end()).events).toHaveLength(all.length);
  });

  it('does not read the history before the current operation', async () => {
    const updates = Array.from({ length: 40 }, (_, index): EventLine[] => [
      [100 + index * 10, 'stack', 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' }],
      [105 + index * 10, 'stack', 'UPDATE_COMPLETE'],
    ]).flat();
    const { end, calls } = follow({ from: 10_000_000, lines: [...created, ...updates], pageSize: 5 });
    expect(await end()).toMatchObject({ operation: 'update', outcome: 'succeeded' });
    expect(calls.filter(({ name }) => name === 'DescribeStackEvents')).toHaveLength(1);
  });

  it('shows a settled stack once, in full, with four calls including its template', async () => {
    const { end, updates, calls } = follow({ from: 60_000, stack: stackName });
    await end();
    expect(updates).toHaveLength(1);
    expect(updates[0]?.progress).toMatchObject({
      outcome: 'succeeded',
      completed: 3,
      outputs: { Name: 'shop' },
    });
    expect(calls.map(({ name }) => name).sort()).toEqual([
      'DescribeStackEvents',
      'DescribeStacks',
      'GetTemplate',
      'ListStackResources',
    ]);
  });

  it('shows a deployment of last year with its own times, so that it has its time line', async () => {
    const { end } = follow({ from: 365 * 24 * 3600 * 1000, stack: stackName });
    const progress = await end();
    expect(progress).toMatchObject({ outcome: 'succeeded', startedAt: began, endedAt: began + 31_000 });
    const timesOf = ({ resources }: StackProgress) =>
      Object.fromEntries(
        resources.map(({ logicalId, startedAt, endedAt }) => [logicalId, [startedAt, endedAt]]),
      );
    expect(timesOf(progress)).toEqual(timesOf(progressAfter(created, expected)));
    expect(timelineText(progress, 'md')).toContain('AuthRole');
  });

  it('resolves a name to the id at once and then uses only the id', async () => {
    const { end, sent } = follow({ stack: stackName });
    await end();
    expect(sent[0]?.input.StackName).toBe(stackName);
    expect(new Set(sent.slice(1).map(({ input }) => input.StackName))).toEqual(new Set([stackId]));
  });

  it('follows a deletion to its end, by id, and keeps why the creation failed', async () => {
    const { end } = follow({ from: 60_500, lines: [...rolledBack, ...deletedAfterwards] });
    const last = await end();
    expect(last).toMatchObject({ operation: 'delete', outcome: 'deleted' });
    expect(last.causes[0]).toMatchObject({ logicalId: 'Bucket', code: 'AlreadyExists', nameTaken: true });
  });

  it('waits for a deletion that was requested and has not started yet', async () => {
    const { end } = follow({
      from: 57_000,
      lines: [...rolledBack, ...deletedAfterwards],
      operation: 'delete',
    });
    expect((await end()).outcome).toBe('deleted');
    const without = follow({ from: 57_000, lines: [...rolledBack, ...deletedAfterwards] });
    expect((await without.end()).outcome).toBe('rolled-back');
  });

  it('continues without the list of resources and the template if they are not allowed', async () => {
    const { end, calls } = follow({ allowsLists: false });
    expect(await end()).toMatchObject({ outcome: 'succeeded', completed: 3 });
    expect(calls.filter(({ name }) => name === 'GetTemplate')).toHaveLength(1);
  });

  it('says that the stack does not exist, at once for a name and after three tries for an id', async () => {
    const byName = follow({ stack: 'amplify-other' });
    await expect(byName.end()).rejects.toMatchObject({ code: 'STACK_UNKNOWN' });
    expect(byName.calls).toHaveLength(1);
    const byId = follow({ stack: stackId.replace('shop', 'other') });
    await expect(byId.end()).rejects.toMatchObject({ code: 'STACK_UNKNOWN' });
    expect(byId.calls).toHaveLength(3);
  });
});
