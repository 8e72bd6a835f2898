import type { StackProgress } from '../progress/model.ts';
import { createProgress } from '../progress/reducer.ts';
import { isSettled } from '../progress/status.ts';
import { isRollbackStuck } from '../progress/stuck-rollback.ts';
import { nameOf } from './find-stack.ts';
import type { FollowOptions } from './options.ts';
import type { StackTree } from './tree.ts';
import { liveStacks, mostUrgent } from './turns.ts';

/** How long a newly requested operation may take to appear, milliseconds. */
const takesEffect = 15_000;

/** The latest progress of a stack and of what is nested in it. */
export interface Followed {
  readonly progress: StackProgress;
  /** When the stack was last read, milliseconds. */
  readonly readAt: number | undefined;
  /** Denied actions, as `cloudformation:GetTemplate`; everything else is still followed. */
  readonly missing: Set<string>;
  /** The most stacks that were active at the same time: they share the calls. */
  readonly mostStacks: number;
  /** Whether nothing changes any more, and a newly requested operation has begun. */
  readonly hasSettled: boolean;
  /** Whether anything about the nested stacks is still to be read. */
  readonly hasUnread: boolean;
  /** Sets the stack's tree, once it is known. */
  open(known: StackTree): void;
  /** Applies what was read of the stack itself. */
  update(change: (progress: StackProgress) => StackProgress): void;
  /** Updates everything here after a change in the tree. */
  looked(): void;
  /** Counts every nested stack as active, when all are to be read. */
  countAll(): void;
}

/** What is known of a stack before it is read. */
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
    // The absolute difference, since the clock may be set back meanwhile.
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
