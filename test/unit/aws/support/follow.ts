import { followStack } from '../../../../src/aws/follow.ts';
import type { FollowUpdate } from '../../../../src/aws/progress/model.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { began, created, type EventLine, stackId } from './events.ts';
import { createTimedStack, type TimedStackOptions } from './timed-stack.ts';

type Setting = Partial<Omit<TimedStackOptions, 'clock'>> & {
  /** When the follower starts, milliseconds after the stack. */
  readonly from?: number;
  readonly stack?: string;
  readonly template?: string;
  readonly operation?: 'create' | 'delete';
};

/** Follows a stack on the test's clock, and keeps the follower's reports. */
export function follow({ from = 300, stack = stackId, lines = created, operation, ...rest }: Setting = {}) {
  const clock = createFakeClock(began + from);
  const cloud = createTimedStack({ clock, lines, ...rest });
  const updates: (FollowUpdate & { readonly seenAt: number })[] = [];
  const stopped = new AbortController();
  const running = followStack(cloud.clients, {
    stack,
    clock,
    signal: stopped.signal,
    onUpdate: (update) => updates.push({ ...update, seenAt: clock.now() }),
    ...(operation ? { operation } : {}),
  });
  return { ...cloud, clock, updates, running, stopped, end: () => clock.advanceUntil(running) };
}

/** A creation of the given length, seconds, with an event now and then. */
export function creationOf(seconds: number, every = 7): EventLine[] {
  const middle: EventLine[] = [];
  for (let at = 5; at < seconds - 1; at += every)
    middle.push([at, `Topic${at}`, 'CREATE_IN_PROGRESS'], [at + 1, `Topic${at}`, 'CREATE_COMPLETE']);
  return [
    [0, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }],
    ...middle,
    [seconds, 'stack', 'CREATE_COMPLETE'],
  ];
}
