import type { Principal } from '../principal.ts';
import type { Tag } from '../tag.ts';
import type { XmlValue } from '../xml.ts';

/** A stack as the cloud keeps it: plain JSON, times in milliseconds since 1970. */
export interface StackState {
  /** The ARN. */
  id: string;
  name: string;
  accountId: string;
  region: string;
  /** Who created it: its resources are made and removed with this person's rights. */
  creator: Principal;
  /** The template exactly as it was sent. */
  template: string;
  description?: string;
  parameters: StackParameter[];
  capabilities: string[];
  tags: Tag[];
  onFailure: OnFailure;
  /** True if the request said DisableRollback, or OnFailure DO_NOTHING. */
  disableRollback: boolean;
  /** On a failed creation, removes also what DeletionPolicy would retain. */
  retainExceptOnCreate: boolean;
  terminationProtection: boolean;
  /** What its updates may do, as the JSON text that was sent; absent if it never had a policy. */
  policy?: string;
  /** True if names are checked once the stack is there, before the first resource. */
  checksNames?: boolean;
  /** The token of the operation under way; its events carry it. */
  operationToken?: string;
  /** Every operation so far, oldest first. */
  operations: StackOperation[];
  status: string;
  statusReason?: string;
  detailedStatus?: string;
  /** For a nested stack: the stack above and the resource it is there, and the stack at the top. */
  parent?: { stackId: string; logicalId: string; rootId: string };
  createdAt: number;
  /** When the last update or import began. */
  updatedAt?: number;
  deletedAt?: number;
  /** An update or import under way, or one that failed and was left. */
  update?: UpdateState;
  changeSets?: ChangeSetState[];
  /** The change set that was executed last. */
  changeSetId?: string;
  /** What a deletion goes back to if it turns out that it must not happen. */
  statusBeforeDeletion?: string;
  /** True while a failed creation is undone, as against a deletion that somebody asked for. */
  undoesCreation: boolean;
  /** Logical ids that DeleteStack was told to leave alone. */
  retained: string[];
  resources: ResourceState[];
  outputs: StackOutput[];
  /** Oldest first. */
  events: StackEvent[];
}

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

export interface StackOperation {
  type:
    | 'CREATE_STACK'
    | 'UPDATE_STACK'
    | 'ROLLBACK'
    | 'CONTINUE_ROLLBACK'
    | 'DELETE_STACK'
    | 'CREATE_CHANGESET';
  id: string;
  /** The token of the request that began it, and what that asked for; see request-token.ts. */
  token?: string;
  request?: string;
}

/** What a stack is made of: what an update changes, and what a rollback brings back. */
export interface StackVersion {
  template: string;
  description?: string;
  parameters: StackParameter[];
  capabilities: string[];
  tags: Tag[];
  outputs: StackOutput[];
  resources: ResourceState[];
}

/** An update or import under way. */
export interface UpdateState {
  kind: 'UPDATE' | 'IMPORT';
  /** The stack when it was last complete; absent if it never was. */
  before?: StackVersion;
  /** To the new template, or back to the old one. */
  direction: 'forward' | 'back';
  /** True once all resources are as they shall be, and what is left over is removed. */
  cleaning: boolean;
  /** Nested stacks that clean up now, by logical id. */
  cleaningInside: string[];
  /** True if a failure leaves everything as it is. */
  disableRollback: boolean;
  /** True if the stack above began it: then that one says when to clean up and when to roll back. */
  ofParent: boolean;
  /** What is to be removed in the end: no longer in the template, or replaced. */
  leftovers: ResourceState[];
  /** The policy that counts during this update in place of the stack's, and the one that the stack has after it. */
  policyDuring?: string;
  policyAfter?: string;
  /** What ContinueUpdateRollback was told to leave as it is, in nested stacks, too. */
  skipped?: string[];
}

/** A change set: what a stack would become. */
export interface ChangeSetState {
  id: string;
  name: string;
  createdAt: number;
  /** Milliseconds since 1970 from which on it can be executed. */
  readyAt: number;
  description?: string;
  version: Omit<StackVersion, 'outputs' | 'resources'>;
  imports: { logicalId: string; type: string; identifier: Record<string, string> }[];
  /** Absent for IMPORT. */
  type?: 'CREATE' | 'UPDATE' | 'IMPORT';
  /** Why it cannot be executed. */
  failed?: string;
  /** Why it cannot be executed any more. */
  ended?: 'EXECUTE_COMPLETE' | 'OBSOLETE';
  /** What it changed, kept once it was executed. */
  changes?: { [name: string]: XmlValue }[];
}

export interface StackParameter {
  key: string;
  value: string;
  /** Given back as `****`. */
  noEcho: boolean;
  /** For list types the value is split at commas. */
  list: boolean;
}

export interface StackOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/**
 * Where a resource stands: waiting for others, starting, created (it has a physical id), configured (others may
 * use it), complete, failed, removing, remove-failed, gone (removed or left alone for good).
 */
type ResourcePhase =
  | 'waiting'
  | 'starting'
  | 'created'
  | 'complete'
  | 'failed'
  | 'removing'
  | 'remove-failed'
  | 'gone';

export interface ResourceState {
  logicalId: string;
  type: string;
  phase: ResourcePhase;
  /** As shown to clients; empty while it waits. */
  status: string;
  statusReason?: string;
  detailedStatus?: string;
  physicalId?: string;
  /** What GetAtt gives. */
  attributes: Record<string, string>;
  /** The resolved properties, from the moment it starts. */
  properties?: Record<string, unknown>;
  dependsOn: string[];
  /** The handler error code it will fail with: a fault. */
  failsWith?: string;
  deletionPolicy: DeletionPolicy;
  updateReplacePolicy?: 'Delete' | 'Retain';
  /** What the operation under way does to it; absent if it makes it, or leaves it as it is. */
  change?: 'modify' | 'replace' | 'import';
  /** While it is changed: the properties it had, and those it is to have or was last tried to be given. */
  formerly?: Record<string, unknown>;
  attempted?: Record<string, unknown>;
  /** True if an update gives it other metadata. */
  metadataChanged?: boolean;
  /** As the template has it. */
  metadata?: unknown;
  /** How often its removal was tried after an update. */
  removals?: number;
  updatedAt: number;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

export interface StackEvent {
  id: string;
  /** Counts up within the stack; pages are cut by it. */
  sequence: number;
  time: number;
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
  detailedStatus?: string;
  properties?: string;
  token?: string;
  operationId: string;
  /** What a check before the deployment found; only DescribeEvents shows it. */
  validation?: { name: string; path: string; reason: string };
}

/** The operation under way or the last one. */
export function currentOperation(stack: StackState): StackOperation {
  const operation = stack.operations.at(-1);
  if (operation === undefined) throw new Error(`Stack ${stack.name} has no operation`);
  return operation;
}
