import type { AwsClients } from '../../aws/clients.ts';
import type { StackEventRecord, StackRecord, StackResourceRecord } from '../../aws/progress/model.ts';
import { describeStack } from '../../aws/stack.ts';
import { stackEventsPage, stackResourcesPage } from '../../aws/stack-pages.ts';
import { asProblem } from '../../core/problem.ts';

/** A nested stack of the project's stack, usually that of one resource of a category. */
export interface NestedStack {
  /** `auth`, `api`, …; `other` if no file lists it. */
  readonly category: string;
  readonly name: string;
  readonly status: string;
  readonly stackId?: string | undefined;
}

/** The newest operation on the stack; times are milliseconds since the epoch by AWS's clock. */
export interface LastDeployment {
  readonly status: string;
  readonly startedAt: number;
  /** Absent while it is in progress. */
  readonly endedAt?: number | undefined;
}

export interface DeployedBackend {
  readonly stack: StackRecord;
  readonly nested: readonly NestedStack[];
  readonly last: LastDeployment;
  /** Actions denied to this access, as `cloudformation:ListStackResources`: their information is missing here. */
  readonly missing: readonly string[];
}

/** Whether AWS reports a stack as deleted, which it does for 90 days. */
export function isGone(deployed: Pick<DeployedBackend, 'stack'> | undefined): boolean {
  return deployed?.stack.status === 'DELETE_COMPLETE';
}

/**
 * What AWS has for a project: its stack, the nested stacks, the newest deployment.
 *
 * @param resources the resources in the project's files, for the names of the stacks
 * @returns undefined if there is no such stack in this account and region
 */
export async function deployedBackend(
  clients: AwsClients,
  stackId: string,
  resources: readonly { readonly category: string; readonly name: string }[],
  signal?: AbortSignal,
): Promise<DeployedBackend | undefined> {
  const stack = await describeStack(clients, stackId, signal);
  if (!stack) return undefined;
  const missing: string[] = [];
  const ifAllowed = async <T>(action: string, asked: Promise<T>): Promise<T | undefined> =>
    asked.catch((thrown: unknown) => {
      if (asProblem(thrown).code !== 'ACCESS_DENIED') throw thrown;
      missing.push(`cloudformation:${action}`);
      return undefined;
    });
  const [rows, events] = await Promise.all([
    ifAllowed('ListStackResources', allResources(clients, stack.stackId, signal)),
    ifAllowed('DescribeStackEvents', stackEventsPage(clients, stack.stackId, undefined, signal)),
  ]);
  return {
    stack,
    nested: nestedOf(rows ?? [], resources),
    last: lastDeployment(stack, events?.items ?? []),
    missing: missing.sort(),
  };
}

/** Pages of a hundred; a stack has at most five hundred resources. */
const pagesAtMost = 6;

async function allResources(clients: AwsClients, stackId: string, signal: AbortSignal | undefined) {
  const rows: StackResourceRecord[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < pagesAtMost; pages++) {
    const page = await stackResourcesPage(clients, stackId, next, signal);
    rows.push(...page.items);
    next = page.next;
    if (next === undefined) break;
  }
  return rows;
}

function nestedOf(
  rows: readonly StackResourceRecord[],
  resources: readonly { readonly category: string; readonly name: string }[],
): NestedStack[] {
  // The Amplify CLI names the stack of a resource by its category and name, without a separator.
  const known = new Map(
    resources.map((resource) => [
      `${resource.category}${resource.name}`.replace(/[^A-Za-z0-9]/g, ''),
      resource,
    ]),
  );
  return rows
    .filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map(({ logicalId, status, physicalId }) => {
      const { category = 'other', name = logicalId } = known.get(logicalId) ?? {};
      return { category, name, status, ...(physicalId ? { stackId: physicalId } : {}) };
    })
    .sort((a, b) => `${a.category}/${a.name}`.localeCompare(`${b.category}/${b.name}`));
}

/**
 * LastUpdatedTime is the start of the newest update; the stack's own newest event is its end. A deletion is not a
 * deployment: the deployment before it has its own end among the events.
 */
function lastDeployment(stack: StackRecord, events: readonly StackEventRecord[]): LastDeployment {
  const { createdAt, updatedAt = createdAt, stackId } = stack;
  const isOwn = (event: StackEventRecord) => event.physicalId === stackId;
  const deployment = events.find((event) => isOwn(event) && !event.status.startsWith('DELETE_'));
  const deletes = stack.status.startsWith('DELETE_');
  // If its events are too old to be read, only its start is known.
  const status = deletes ? (deployment?.status ?? 'UNKNOWN') : stack.status;
  const own = deletes ? deployment : events.find(isOwn);
  const ended = /_(?:COMPLETE|FAILED)$/.test(status) && own?.status === status ? own.at : undefined;
  return { status, startedAt: updatedAt, ...(ended === undefined ? {} : { endedAt: ended }) };
}
