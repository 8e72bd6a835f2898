import type { StackProgress } from '../progress/model.ts';
import { createProgress } from '../progress/reducer.ts';
import { isSettled } from '../progress/status.ts';
import { isRollbackStuck } from '../progress/stuck-rollback.ts';
import { nameOf } from './find-stack.ts';
import type { FollowOptions } from './options.ts';
import type { StackTree } from './tree.ts';
import { liveStacks, mostUrgent } from './turns.ts';

/** How long an operation that was just asked for may take to show, milliseconds. */
const takesEffect = 15_000;

/** How far a stack is, and what is nested in it, as it was looked at last. */
export interface Followed {
  readonly progress: StackProgress;
  /** When something was read of the stack last, milliseconds. */
  readonly readAt: number | undefined;
  /** What this access may not do, as `cloudformation:GetTemplate`; the rest is followed all the same. */
  readonly missing: Set<string>;
  /** How many stacks were in work at once, at most: they share the calls. */
  readonly mostStacks: number;
  /** Nothing changes any more, and what was just asked for has begun. */
  readonly hasSettled: boolean;
  /** Something of what took part in it, or was there before, is still to be read. */
  readonly hasUnread: boolean;
  /** From now on the stack is known. */
  open(known: StackTree): void;
  /** Takes in what was read of the stack itself. */
  update(change: (progress: StackProgress) => StackProgress): void;
  /** Something in the tree has changed. */
  looked(): void;
  /** Every nested stack is to be read: they all count. */
  countAll(): void;
}

/** What is known of a stack before it was looked at. */
export function createFollowed({ stack, operation, clock: { now } }: FollowOptions): Followed {
  const startedAt = now();
  const missing = new Set<string>();
  let tree: StackTree | undefined;
  let progress = createProgress(nameOf(stack));
  let mostStacks = 1;
  let hasMoved = false;
  let readAt: number | undefined;
  const isAwaited = () =>
    operation !== undefined &&
    (operation === 'continue-rollback'
      ? isRollbackStuck(progress) && !hasMoved
      : progress.operation !== operation) &&
    // Compared in both directions, since the clock may be set back meanwhile.
    Math.abs(now() - startedAt) < takesEffect;
  const looked = () => {
    if (!tree) return;
    progress = tree.root.progress;
    hasMoved ||= progress.outcome === 'running';
    mostStacks = Math.max(mostStacks, 1 + liveStacks(tree));
  };
  return {
    missing,
    looked,
    get progress() {
      return progress;
    },
    get readAt() {
      return readAt;
    },
    get mostStacks() {
      return mostStacks;
    },
    get hasSettled() {
      return isSettled(progress.status) && !isAwaited();
    },
    get hasUnread() {
      return tree !== undefined && mostUrgent(tree, Number.POSITIVE_INFINITY) !== undefined;
    },
    open(known) {
      tree = known;
    },
    update(change) {
      readAt = now();
      tree?.update(tree.root, change, readAt);
      looked();
    },
    countAll() {
      mostStacks = 1 + (tree?.nested.length ?? 0);
    },
  };
}
