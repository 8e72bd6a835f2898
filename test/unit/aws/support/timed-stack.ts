import type { StackEventRecord } from '../../../../src/aws/progress/model.ts';
import type { Clock } from '../../../../src/platform/clock.ts';
import { began, type EventLine, eventsOf, stackId, stackName } from './events.ts';
import { awsError, createFakeAws } from './fake-aws.ts';

export interface TimedStackOptions {
  readonly clock: Clock;
  /** What happens to the stack, and when. */
  readonly lines: readonly EventLine[];
  readonly pageSize?: number;
  /** How long an answer takes, milliseconds. */
  readonly latency?: number;
  /** The fault of a call, by its number (0 is the first) and name; undefined for none. */
  readonly fault?: (call: number, name: string) => Error | undefined;
  readonly template?: string;
  /** False: ListStackResources and GetTemplate are refused. */
  readonly allowsLists?: boolean;
}

/** A stack in a cloud on the test's clock: each call sees what has happened so far. */
export function createTimedStack(options: TimedStackOptions) {
  const { clock, lines, pageSize = 100, latency = 0 } = options;
  const all = eventsOf(lines);
  /** When each call was sent, on the test's clock. */
  const calls: { readonly at: number; readonly name: string }[] = [];

  const soFar = () => all.filter((event) => event.at <= clock.now());
  const answering =
    (name: string, answer: (input: Record<string, unknown>) => unknown) =>
    async (input: Record<string, unknown>) => {
      const number = calls.length;
      calls.push({ at: clock.now(), name });
      if (latency > 0) await clock.sleep(latency);
      const fault = options.fault?.(number, name);
      if (fault) throw fault;
      return answer(input);
    };
  const refuse = (action: string) =>
    awsError(
      'AccessDenied',
      `User: arn:aws:iam::111122223333:user/a is not authorized to perform: ${action}`,
      403,
    );

  function describe({ StackName }: Record<string, unknown>) {
    const own = soFar().filter((event) => event.physicalId === stackId);
    const newest = own.at(-1);
    const gone = newest?.status === 'DELETE_COMPLETE' && StackName !== stackId;
    if (!newest || gone || (StackName !== stackId && StackName !== stackName))
      throw awsError('ValidationError', `Stack with id ${StackName} does not exist`);
    return {
      Stacks: [
        {
          StackId: stackId,
          StackName: stackName,
          StackStatus: newest.status,
          CreationTime: new Date(began),
          Outputs: newest.status === 'CREATE_COMPLETE' ? [{ OutputKey: 'Name', OutputValue: 'shop' }] : [],
        },
      ],
    };
  }

  function events({ NextToken }: Record<string, unknown>) {
    const newestFirst = soFar().reverse();
    // A token names the first event of its page, so that new events do not shift it.
    const from = NextToken ? newestFirst.findIndex((event) => event.eventId === NextToken) : 0;
    const next = newestFirst[from + pageSize];
    return {
      StackEvents: newestFirst.slice(from, from + pageSize).map(wireEvent),
      ...(next ? { NextToken: next.eventId } : {}),
    };
  }

  function resources() {
    if (options.allowsLists === false) throw refuse('cloudformation:ListStackResources');
    const newest = new Map(
      soFar()
        .filter((event) => event.physicalId !== stackId)
        .map((event) => [event.logicalId, event]),
    );
    return {
      StackResourceSummaries: [...newest.values()].map((event) => ({
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId,
        ResourceType: event.type,
        ResourceStatus: event.status,
        LastUpdatedTimestamp: new Date(event.at),
      })),
    };
  }

  const fake = createFakeAws({
    DescribeStacks: answering('DescribeStacks', describe),
    DescribeStackEvents: answering('DescribeStackEvents', events),
    ListStackResources: answering('ListStackResources', resources),
    GetTemplate: answering('GetTemplate', () => {
      if (options.allowsLists === false) throw refuse('cloudformation:GetTemplate');
      return { TemplateBody: options.template ?? '{"Resources":{}}' };
    }),
  });
  return { ...fake, calls, all };
}

export function wireEvent(event: StackEventRecord) {
  return {
    EventId: event.eventId,
    StackId: event.stackId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    DetailedStatus: event.detailedStatus,
  };
}

/** The largest number of calls in any 60 seconds, both ends included. */
export function mostInAMinute(calls: readonly { readonly at: number }[]): number {
  return Math.max(
    0,
    ...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at <= at + 60_000).length),
  );
}
