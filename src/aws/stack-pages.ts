import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { AwsClients } from './clients.ts';
import { callCloudFormation } from './cloudformation-call.ts';
import { notFromAws } from './identity.ts';
import { countPages } from './pages.ts';
import type { StackEventRecord, StackResourceRecord } from './progress/model.ts';
import { eventRecord, resourceRecord } from './stack-records.ts';

/** One page of a paginated list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** One page of a stack's events, newest first. @param next from the page before */
export async function stackEventsPage(
  clients: AwsClients,
  nameOrId: string,
  next?: string,
  signal?: AbortSignal,
): Promise<Page<StackEventRecord>> {
  const doing = `read the events of the stack ${nameOrId}`;
  return callCloudFormation(clients, doing, signal, async (client, options) => {
    const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName: nameOrId, ...(next ? { NextToken: next } : {}) }),
      options,
    );
    // A stack always has an event: an empty answer is a proxy's page.
    if (!page.StackEvents) throw notFromAws(doing);
    return pageOf(page.StackEvents, keptEvent, page.NextToken);
  });
}

/** One page of a stack's resources. @param next from the page before */
export async function stackResourcesPage(
  clients: AwsClients,
  nameOrId: string,
  next?: string,
  signal?: AbortSignal,
): Promise<Page<StackResourceRecord>> {
  return callCloudFormation(
    clients,
    `list the resources of the stack ${nameOrId}`,
    signal,
    async (client, options) => {
      const { ListStackResourcesCommand } = await import('@aws-sdk/client-cloudformation');
      const page = await client.send(
        new ListStackResourcesCommand({ StackName: nameOrId, ...(next ? { NextToken: next } : {}) }),
        options,
      );
      return pageOf(page.StackResourceSummaries ?? [], resourceRecord, page.NextToken);
    },
  );
}

/** Texts that many events share, as types and ids of stacks; cleared when there are too many. */
const shared = new Map<string, string>();
const sharedAtMost = 5_000;

/**
 * An event to be kept for long. The parser's strings are slices of the whole answer and keep all of it in memory,
 * properties of resources included; copies do not.
 */
function keptEvent(event: StackEvent): StackEventRecord | undefined {
  const record = eventRecord(event);
  if (!record) return undefined;
  const copies = Object.entries(record).map(([key, value]) => {
    if (typeof value !== 'string') return [key, value];
    return [key, key === 'eventId' ? copyOf(value) : sharedCopyOf(value)];
  });
  return Object.fromEntries(copies) as StackEventRecord;
}

function copyOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function sharedCopyOf(text: string): string {
  const known = shared.get(text);
  if (known !== undefined) return known;
  const copy = copyOf(text);
  if (shared.size >= sharedAtMost) shared.clear();
  shared.set(copy, copy);
  return copy;
}

/** All resources of a stack, from all pages. */
export async function listStackResources(
  clients: AwsClients,
  nameOrId: string,
  signal?: AbortSignal,
): Promise<StackResourceRecord[]> {
  const all: StackResourceRecord[] = [];
  const nextOf = countPages(`list the resources of the stack ${nameOrId}`);
  let next: string | undefined;
  do {
    const page: Page<StackResourceRecord> = await stackResourcesPage(clients, nameOrId, next, signal);
    all.push(...page.items);
    next = nextOf(page.next);
  } while (next);
  return all;
}

function pageOf<From, To>(
  items: readonly From[],
  convert: (item: From) => To | undefined,
  next: string | undefined,
): Page<To> {
  return {
    items: items.map(convert).filter((item): item is To & {} => item !== undefined),
    ...(next ? { next } : {}),
  };
}
