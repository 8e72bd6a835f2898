import { expect, it } from 'vitest';
import { createActor, fromCallback } from 'xstate';
import type { WatchEvent } from '../../../../machines/watch/machine.ts';
import { wireWatch } from '../../../../src/app/actors/watch.ts';
import type { AppContext } from '../../../../src/app/app-context.ts';
import type { FollowUpdate } from '../../../../src/aws/progress/model.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { began, created, stackId } from '../../aws/support/events.ts';
import { expected, progressAfter } from '../../aws/support/progress.ts';

it("uses the next minute's calls to read what this minute's calls did not cover", async () => {
  const clock = createFakeClock(began);
  const connect = () => ({ access: {}, clients: {}, followClients: {}, clock });
  const appContext = { clock, flags: {}, keys: { lastAt: () => 0 }, connect } as unknown as AppContext;
  const readAt: number[] = [];
  const seen: FollowUpdate = {
    progress: progressAfter(created, expected),
    connection: { kind: 'ok' },
    clockOffset: 0,
    callsLastMinute: 30,
    isUnread: true,
  };
  let hasReread = () => {};
  const reread = new Promise<void>((resolve) => {
    hasReread = resolve;
  });
  const machine = wireWatch(appContext, { open: () => {}, copy: () => {}, tell: () => {} }).provide({
    actors: {
      follow: fromCallback(({ sendBack }) => {
        readAt.push(clock.now());
        sendBack({ type: 'SETTLED', update: seen } satisfies WatchEvent);
        if (readAt.length === 2) hasReread();
      }),
    },
  });
  const input = { stack: stackId, region: 'eu-west-1', access: { kind: 'environment' } } as const;
  const flow = createActor(machine, { input }).start();
  await clock.advanceUntil(reread);
  flow.stop();
  expect(readAt).toEqual([began, began + 60_000]);
});
