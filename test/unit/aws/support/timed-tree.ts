import { followStack } from '../../../../src/aws/follow.ts';
import type { FollowUpdate, StackEventRecord } from '../../../../src/aws/progress/model.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { began, type EventLine, eventsOf, stackId, stackName } from './events.ts';
import { awsError, createFakeAws } from './fake-aws.ts';
import { wireEvent } from './timed-stack.ts';

/** A nested stack's id, as in its parent. */
export const idOf = (name: string) => stackId.replace(stackName, `${stackName}-${name}`);

/** A parent's event of a nested stack: `nested(5, 'auth', 'CREATE_IN_PROGRESS')`. */
export function nested(seconds: number, name: string, status: string, reason?: string): EventLine {
  const type = 'AWS::CloudFormation::Stack';
  return [seconds, name, status, { type, physicalId: idOf(name), ...(reason ? { reason } : {}) }];
}

/** The events in the nested stacks, by name; `stack` in a line is the nested stack itself. */
export type Tree = Readonly<Record<string, readonly EventLine[]>>;

export interface TreeSetting {
  readonly root: readonly EventLine[];
  readonly tree: Tree;
  /** When the follower starts, milliseconds after the stack. */
  readonly from?: number;
  readonly pageSize?: number;
  /** Templates by name of nested stack; the root's has an empty name. */
  readonly templates?: Readonly<Record<string, string>>;
  /** The fault of a call about a stack; the name is empty for the root. */
  readonly fault?: (name: string, action: string, call: number) => Error | undefined;
  /** Receives each update, instead of keeping all of them. */
  readonly onUpdate?: (update: FollowUpdate, now: number) => void;
}

/** Follows a tree of stacks in a cloud on the test's clock, and keeps the follower's reports and calls. */
export function followTree({
  root,
  tree,
  from = 300,
  pageSize = 100,
  templates = {},
  ...setting
}: TreeSetting) {
  const { fault, onUpdate } = setting;
  const clock = createFakeClock(began + from);
  const calls: { readonly at: number; readonly action: string; readonly name: string }[] = [];
  const events = new Map<string, StackEventRecord[]>([[stackId, eventsOf(root)]]);
  for (const [name, lines] of Object.entries(tree)) {
    const id = idOf(name);
    events.set(id, eventsOf(lines, { stackId: id, stackName: `${stackName}-${name}` }));
  }
  const soFar = (id: string) => (events.get(id) ?? []).filter(({ at }) => at <= clock.now());

  const answering =
    (action: string, answer: (id: string, input: Record<string, unknown>) => unknown) =>
    async (input: Record<string, unknown>) => {
      const id = String(input.StackName);
      const name = Object.keys(tree).find((each) => idOf(each) === id) ?? '';
      calls.push({ at: clock.now(), action, name });
      await clock.sleep(80);
      const wrong = fault?.(name, action, calls.length - 1);
      if (wrong) throw wrong;
      if (soFar(id).length === 0) throw awsError('ValidationError', `Stack with id ${id} does not exist`);
      return answer(id, input);
    };
  const page = <T>(all: readonly T[], idIn: (item: T) => string, token: unknown) => {
    const start = token ? all.findIndex((item) => idIn(item) === token) : 0;
    const next = all[start + pageSize];
    return { items: all.slice(start, start + pageSize), next: next === undefined ? undefined : idIn(next) };
  };

  const fake = createFakeAws({
    DescribeStacks: answering('DescribeStacks', (id) => ({
      Stacks: [
        {
          StackId: id,
          StackName: stackName,
          StackStatus: soFar(id).findLast(({ physicalId }) => physicalId === id)?.status,
          CreationTime: new Date(began),
        },
      ],
    })),
    DescribeStackEvents: answering('DescribeStackEvents', (id, { NextToken }) => {
      const { items, next } = page(soFar(id).reverse(), ({ eventId }) => eventId, NextToken);
      return { StackEvents: items.map(wireEvent), NextToken: next };
    }),
    ListStackResources: answering('ListStackResources', (id, { NextToken }) => {
      const own = soFar(id).filter(({ physicalId }) => physicalId !== id);
      const newest = [...new Map(own.map((event) => [event.logicalId, event])).values()];
      const { items, next } = page(newest, ({ logicalId }) => logicalId, NextToken);
      return {
        StackResourceSummaries: items.map((event) => ({
          LogicalResourceId: event.logicalId,
          PhysicalResourceId: event.physicalId,
          ResourceType: event.type,
          ResourceStatus: event.status,
          ResourceStatusReason: event.reason,
          LastUpdatedTimestamp: new Date(event.at),
        })),
        NextToken: next,
      };
    }),
    GetTemplate: answering('GetTemplate', (id) => ({
      TemplateBody:
        Object.entries(templates).find(([name]) => (name === '' ? stackId : idOf(name)) === id)?.[1] ??
        '{"Resources":{}}',
    })),
  });

  const updates: (FollowUpdate & { readonly seenAt: number })[] = [];
  const running = followStack(fake.clients, {
    stack: stackId,
    clock,
    onUpdate: (update) => {
      if (onUpdate) onUpdate(update, clock.now());
      else updates.push({ ...update, seenAt: clock.now() });
    },
  });
  return { clock, calls, updates, events, end: () => clock.advanceUntil(running, began + 7_200_000) };
}

/** A nested stack that makes its resources one after another, with its events in the parent. */
export function creationIn(name: string, from: number, resources: number, each = 5) {
  const lines: EventLine[] = [[from, 'stack', 'CREATE_IN_PROGRESS', { reason: 'User Initiated' }]];
  for (let index = 0; index < resources; index += 1) {
    const at = from + 1 + index * each;
    lines.push(
      [at, `Part${index}`, 'CREATE_IN_PROGRESS'],
      [at + each - 1, `Part${index}`, 'CREATE_COMPLETE', { physicalId: `${name}-${index}` }],
    );
  }
  const end = from + 1 + resources * each;
  lines.push([end, 'stack', 'CREATE_COMPLETE']);
  return {
    lines,
    end,
    told: [nested(from, name, 'CREATE_IN_PROGRESS'), nested(end + 1, name, 'CREATE_COMPLETE')],
  };
}
