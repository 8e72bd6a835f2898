import { describe, expect, it } from 'vitest';
import { updateTeller } from '../../../../src/app/headless/deployment-lines.ts';
import type { FollowConnection, FollowUpdate, StackProgress } from '../../../../src/aws/progress/model.ts';
import { applyEvents, applyNested, createProgress } from '../../../../src/aws/progress/reducer.ts';
import { began, type EventLine, eventsOf } from '../../aws/support/events.ts';
import { progressAfter, user } from '../../aws/support/progress.ts';
import { idOf, nested } from '../../aws/support/timed-tree.ts';

const own = { stackId: idOf('auth'), stackName: 'auth-1' };
const inside = applyEvents(
  createProgress(own),
  eventsOf(
    [
      [2, 'stack', 'CREATE_IN_PROGRESS', user],
      [3, 'Role', 'CREATE_IN_PROGRESS', { type: 'AWS::IAM::Role' }],
    ],
    own,
  ),
);
const root = progressAfter(
  [
    [0, 'stack', 'CREATE_IN_PROGRESS', user],
    nested(1, 'auth', 'CREATE_IN_PROGRESS'),
    [4, 'Topic', 'CREATE_IN_PROGRESS'],
  ],
  [],
);
const both = applyNested(root, 'auth', inside);

function teller() {
  const said: string[] = [];
  const told: Record<string, unknown>[] = [];
  let now = began + 5_000;
  const tell = updateTeller(
    { say: (line) => said.push(line), tell: (fact) => told.push(fact), print: () => {} },
    { now: () => now },
  );
  const update = (progress: StackProgress, connection: FollowConnection = { kind: 'ok' }, at?: number) => {
    now = at ?? now;
    const before = said.length;
    tell({ progress, connection, clockOffset: 0, callsLastMinute: 1 } satisfies FollowUpdate);
    return said.slice(before);
  };
  return { update, told };
}

describe('the output of a run without a screen', () => {
  it('shows the date of events that are not from today', () => {
    const { update } = teller();
    const [first = ''] = update(both, { kind: 'ok' }, began + 3 * 86_400_000);
    expect(first).toMatch(/^2026-11-\d\d \d\d:\d\d:\d\d {2}amplify-shop/);
  });

  it('says once what this access may not read', () => {
    const said: string[] = [];
    const told: Record<string, unknown>[] = [];
    const tell = updateTeller({
      say: (line) => said.push(line),
      tell: (fact) => told.push(fact),
      print: () => {},
    });
    const missing = ['cloudformation:DescribeStackEvents'];
    const update = {
      progress: progressAfter([]),
      connection: { kind: 'ok' },
      clockOffset: 0,
      callsLastMinute: 1,
      missing,
    } as const;
    tell(update);
    tell(update);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('no permission for cloudformation:DescribeStackEvents');
    expect(told).toMatchObject([{ type: 'missing', actions: missing }]);
  });

  it('shows events of nested stacks with their place, in order, once', () => {
    const { update, told } = teller();
    expect(update(both).map((line) => line.split('  ').slice(1, 4).join('  '))).toEqual([
      'amplify-shop-20261123094500  stack  CREATE_IN_PROGRESS',
      'auth  nested stack  CREATE_IN_PROGRESS',
      'auth  stack  CREATE_IN_PROGRESS',
      'auth › Role  IAM role  CREATE_IN_PROGRESS',
      'Topic  topic  CREATE_IN_PROGRESS',
    ]);
    expect(told.map(({ path }) => path)).toEqual([undefined, undefined, ['auth'], ['auth'], undefined]);
    expect(update(both)).toEqual([]);
    expect(update(applyNested(root, 'auth', inside))).toEqual([]);
  });

  it('shows events that have the same id in several nested stacks, as stacks from one template do', () => {
    const { update } = teller();
    const functionIn = (stack: StackProgress, name: string) =>
      applyNested(
        stack,
        name,
        applyEvents(createProgress(ownOf(name)), eventsOf(functionEvents, ownOf(name))),
      );
    const ownOf = (name: string) => ({ stackId: idOf(name), stackName: `${name}-1` });
    const functionEvents: EventLine[] = [[3, 'Function', 'CREATE_IN_PROGRESS']];
    const tree = progressAfter([
      [0, 'stack', 'CREATE_IN_PROGRESS', user],
      nested(1, 'api', 'CREATE_IN_PROGRESS'),
      nested(1, 'auth', 'CREATE_IN_PROGRESS'),
    ]);
    const said = update(functionIn(functionIn(tree, 'auth'), 'api')).join('\n');
    expect(said).toContain('api › Function');
    expect(said).toContain('auth › Function');
  });

  it('says once that a resource is stuck, with what you can do', () => {
    const { update, told } = teller();
    update(both);
    expect(update(both, { kind: 'ok' }, began + 193_000)).toEqual([
      'auth › Role has been running for 3m 10s; it usually takes 15s. AWS gives up by itself after a while. A creation cannot be cancelled; deleting the stack stops it.',
    ]);
    expect(update(both, { kind: 'ok' }, began + 200_000)).toEqual([]);
    expect(told.at(-1)).toMatchObject({ type: 'stuck', logicalId: 'Role', path: ['auth'], ms: 190_000 });
  });

  it('reports each change of the connection once, and when it is back', () => {
    const { update } = teller();
    update(both);
    const since = began + 5_000;
    const offline = (nextTryAt: number) =>
      ({ kind: 'offline', since, nextTryAt, why: 'no network' }) as const;
    expect(update(both, offline(since + 4_000))).toEqual(['no connection for 0s, trying again in 4s']);
    expect(update(both, offline(since + 9_000), since + 5_000)).toEqual([]);
    expect(update(both, { kind: 'ok' }, since + 12_000)).toEqual(['connected again after 12s']);
    expect(update(both, { kind: 'throttled', nextTryAt: since + 20_000 })).toEqual([
      'AWS asks for fewer requests, trying again in 8s',
    ]);
    expect(update(both)).toEqual([]);
  });
});
