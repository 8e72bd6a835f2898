import type { ProblemCode } from '../../core/problem.ts';

/** A stack event in our own form; times are milliseconds since the epoch by AWS's clock. */
export interface StackEventRecord {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  /** As `AWS::S3::Bucket`. */
  readonly type: string;
  /** As `CREATE_IN_PROGRESS`; unknown values are kept as they are. */
  readonly status: string;
  readonly detailedStatus?: string;
  readonly reason?: string;
  /** The hook whose event it is, as `Acme::Bucket::Encryption`. */
  readonly hook?: string;
  readonly at: number;
}

/** One row of ListStackResources, which supplements the events. */
export interface StackResourceRecord {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly at: number;
}

/** The stack as DescribeStacks returns it. */
export interface StackRecord {
  readonly stackId: string;
  readonly stackName: string;
  readonly status: string;
  readonly reason?: string;
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly deletedAt?: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly terminationProtection: boolean;
}

/** A resource in a template, known before AWS reports it. */
export interface ExpectedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Logical ids that have to exist first. */
  readonly dependsOn: readonly string[];
}

/** The state of a resource, in the words of the screen. */
export type ResourceState =
  | 'waiting'
  | 'running'
  /** Configured; AWS waits for consistency, dependents may start. */
  | 'settling'
  | 'done'
  | 'failed'
  /** Stopped because another one failed. */
  | 'cancelled'
  | 'removing'
  | 'removed'
  /** Kept on purpose (DeletionPolicy Retain). */
  | 'kept'
  /** Left as it is by a rollback that was told to skip it; AWS calls that UPDATE_COMPLETE. */
  | 'skipped';

/** What an operation does to a resource. A replacement creates a new one and removes the old one at the end. */
export type ResourceChange = 'create' | 'update' | 'replace' | 'remove' | 'import';

export interface ResourceProgress {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly state: ResourceState;
  /** AWS's own word, for details. */
  readonly status?: string;
  readonly reason?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** What the current operation does to it; absent if it is not affected. */
  readonly change?: ResourceChange;
  /** Whether the rollback has undone the change. */
  readonly undone?: boolean;
  /** Logical ids this one still waits for. */
  readonly waitsFor: readonly string[];
  /** For a nested stack: its progress, once its own events have been read. */
  readonly nested?: StackProgress;
}

/** Why something failed, with its meaning. */
export interface FailureCause {
  readonly logicalId: string;
  readonly type: string;
  /** The stack that the resource belongs to (a nested one, maybe). */
  readonly stackName: string;
  /** Logical ids of the nested stacks that lead to it, outermost first; absent in the stack itself. */
  readonly path?: readonly string[];
  readonly at: number;
  /** AWS's own words, control characters removed. */
  readonly reason: string;
  /** HandlerErrorCode or provider code, as `AlreadyExists`. */
  readonly code?: string;
  /** Its meaning, one sentence; absent if we have nothing to add. */
  readonly meaning?: string;
  /** Whether the cause was a name that is taken: a retry needs another name. */
  readonly nameTaken: boolean;
  /** It failed during a rollback: why the rollback is stuck, not why the operation failed. */
  readonly inRollback?: boolean;
}

export type StackOutcome =
  /** In progress, forwards or backwards. */
  | 'running'
  | 'succeeded'
  /** Ended without rolling back, or the rollback itself failed. */
  | 'failed'
  | 'rolled-back'
  | 'deleted'
  | 'delete-failed'
  /** REVIEW_IN_PROGRESS: the stack holds only a change set that somebody has to execute; nothing runs. */
  | 'in-review';

/** A stack's operation as one value: a pure function of template, events and descriptions. */
export interface StackProgress {
  readonly stackId: string;
  readonly stackName: string;
  readonly operation: 'create' | 'update' | 'delete' | 'import' | 'unknown';
  /** `back` while a failed operation is being rolled back. */
  readonly direction: 'forward' | 'back';
  readonly status: string;
  readonly reason?: string;
  readonly outcome: StackOutcome;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** In the template's order, then in the order in which they appeared. */
  readonly resources: readonly ResourceProgress[];
  /** Events of the newest operation, oldest first; at most the newest 5,000. */
  readonly events: readonly StackEventRecord[];
  /**
   * The number of resources in the operation, including nested stacks: all of them in a creation or deletion, those that
   * change in an update or import.
   */
  readonly total: number;
  /** How many of them are finished; during a rollback, how many are still to be rolled back. */
  readonly completed: number;
  /** Oldest first, without cascades; the first one is the root cause. */
  readonly causes: readonly FailureCause[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** The state of the connection to AWS while a stack is followed; times by this machine's clock, milliseconds. */
export type FollowConnection =
  | { readonly kind: 'ok' }
  | { readonly kind: 'throttled'; readonly nextTryAt: number }
  | { readonly kind: 'offline'; readonly since: number; readonly nextTryAt: number; readonly why: string }
  | {
      readonly kind: 'expired';
      readonly since: number;
      readonly why: string;
      /** What is missing, if new keys are not enough: MFA_NEEDED, SIGNED_OUT or SIGN_IN_EXPIRED. */
      readonly code?: ProblemCode;
      /** The profile that the AWS CLI has to sign in, if that helps. */
      readonly signIn?: string;
      /** The time of the next check for new credentials. */
      readonly nextTryAt?: number;
    };

/** A follower's report after every read of the stack. */
export interface FollowUpdate {
  readonly progress: StackProgress;
  readonly connection: FollowConnection;
  /** Actions denied to the current access, as `cloudformation:DescribeStackEvents`: their information is missing. */
  readonly missing?: readonly string[];
  /** AWS's clock minus this machine's, milliseconds. */
  readonly clockOffset: number;
  /** Calls made in the last 60 seconds. */
  readonly callsLastMinute: number;
  /** When AWS last reported the stack's state, milliseconds by this machine's clock; absent until it has. */
  readonly readAt?: number;
  /** The stack has settled, but events of nested stacks are still unread, because this minute's calls are used up. */
  readonly isUnread?: true;
}
