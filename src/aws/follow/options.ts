import type { Clock } from '../../platform/clock.ts';
import type { ExpectedResource, FollowUpdate } from '../progress/model.ts';

export interface FollowOptions {
  /** Name or ARN; a deleted stack is found by its ARN only. */
  readonly stack: string;
  /** The stack's template: what will come and who waits for whom. Read from AWS when neither this nor `expected` is there. */
  readonly template?: string;
  readonly expected?: readonly ExpectedResource[];
  /** What its template held when it was followed last: as good for a stack in which nothing goes on. */
  readonly lastExpected?: readonly ExpectedResource[] | undefined;
  readonly clock: Clock;
  /** Ends the following; the stack goes on. */
  readonly signal?: AbortSignal;
  /** Called after every look at the stack, and when the connection gets worse. */
  readonly onUpdate: (update: FollowUpdate) => void;
  /** An operation that was asked for a moment ago: a stack that has not begun it yet is not taken for settled. */
  readonly operation?: 'create' | 'update' | 'delete' | 'import' | 'continue-rollback';
}
