import type { ResourceProgress } from '../progress/model.ts';
import { steady } from './pace.ts';
import type { NestedNode, StackTree } from './tree.ts';

/** Calls per minute for one stack: AWS's own limit is not published, and everyone in the account and region shares it. */
const callsForOne = 30;
/** How many stacks share the calls of one; each further active one adds some, up to a limit. */
const sharing = 4;
const callsForEachMore = 6;
const callsAtMost = 60;
/** Turns of nested stacks for each turn of the stack itself, with few or many active ones. */
const turnsOfFew = 2;
const turnsOfMany = 3;
/** Milliseconds between calls while there is a backlog. */
const soon = 1_000;

/**
 * The limit of calls in any minute: 30 for up to four stacks together, six more for each further one, 60 at most.
 *
 * @param stacks how many are active, the root included
 */
export function callsPerMinute(stacks: number): number {
  return Math.min(callsAtMost, callsForOne + Math.max(0, stacks - sharing) * callsForEachMore);
}

/** How many nested stacks are active. */
export function liveStacks({ nested }: StackTree): number {
  return nested.reduce((sum, { state, isClosed }) => sum + (state === 'live' && !isClosed ? 1 : 0), 0);
}

/** Whether anything about a nested stack is still unread. */
function isWanting(node: NestedNode): boolean {
  if (node.isRead || node.isClosed) return false;
  return node.state === 'live' || node.takesPart || node.firstLooks.length > 0;
}

/** Lower comes first: why something failed, what is active, how something ended, what existed before. */
export function urgency({ state, takesPart, parent, logicalId }: NestedNode): number {
  if (state === 'live') return 1;
  if (!takesPart) return 3;
  const own = parent.progress.resources.find((resource) => resource.logicalId === logicalId);
  return own?.state === 'failed' ? 0 : 2;
}

/** The nested stack that should be read next; undefined if none is due. */
export function mostUrgent(tree: StackTree, now: number): NestedNode | undefined {
  let first: NestedNode | undefined;
  for (const node of tree.nested) {
    const wait = node.dueAt - now;
    // A wait longer than the interval: the clock was set back.
    if (!isWanting(node) || (wait > 0 && wait <= node.interval)) continue;
    const ahead = first && (urgency(node) - urgency(first) || node.dueAt - first.dueAt);
    if (ahead === undefined || ahead < 0) first = node;
  }
  return first;
}

/** True if only the stack's own end is missing: everything in it has finished. */
export function isEndNear({ root, nested }: StackTree): boolean {
  const { outcome, resources } = root.progress;
  const isMoving = ({ state }: ResourceProgress) =>
    state === 'running' || state === 'settling' || state === 'removing' || state === 'waiting';
  return nested.length > 0 && outcome === 'running' && !resources.some(isMoving);
}

/** Decides which stack the next call reads. */
export interface Turns {
  /** The nested stack whose turn is next; undefined: the stack itself, whose end must not be missed. */
  next(now: number): NestedNode | undefined;
  /** Gives the next turn to the stack itself. */
  hurry(): void;
  /** Milliseconds from one call to the next while there are events. */
  spacing(): number;
}

/**
 * The stack itself has every third turn, or every fourth with many active nested ones: its events show when a nested one
 * ends, and it cannot end before they have. Busy nested stacks have more turns than quiet ones.
 */
export function createTurns(tree: StackTree): Turns {
  let sinceRoot = 0;
  let hurried = false;
  return {
    next(now) {
      const most = liveStacks(tree) > sharing ? turnsOfMany : liveStacks(tree) > 0 ? turnsOfFew : 1;
      const due = hurried || sinceRoot >= most ? undefined : mostUrgent(tree, now);
      // How nested stacks ended can be read after the stack itself has ended; why one failed is read immediately.
      const node = due && isEndNear(tree) && urgency(due) > 0 ? undefined : due;
      sinceRoot = node ? sinceRoot + 1 : 0;
      hurried = false;
      return node;
    },
    hurry() {
      hurried = true;
    },
    spacing() {
      const live = liveStacks(tree);
      const usual = (steady * callsForOne) / callsPerMinute(live + 1);
      return live === 0 && tree.nested.some(isWanting) ? Math.min(soon, usual) : usual;
    },
  };
}
