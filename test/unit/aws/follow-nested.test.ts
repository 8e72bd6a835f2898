import { describe, expect, it } from 'vitest';
import type { StackProgress } from '../../../src/aws/progress/model.ts';
import { placeOf } from '../../../src/aws/progress/narration.ts';
import { longestChain } from '../../../src/aws/progress/timeline.ts';
import { began, type EventLine, stackName } from './support/events.ts';
import { awsError } from './support/fake-aws.ts';
import { mostInAMinute } from './support/timed-stack.ts';
import { creationIn, followTree, idOf, nested, type Tree } from './support/timed-tree.ts';

const begin: EventLine = [0, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }];
const inside = ({ resources }: StackProgress, name: string) =>
  resources.find(({ logicalId }) => logicalId === name)?.nested;

/** A stack with nested stacks side by side, each with the same number of resources. */
function wide(count: number, resources: number, each = 5) {
  const tree: Record<string, readonly EventLine[]> = {};
  const root: EventLine[] = [begin];
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    const child = creationIn(`n${index}`, 5 + (index % 7), resources, each);
    tree[`n${index}`] = child.lines;
    root.push(...child.told);
    end = Math.max(end, child.end);
  }
  root.push([end + 3, 'stack', 'CREATE_COMPLETE']);
  root.sort((a, b) => a[0] - b[0]);
  return { root, tree, end: end + 3 };
}

/** The template for `creationIn`. */
function templateOf(resources: number): string {
  const parts = Array.from({ length: resources }, (_, index) => [
    `Part${index}`,
    { Type: 'AWS::SNS::Topic' },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(parts) });
}

/** When the end was first shown, milliseconds after it happened. */
function lateness(updates: readonly { progress: StackProgress; seenAt: number }[], end: number): number {
  const shown = updates.find(({ progress }) => progress.outcome !== 'running');
  if (!shown) throw new Error('the end was never shown');
  return shown.seenAt - (began + end * 1000);
}

describe('following nested stacks', () => {
  it('reads them at any depth, counts all their resources, and reads every event once', async () => {
    const inner = creationIn('inner', 12, 3);
    const tree: Tree = {
      auth: [
        [5, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }],
        [7, 'Pool', 'CREATE_IN_PROGRESS'],
        [10, 'Pool', 'CREATE_COMPLETE', { physicalId: 'pool' }],
        ...inner.told,
        [40, 'stack', 'CREATE_COMPLETE'],
      ],
      inner: inner.lines,
    };
    const root = [
      begin,
      nested(5, 'auth', 'CREATE_IN_PROGRESS'),
      nested(41, 'auth', 'CREATE_COMPLETE'),
      [44, 'stack', 'CREATE_COMPLETE'] as const,
    ];
    const { end, calls, events } = followTree({ root, tree });
    const last = await end();
    // auth, its pool, inner, its three parts.
    expect(last).toMatchObject({ outcome: 'succeeded', total: 6, completed: 6 });
    const auth = inside(last, 'auth');
    expect(inside(auth!, 'inner')).toMatchObject({ outcome: 'succeeded', completed: 3 });
    expect(inside(auth!, 'inner')!.events).toHaveLength(events.get(idOf('inner'))!.length);
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
  });

  it.each([1, 2, 3])(
    'keeps %i of them within 30 calls in any minute, and shows the end in time',
    async (count) => {
      const delays: number[] = [];
      for (const each of [5, 5.3, 5.7, 6.1, 9, 13.3]) {
        const { root, tree, end: at } = wide(count, 12, each);
        const { end, calls, updates } = followTree({ root, tree });
        await end();
        expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
        delays.push(lateness(updates, at));
      }
      expect(Math.max(...delays)).toBeLessThanOrEqual(3_000);
    },
  );

  it('keeps 40 of them within 60 calls in any minute, reads busy ones in turn, and ended ones no more', async () => {
    const { root, tree, end: at } = wide(40, 30, 10);
    const templates = Object.fromEntries(Object.keys(tree).map((name) => [name, templateOf(30)]));
    const { end, calls, updates } = followTree({ root, tree, templates });
    const last = await end();
    expect(last).toMatchObject({ outcome: 'succeeded', total: 1_240, completed: 1_240 });
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(60);
    expect(lateness(updates, at)).toBeLessThanOrEqual(3_000);
    const while40Run = calls.filter(({ at: sent }) => sent > began + 150_000 && sent < began + 270_000);
    const turns = Object.keys(tree).map((name) => while40Run.filter((call) => call.name === name).length);
    expect(Math.min(...turns)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...turns)).toBeLessThanOrEqual(5);
    expect(while40Run.filter(({ name }) => name === '').length).toBeGreaterThan(20);
  });

  it('makes no more calls for a nested stack that has ended and was read', async () => {
    const short = creationIn('short', 5, 2);
    const long = creationIn('long', 5, 40);
    const root = [begin, ...short.told, ...long.told, [215, 'stack', 'CREATE_COMPLETE'] as const];
    root.sort((a, b) => a[0] - b[0]);
    const { end, calls } = followTree({ root, tree: { short: short.lines, long: long.lines } });
    await end();
    const late = calls.filter(({ at }) => at > began + 45_000);
    expect(late.some(({ name }) => name === 'long')).toBe(true);
    expect(late.filter(({ name }) => name === 'short')).toEqual([]);
  });

  it.each([300, 600_000])('reads pages of three, starting %i ms in', async (from) => {
    const { root, tree } = wide(2, 4, 8);
    const templates = { n0: templateOf(4), n1: templateOf(4) };
    const { end, events, calls } = followTree({ root, tree, templates, from, pageSize: 3 });
    const last = await end();
    expect(last).toMatchObject({ outcome: 'succeeded', total: 10, completed: 10 });
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(30);
    if (from > 300) expect(inside(last, 'n0')!.events).toHaveLength(events.get(idOf('n0'))!.length);
  });

  it('joins a tree in progress: what exists and what will come is known within seconds', async () => {
    const { root, tree } = wide(3, 20);
    const templates = { n0: templateOf(20), n1: templateOf(20), n2: templateOf(20) };
    const { end, updates } = followTree({ root, tree, templates, from: 60_000 });
    await end();
    const soon = updates.filter(({ seenAt }) => seenAt < began + 70_000).at(-1)!;
    expect(soon.progress).toMatchObject({ outcome: 'running', total: 63 });
    expect(soon.progress.completed).toBeGreaterThan(25);
  });

  it.each([
    ['many end at once and the calls of the minute do not do for them', 40, true],
    ['few do', 2, undefined],
  ])('says at the end whether events were left unread: %s', async (_, count, isUnread) => {
    const { root, tree } = wide(count, 5, 2);
    const { end, updates } = followTree({ root, tree });
    const last = await end();
    const unread = Object.entries(tree).filter(
      ([name, lines]) => (inside(last, name)?.events.length ?? 0) < lines.length,
    );
    expect(updates.at(-1)?.isUnread).toBe(isUnread);
    expect(unread.length > 0).toBe(isUnread === true);
    expect(updates.find(({ progress }) => progress.outcome === 'running')?.isUnread).toBeUndefined();
  });

  it('shows a settled tree in full, however deeply nested', async () => {
    const { root, tree } = wide(3, 4);
    const { end, calls } = followTree({ root, tree, from: 300_000 });
    const last = await end();
    expect(last).toMatchObject({ outcome: 'succeeded', total: 15, completed: 15 });
    expect(calls.length).toBeLessThanOrEqual(9);
  });

  it('does not let throttled nested stacks delay the stack itself', async () => {
    const { root, tree, end: at } = wide(3, 20);
    const throttled = awsError('Throttling', 'Rate exceeded');
    const { end, calls, updates } = followTree({
      root,
      tree,
      fault: (name) => (name ? throttled : undefined),
    });
    const last = await end();
    expect(last).toMatchObject({ outcome: 'succeeded', completed: 63 - 60 });
    expect(lateness(updates, at)).toBeLessThanOrEqual(35_000);
    expect(calls.filter(({ name }) => name === '').length).toBeGreaterThan(
      calls.filter(({ name }) => name !== '').length / 3,
    );
    expect(mostInAMinute(calls)).toBeLessThanOrEqual(25);
  });
});

describe('the cause of a nested failure', () => {
  const taken = 'Resource handler returned message: "no" (RequestToken: 1, HandlerErrorCode: AlreadyExists)';
  const failing = (name: string, part: string, at: number) =>
    `Embedded stack ${idOf(name)} was not successfully created: The following resource(s) failed to create: [${part}]. ${at}`;
  const tree: Tree = {
    auth: [
      [5, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }],
      [6, 'Role', 'CREATE_IN_PROGRESS'],
      nested(7, 'inner', 'CREATE_IN_PROGRESS'),
      [13, 'Role', 'CREATE_FAILED', { reason: 'Resource creation cancelled' }],
      nested(13, 'inner', 'CREATE_FAILED', failing('inner', 'UserPool', 13)),
      [
        14,
        'stack',
        'ROLLBACK_IN_PROGRESS',
        { reason: 'The following resource(s) failed to create: [inner, Role].' },
      ],
      [20, 'stack', 'ROLLBACK_COMPLETE'],
    ],
    inner: [
      [7, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }],
      [8, 'UserPool', 'CREATE_IN_PROGRESS'],
      [11, 'UserPool', 'CREATE_FAILED', { reason: taken }],
      [
        11,
        'stack',
        'ROLLBACK_IN_PROGRESS',
        { reason: 'The following resource(s) failed to create: [UserPool].' },
      ],
      [12, 'stack', 'ROLLBACK_COMPLETE'],
    ],
  };
  const root: EventLine[] = [
    begin,
    nested(5, 'auth', 'CREATE_IN_PROGRESS'),
    [6, 'Topic', 'CREATE_IN_PROGRESS'],
    nested(21, 'auth', 'CREATE_FAILED', failing('auth', 'inner', 21)),
    [21, 'Topic', 'CREATE_FAILED', { reason: 'Resource creation cancelled' }],
    [
      22,
      'stack',
      'ROLLBACK_IN_PROGRESS',
      { reason: 'The following resource(s) failed to create: [auth, Topic].' },
    ],
    nested(24, 'auth', 'DELETE_IN_PROGRESS'),
    nested(26, 'auth', 'DELETE_COMPLETE'),
    [30, 'stack', 'ROLLBACK_COMPLETE'],
  ];

  it.each([
    [300, 100],
    [15_000, 100],
    [25_000, 100],
    [600_000, 100],
    [300, 3],
  ])('is shown with its place, starting %i ms in, with pages of %i', async (from, pageSize) => {
    const { end, updates } = followTree({ root, tree, from, pageSize });
    const last = await end();
    expect(last.outcome).toBe('rolled-back');
    expect(last.causes.map(placeOf)).toEqual(['auth › inner › UserPool']);
    expect(last.causes[0]).toMatchObject({ code: 'AlreadyExists', path: ['auth', 'inner'] });
    for (const { progress } of updates) {
      for (const { reason } of progress.causes) expect(reason).not.toMatch(/Embedded stack|cancelled/);
    }
  });

  it('is what the parent names if the events of a nested stack may not be read', async () => {
    const denied = awsError(
      'AccessDenied',
      'not authorized to perform: cloudformation:DescribeStackEvents',
      403,
    );
    const { end } = followTree({ root, tree, fault: (name) => (name ? denied : undefined) });
    const last = await end();
    expect(last.outcome).toBe('rolled-back');
    expect(last.causes.map(placeOf)).toEqual(['auth › inner']);
    expect(last.causes[0]!.reason).not.toContain('Embedded stack');
    expect(last.causes[0]!.stackName).toBe(`${stackName}-auth`);
  });
});

describe('what a settled tree had to wait for', () => {
  const [quick, slow] = [creationIn('quick', 1, 1), creationIn('slow', 1, 2)];
  const root = [begin, ...quick.told, ...slow.told, [slow.end + 3, 'stack', 'CREATE_COMPLETE'] as EventLine];
  root.sort((a, b) => a[0] - b[0]);
  const tree = { quick: quick.lines, slow: slow.lines };
  const types = { quick: 'AWS::CloudFormation::Stack', slow: 'AWS::CloudFormation::Stack' };
  const templates = {
    '': JSON.stringify({
      Resources: Object.fromEntries(Object.entries(types).map(([name, Type]) => [name, { Type }])),
    }),
    slow: JSON.stringify({
      Resources: {
        Part0: { Type: 'AWS::SNS::Topic' },
        Part1: { Type: 'AWS::SNS::Topic', DependsOn: 'Part0' },
      },
    }),
  };

  it('is shown inside nested stacks, with one call for each of those involved', async () => {
    const { end, calls, updates } = followTree({ root, tree, templates, from: 300_000 });
    const progress = await end();
    expect([...longestChain(progress)].sort()).toEqual(['/slow', '/slow/Part0', '/slow/Part1']);
    expect(updates.at(-1)?.progress).toBe(progress);
    expect(calls.filter(({ action }) => action === 'GetTemplate').map(({ name }) => name)).toEqual([
      '',
      'slow',
    ]);
  });

  it('ends at the nested stack whose template cannot be read', async () => {
    const fault = (name: string, action: string) =>
      name === 'slow' && action === 'GetTemplate' ? awsError('AccessDenied', 'not allowed') : undefined;
    const { end } = followTree({ root, tree, templates, from: 300_000, fault });
    expect([...longestChain(await end())]).toEqual(['/slow']);
  });
});
