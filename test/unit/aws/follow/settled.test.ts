import { beforeAll, expect, it } from 'vitest';
import { watchSettled } from '../../../../src/aws/follow/settled.ts';
import type { FollowUpdate } from '../../../../src/aws/progress/model.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { began, created, stackId, stackName } from '../support/events.ts';
import { createFakeAws, networkError } from '../support/fake-aws.ts';
import { progressAfter } from '../support/progress.ts';

const minute = 60_000;

// A test's clock does not wait for modules to load.
beforeAll(async () => {
  await import('@aws-sdk/client-cloudformation');
});

/** A settled stack, with what a test changes of it. */
function settled(every?: number) {
  const clock = createFakeClock(began + 10 * minute);
  const cloud = {
    StackId: stackId,
    StackName: stackName,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date(began),
    LastUpdatedTime: undefined as Date | undefined,
  };
  const world = { cloud, lastKeyAt: clock.now(), isOffline: false, ended: false };
  const { clients, sent } = createFakeAws({
    DescribeStacks: () => {
      if (world.isOffline) throw networkError('ENOTFOUND');
      return { Stacks: [cloud] };
    },
  });
  const updates: FollowUpdate[] = [];
  const stopped = new AbortController();
  const progress = progressAfter(created, []);
  const running = watchSettled(clients, {
    update: { progress, connection: { kind: 'ok' }, clockOffset: 0, callsLastMinute: 0 },
    clock,
    signal: stopped.signal,
    lastKeyAt: () => world.lastKeyAt,
    every,
    onUpdate: (update) => updates.push(update),
  });
  running.then(
    () => {
      world.ended = true;
    },
    () => {},
  );
  return { clock, world, sent, updates, stopped, progress };
}

it('polls twice a minute while keys are pressed, with one call each, and reports when it did', async () => {
  const { clock, sent, updates, stopped, progress } = settled();
  await clock.advance(2 * minute - 1);
  expect(sent.map(({ name }) => name)).toEqual(['DescribeStacks', 'DescribeStacks', 'DescribeStacks']);
  expect(updates.at(-1)).toMatchObject({ progress, readAt: clock.now() - 30_000 + 1 });
  stopped.abort();
});

it('polls as often as configured, whatever keys are pressed', async () => {
  const { clock, sent, stopped } = settled(5_000);
  await clock.advance(5 * minute);
  const before = sent.length;
  await clock.advance(20_000);
  expect(sent.length - before).toBe(4);
  stopped.abort();
});

it('polls every five minutes while nobody presses a key, and again soon after one', async () => {
  const { clock, world, sent, stopped } = settled();
  world.lastKeyAt -= 60 * minute;
  await clock.advance(60 * minute);
  expect(sent).toHaveLength(12);
  world.lastKeyAt = clock.now();
  await clock.advance(30_000);
  expect(sent).toHaveLength(13);
  stopped.abort();
});

it('ends if something has started, or happened between two polls', async () => {
  const begun = settled();
  begun.world.cloud.StackStatus = 'UPDATE_IN_PROGRESS';
  await begun.clock.advance(30_000);
  expect(begun.world.ended).toBe(true);
  const done = settled();
  await done.clock.advance(30_000);
  expect(done.world.ended).toBe(false);
  done.world.cloud.LastUpdatedTime = new Date(done.clock.now());
  await done.clock.advance(30_000);
  expect(done.world.ended).toBe(true);
});

it('says that there is no connection, keeps the age of what is known, and continues when it is back', async () => {
  const { clock, world, updates, stopped } = settled();
  await clock.advance(30_000);
  const { readAt } = updates.at(-1)!;
  world.isOffline = true;
  await clock.advance(30_000);
  expect(updates.at(-1)).toMatchObject({ connection: { kind: 'offline' }, readAt });
  world.isOffline = false;
  await clock.advance(30_000);
  expect(updates.at(-1)?.connection).toEqual({ kind: 'ok' });
  expect(updates.at(-1)?.readAt).toBeGreaterThan(readAt!);
  stopped.abort();
});
