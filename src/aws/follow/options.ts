import type { Clock } from '../../platform/clock.ts';
import type { ExpectedResource, FollowUpdate } from '../progress/model.ts';

export interface FollowOptions {
  /** Name or ARN; a deleted stack is found only by its ARN. */
  readonly stack: string;
  /** The stack's template: its resources and their dependencies. Read from AWS if neither this nor `expected` is given. */
  readonly template?: string;
  readonly expected?: readonly ExpectedResource[];
  /** The template's resources when it was last followed: good enough for a stack without an operation. */
  readonly lastExpected?: readonly ExpectedResource[] | undefined;
  readonly clock: Clock;
  /** Stops following; the stack continues. */
  readonly signal?: AbortSignal;
  /** Called after every read, and when the connection gets worse. */
  readonly onUpdate: (update: FollowUpdate) => void;
  /** A newly requested operation: a stack that has not begun it yet does not count as settled. */
  readonly operation?: 'create' | 'update' | 'delete' | 'import' | 'continue-rollback';
}
