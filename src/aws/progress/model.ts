import type { ProblemCode } from '../../core/problem.ts';

/** One stack event, in our words; times are milliseconds since the epoch by AWS's clock. */
export interface StackEventRecord {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  /** As `AWS::S3::Bucket`. */
  readonly type: string;
  /** As `CREATE_IN_PROGRESS`; unknown words are kept as they are. */
  readonly status: string;
  readonly detailedStatus?: string;
  readonly reason?: string;
  /** The hook whose event it is, as `Acme::Bucket::Encryption`. */
  readonly hook?: string;
  readonly at: number;
}

/** One row of ListStackResources, used to fill what events did not tell. */
export interface StackResourceRecord {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly at: number;
}

/** The stack as DescribeStacks tells it. */
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

/** A resource that a template names, known before AWS tells of it. */
export interface ExpectedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Logical ids that must be there first. */
  readonly dependsOn: readonly string[];
}

/** Where a resource stands, in the words of the screen. */
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
  | 'kept';

/** What an operation does to a resource. A replacement makes a new one and clears the old one away at the end. */
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
  /** What the operation under way does to it; absent while it is not touched. */
  readonly change?: ResourceChange;
  /** The rollback has taken the change back. */
  readonly undone?: boolean;
  /** Logical ids this one still waits for. */
  readonly waitsFor: readonly string[];
  /** For a nested stack: its progress, once its own events have been read. */
  readonly nested?: StackProgress;
}

/** Why something failed, translated. */
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
  /** What it means, one sentence; absent when we have nothing to add. */
  readonly meaning?: string;
  /** True when a name that is taken was the cause: a retry needs another name. */
  readonly nameTaken: boolean;
  /** It failed on the way back: why a rollback is stuck, not why the operation failed. */
  readonly inRollback?: boolean;
}

export type StackOutcome =
  /** Still going, forwards or backwards. */
  | 'running'
  | 'succeeded'
  /** Ended without rolling back, or the rollback itself failed. */
  | 'failed'
  | 'rolled-back'
  | 'deleted'
  | 'delete-failed'
  /** REVIEW_IN_PROGRESS: nothing in it but a change set that somebody has to execute; nothing runs. */
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
  /** Template's order first, then as they were seen. */
  readonly resources: readonly ResourceProgress[];
  /** Those of the newest operation, oldest first; at most the newest 5,000. */
  readonly events: readonly StackEventRecord[];
  /**
   * Resources that the operation is about, those of nested stacks included: all of them in a creation or deletion,
   * those that change in an update or import.
   */
  readonly total: number;
  /** How many of them are through; while it goes back, how many still have to be taken back. */
  readonly completed: number;
  /** Oldest first, cascades left out; the first one is the root cause. */
  readonly causes: readonly FailureCause[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** How the connection to AWS is while a stack is followed; times by this machine's clock, milliseconds. */
export type FollowConnection =
  | { readonly kind: 'ok' }
  | { readonly kind: 'throttled'; readonly nextTryAt: number }
  | { readonly kind: 'offline'; readonly since: number; readonly nextTryAt: number; readonly why: string }
  | {
      readonly kind: 'expired';
      readonly since: number;
      readonly why: string;
      /** What is missing, where it is more than new keys: MFA_NEEDED, SIGNED_OUT or SIGN_IN_EXPIRED. */
      readonly code?: ProblemCode;
      /** The profile that the AWS CLI would have to sign in, where that is what helps. */
      readonly signIn?: string;
      /** When new credentials are looked for next. */
      readonly nextTryAt?: number;
    };

/** What a follower tells after every look at the stack. */
export interface FollowUpdate {
  readonly progress: StackProgress;
  readonly connection: FollowConnection;
  /** Actions that the access in use may not do, as `cloudformation:DescribeStackEvents`: what they tell is missing. */
  readonly missing?: readonly string[];
  /** AWS's clock minus this machine's, milliseconds. */
  readonly clockOffset: number;
  /** Calls made in the last 60 seconds. */
  readonly callsLastMinute: number;
  /** When AWS last told how the stack is, milliseconds by this machine's clock; absent as long as it has not. */
  readonly readAt?: number;
  /** The stack has settled, and events of nested stacks were left unread, since the calls of this minute were used up. */
  readonly isUnread?: true;
}
