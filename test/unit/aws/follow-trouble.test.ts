import { describe, expect, it } from 'vitest';
import { followStack } from '../../../src/aws/follow.ts';
import { began, rolledBack, stackId, stackName } from './support/events.ts';
import { awsError, networkError } from './support/fake-aws.ts';
import { creationOf, follow } from './support/follow.ts';
import { mostInAMinute } from './support/timed-stack.ts';

describe('following while something is wrong', () => {
  it('gets to the end when four of five calls are throttled, waiting longer and saying so', async () => {
    const { end, calls, updates } = follow({
      lines: creationOf(120),
      fault: (call) => (call % 5 === 4 ? undefined : awsError('Throttling', 'Rate exceeded')),
    });
    expect((await end()).outcome).toBe('succeeded');
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(15);
    const throttled = updates.filter(({ connection }) => connection.kind === 'throttled');
    expect(throttled.length).toBeGreaterThan(3);
    for (const { connection, seenAt } of throttled) {
      if (connection.kind !== 'throttled') continue;
      expect(connection.nextTryAt - seenAt).toBeGreaterThanOrEqual(4000);
      expect(connection.nextTryAt - seenAt).toBeLessThanOrEqual(30_000);
    }
    expect(updates.at(-1)?.connection).toEqual({ kind: 'ok' });
  });

  it('keeps trying without a network, less and less often, and never ends by itself', async () => {
    const { end, updates, calls } = follow({
      lines: creationOf(40),
      fault: (call) => (call >= 8 && call < 100 ? networkError('ENOTFOUND') : undefined),
    });
    const last = await end();
    expect(last.outcome).toBe('succeeded');
    const offline = updates.flatMap(({ connection, seenAt }) =>
      connection.kind === 'offline' ? [{ ...connection, seenAt }] : [],
    );
    expect(offline).toHaveLength(92);
    expect(new Set(offline.map(({ since }) => since)).size).toBe(1);
    const waits = offline.map(({ nextTryAt, seenAt }) => nextTryAt - seenAt);
    expect(waits.slice(0, 5)).toEqual([1000, 2000, 4000, 8000, 15_000]);
    expect(Math.max(...waits)).toBe(15_000);
    expect(calls.length).toBeGreaterThan(100);
  });

  it('waits for new credentials when the old ones have expired', async () => {
    const { end, updates } = follow({
      lines: creationOf(40),
      fault: (call) => (call >= 10 && call < 15 ? awsError('ExpiredToken', 'expired', 403) : undefined),
    });
    expect((await end()).outcome).toBe('succeeded');
    const expired = updates.flatMap(({ connection }) => (connection.kind === 'expired' ? [connection] : []));
    expect(expired).toHaveLength(5);
    expect(new Set(expired.map(({ since }) => since)).size).toBe(1);
  });

  it('gives up after three tries of anything else, and starts counting again after a success', async () => {
    const denied = () => awsError('AccessDenied', 'no', 403);
    const twice = follow({ fault: (call) => (call === 5 || call === 6 ? denied() : undefined) });
    expect((await twice.end()).outcome).toBe('succeeded');
    const always = follow({ fault: (call) => (call >= 5 ? denied() : undefined) });
    await expect(always.end()).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    // The events three times, then the call that decides, once.
    expect(always.calls).toHaveLength(9);
  });

  it('asks once for a stack of another account', async () => {
    const deniedTo = (account: string) => () =>
      awsError(
        'AccessDenied',
        `User: arn:aws:iam::${account}:user/a is not authorized to perform: cloudformation:DescribeStacks on resource: ${stackId}`,
        403,
      );
    const other = follow({ fault: deniedTo('444455556666') });
    await expect(other.end()).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(other.calls).toHaveLength(1);
    // A permission in the same account may have been given just now.
    const own = follow({ fault: deniedTo('111122223333') });
    await expect(own.end()).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(own.calls).toHaveLength(3);
  });

  it('shows a stack that it cannot reach from the start', async () => {
    const { end, updates } = follow({
      fault: (call) => (call < 2 ? networkError('ECONNREFUSED') : undefined),
    });
    await end();
    expect(updates[0]).toMatchObject({
      progress: { stackName, outcome: 'running' },
      connection: { kind: 'offline' },
    });
  });

  const noEvents = (_: number, name: string) =>
    name === 'DescribeStackEvents'
      ? awsError('AccessDenied', 'not authorized to perform: cloudformation:DescribeStackEvents', 403)
      : undefined;

  it('follows to the end without permission to read events, and says what is missing', async () => {
    const { end, updates, calls } = follow({ fault: noEvents });
    expect(await end()).toMatchObject({ outcome: 'succeeded', outputs: { Name: 'shop' }, completed: 3 });
    expect(updates.at(-1)?.missing).toEqual(['cloudformation:DescribeStackEvents']);
    // The list's resource states are seen in between.
    expect(updates.some(({ progress }) => progress.outcome === 'running' && progress.completed === 1)).toBe(
      true,
    );
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
  });

  it('follows to the end with DescribeStacks alone, and names everything that is missing', async () => {
    const { end, updates } = follow({
      lines: rolledBack,
      allowsLists: false,
      fault: noEvents,
    });
    expect(await end()).toMatchObject({ outcome: 'rolled-back', status: 'ROLLBACK_COMPLETE' });
    expect(updates.at(-1)?.missing).toEqual([
      'cloudformation:DescribeStackEvents',
      'cloudformation:ListStackResources',
      'cloudformation:GetTemplate',
    ]);
  });

  it('finds the end through DescribeStacks if the last event never comes', async () => {
    const lines = creationOf(40);
    const { clients, clock, calls } = follow({ lines, from: 300 });
    const blind = {
      ...clients,
      cloudFormation: async () => {
        const client = await clients.cloudFormation();
        const send = async (...args: Parameters<typeof client.send>) => {
          const answer = (await client.send(...args)) as unknown as {
            StackEvents?: { ResourceStatus: string; PhysicalResourceId?: string }[];
          };
          if (!answer.StackEvents) return answer;
          const isEnd = (event: { ResourceStatus: string; PhysicalResourceId?: string }) =>
            event.ResourceStatus === 'CREATE_COMPLETE' && event.PhysicalResourceId === stackId;
          return { ...answer, StackEvents: answer.StackEvents.filter((event) => !isEnd(event)) };
        };
        return { send } as unknown as typeof client;
      },
    };
    const last = await clock.advanceUntil(followStack(blind, { stack: stackId, clock, onUpdate: () => {} }));
    expect(last.outcome).toBe('succeeded');
    expect(calls.at(-1)?.at).toBeLessThan(began + 75_000);
  });

  it('stops with the reason of the signal, while waiting and while calling', async () => {
    const { running, stopped, clock } = follow();
    await clock.advance(5_000);
    stopped.abort(new Error('enough'));
    await expect(clock.advanceUntil(running)).rejects.toThrow('enough');
    const asking = follow({ latency: 1_000 });
    await asking.clock.advance(500);
    asking.stopped.abort(new Error('enough'));
    await expect(asking.end()).rejects.toThrow('enough');
  });
});
