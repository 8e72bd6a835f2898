import type { ResourceProgress, StackEventRecord, StackProgress, StackRecord } from '../progress/model.ts';
import { applyNested, applyStack, createProgress } from '../progress/reducer.ts';
import { isSettled, operationOf } from '../progress/status.ts';
import type { EventReader } from './event-reader.ts';

const stackType = 'AWS::CloudFormation::Stack';
/** A nested stack that began longer ago has things in it already when it is found, milliseconds. */
const fresh = 20_000;
/** Times in a nested stack and in its parent differ by less than this, milliseconds. */
const slack = 2_000;

/**
 * What is read of a nested stack once: the newest page of its events, the list of its resources, its template, which
 * tells what will come.
 */
export type FirstLook = 'events' | 'resources' | 'template';

/** A stack in the tree that is being followed. */
export interface StackNode {
  readonly id: string;
  /** Absent for the stack at the top of the tree. */
  readonly parent?: StackNode;
  /** Its name as a resource of its parent. */
  readonly logicalId: string;
  readonly children: Map<string, NestedNode>;
  progress: StackProgress;
}

/** A nested stack, and how far reading it has come. */
export interface NestedNode extends StackNode {
  readonly parent: StackNode;
  readonly reader: EventReader;
  /** `ended`: nothing goes on in it any more as far as its parent or its own events tell. */
  state: 'live' | 'ended';
  /** What happens to it belongs to the operation under way, so its events are worth reading. */
  takesPart: boolean;
  firstLooks: FirstLook[];
  /** Events of pages that were read, until the last page is there: half of them would tell another story. */
  heldEvents: StackEventRecord[];
  /** Of a list of resources that is being read. */
  resourcesToken?: string | undefined;
  /** All its events were read after it had ended; nothing more is to be read. */
  isRead: boolean;
  /** Its events cannot be read with this access. */
  isClosed: boolean;
  /** When its turn comes, and how long it waits for the one after; milliseconds. */
  dueAt: number;
  interval: number;
  failures: number;
}

/** The tree of a stack and everything nested in it, at any depth. */
export interface StackTree {
  readonly root: StackNode;
  /** All nested stacks, in the order in which they were found. */
  readonly nested: readonly NestedNode[];
  /** Takes something new about a stack in: finds what is nested in it, and carries it up to the root. */
  update(node: StackNode, change: (progress: StackProgress) => StackProgress, now: number): void;
}

interface TreeParts {
  /** Makes the reader of a nested stack's events. */
  readonly openReader: (stackId: string) => EventReader;
  /** AWS's clock minus this machine's, milliseconds. */
  readonly clockOffset: () => number;
}

/** @param root what is known of the stack itself */
export function createStackTree(
  root: { readonly id: string; readonly progress: StackProgress },
  { openReader, clockOffset }: TreeParts,
): StackTree {
  const top: StackNode = { ...root, logicalId: '', children: new Map() };
  const nested: NestedNode[] = [];

  function find(parent: StackNode, resource: ResourceProgress, id: string, now: number): NestedNode {
    const known = parent.children.get(resource.logicalId);
    if (known?.id === id) return known;
    // Another id under the same name: the nested stack was replaced.
    if (known) nested.splice(nested.indexOf(known), 1);
    const { startedAt } = resource;
    const hasContents = startedAt === undefined || now + clockOffset() - startedAt > fresh;
    const node: NestedNode = {
      id,
      parent,
      logicalId: resource.logicalId,
      children: new Map(),
      progress: createProgress({ stackId: id, stackName: /:stack\/([^/]+)\//.exec(id)?.[1] ?? id }),
      reader: openReader(id),
      state: 'live',
      takesPart: false,
      firstLooks: hasContents ? ['events', 'template'] : ['template'],
      heldEvents: [],
      isRead: false,
      isClosed: false,
      dueAt: now,
      interval: 0,
      failures: 0,
    };
    parent.children.set(resource.logicalId, node);
    nested.push(node);
    return node;
  }

  function lookInto(parent: StackNode, now: number): void {
    for (const resource of parent.progress.resources) {
      const { type, physicalId } = resource;
      if (type !== stackType || !physicalId?.startsWith('arn:')) continue;
      const node = find(parent, resource, physicalId, now);
      if (judge(node, resource, now)) hangIn(node);
    }
  }

  function hangIn(node: StackNode): void {
    const { parent } = node;
    if (!parent) return;
    parent.progress = applyNested(parent.progress, node.logicalId, node.progress);
    hangIn(parent);
  }

  return {
    root: top,
    nested,
    update(node, change, now) {
      const next = change(node.progress);
      if (next === node.progress) return;
      node.progress = next;
      const own = node.parent?.progress.resources.find(({ logicalId }) => logicalId === node.logicalId);
      if (own && isNested(node)) judge(node, own, now);
      lookInto(node, now);
      hangIn(node);
    },
  };
}

function isNested(node: StackNode): node is NestedNode {
  return node.parent !== undefined;
}

/**
 * Settles whether something still goes on in a nested stack, by what its parent says and by its own events.
 *
 * @returns whether that made its progress another one
 */
function judge(node: NestedNode, resource: ResourceProgress, now: number): boolean {
  const { status = '', startedAt } = resource;
  node.takesPart ||= startedAt !== undefined;
  if (status.endsWith('_IN_PROGRESS')) {
    const { operation, outcome, endedAt = 0 } = node.progress;
    const isThrough =
      outcome !== 'running' && operation === operationOf(status) && endedAt >= (startedAt ?? 0) - slack;
    if (!isThrough && node.state === 'ended') Object.assign(node, { isRead: false, dueAt: now, interval: 0 });
    node.state = isThrough ? 'ended' : 'live';
    return false;
  }
  if (node.state === 'live') {
    node.state = 'ended';
    node.dueAt = now;
  }
  if (status === '' || node.progress.status === status || !isEarlier(node.progress, status)) return false;
  node.progress = applyStack(node.progress, recordFrom(node, resource, status));
  return true;
}

/** Whether a nested stack's own events have not come as far as its parent says. */
function isEarlier({ status, operation }: StackProgress, told: string): boolean {
  return !isSettled(status) || (operation !== operationOf(told) && told.startsWith('DELETE_'));
}

/** What a parent's resource tells of a nested stack, as if DescribeStacks had said it: it costs no call. */
function recordFrom(
  { id, progress }: NestedNode,
  { startedAt, endedAt }: ResourceProgress,
  status: string,
): StackRecord {
  return {
    stackId: id,
    stackName: progress.stackName,
    status,
    createdAt: progress.startedAt ?? startedAt ?? 0,
    ...(status.startsWith('DELETE_') && endedAt !== undefined ? { deletedAt: endedAt } : {}),
    outputs: {},
    parameters: {},
    terminationProtection: false,
  };
}
