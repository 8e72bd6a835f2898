import type { ResourceProgress, StackEventRecord, StackProgress, StackRecord } from '../progress/model.ts';
import { applyNested, applyStack, createProgress } from '../progress/reducer.ts';
import { isSettled, operationOf } from '../progress/status.ts';
import type { EventReader } from './event-reader.ts';

const stackType = 'AWS::CloudFormation::Stack';
/** A nested stack that started longer ago than this when it is found has contents already, milliseconds. */
const fresh = 20_000;
/** The times of a nested stack and of its parent differ by less than this, milliseconds. */
const slack = 2_000;

/** What is read of a nested stack once: the newest page of its events, the list of its resources, or its template. */
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

/** A nested stack, and the progress of reading it. */
export interface NestedNode extends StackNode {
  readonly parent: StackNode;
  readonly reader: EventReader;
  /** `ended`: nothing happens in it any more, according to its parent or its own events. */
  state: 'live' | 'ended';
  /** Whether it is part of the current operation, so that its events are worth reading. */
  takesPart: boolean;
  firstLooks: FirstLook[];
  /** Events of the pages read so far, until the last page: half of them could be misleading. */
  heldEvents: StackEventRecord[];
  /** The token for the next page of its resources, while they are being read. */
  resourcesToken?: string | undefined;
  /** Whether all its events were read after it had ended; there is nothing more to read. */
  isRead: boolean;
  /** Whether its events cannot be read with this access. */
  isClosed: boolean;
  /** When it is due, and the interval after that; milliseconds. */
  dueAt: number;
  interval: number;
  failures: number;
}

/** The tree of a stack and everything nested in it, at any depth. */
export interface StackTree {
  readonly root: StackNode;
  /** All nested stacks, in the order in which they were found. */
  readonly nested: readonly NestedNode[];
  /** Applies a change of a stack: finds the stacks nested in it, and passes the change up to the root. */
  update(node: StackNode, change: (progress: StackProgress) => StackProgress, now: number): void;
}

interface TreeParts {
  /** Creates the reader of a nested stack's events. */
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
 * Decides whether something still happens in a nested stack, from its parent and from its own events.
 *
 * @returns whether its progress has changed
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

/** Whether a nested stack's own events are behind its parent. */
function isEarlier({ status, operation }: StackProgress, told: string): boolean {
  return !isSettled(status) || (operation !== operationOf(told) && told.startsWith('DELETE_'));
}

/** What a parent's resource shows of a nested stack, in the form of DescribeStacks: it costs no call. */
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
