import type { Principal } from '../principal.ts';
import type { Tag } from '../tag.ts';
import type { XmlValue } from '../xml.ts';

/** A stack as the cloud stores it: plain JSON, times in milliseconds since 1970. */
export interface StackState {
  /** The ARN. */
  id: string;
  name: string;
  accountId: string;
  region: string;
  /** Who created it: its resources are made and removed with this principal's permissions. */
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
  /** Whether rolling back a failed creation also removes what DeletionPolicy would retain. */
  retainExceptOnCreate: boolean;
  terminationProtection: boolean;
  /** The policy for updates, as the JSON text that was sent; absent if it never had one. */
  policy?: string;
  /** True if names are checked after the stack is created and before its first resource. */
  checksNames?: boolean;
  /** The token of the operation under way, which its events carry. */
  operationToken?: string;
  /** Every operation so far, oldest first. */
  operations: StackOperation[];
  status: string;
  statusReason?: string;
  detailedStatus?: string;
  /** For a nested stack: the stack above, its resource in that, and the stack at the top. */
  parent?: { stackId: string; logicalId: string; rootId: string };
  createdAt: number;
  /** When the last update or import began. */
  updatedAt?: number;
  deletedAt?: number;
  /** An update or import that is under way, or that failed and was left as it is. */
  update?: UpdateState;
  changeSets?: ChangeSetState[];
  /** The change set that was executed last. */
  changeSetId?: string;
  /** The status to restore if a deletion turns out to be impossible. */
  statusBeforeDeletion?: string;
  /** True while a failed creation is undone, as opposed to a requested deletion. */
  undoesCreation: boolean;
  /** Logical ids that DeleteStack was told to retain. */
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
  /** The token of the request that started it, and a hash of that request; see request-token.ts. */
  token?: string;
  request?: string;
}

/** The parts of a stack that an update changes and a rollback restores. */
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
  /** True once all resources are as they should be and what is left over is being removed. */
  cleaning: boolean;
  /** Nested stacks that are cleaning up, by logical id. */
  cleaningInside: string[];
  /** True if a failure leaves everything as it is. */
  disableRollback: boolean;
  /** True if the stack above started it and decides when to clean up or roll back. */
  ofParent: boolean;
  /** What to remove at the end: resources that were replaced or are no longer in the template. */
  leftovers: ResourceState[];
  /** The policy for this update instead of the stack's, and the stack's new policy after it. */
  policyDuring?: string;
  policyAfter?: string;
  /** Resources that ContinueUpdateRollback was told to skip, including those in nested stacks. */
  skipped?: string[];
}

/** A change set: a possible future of a stack. */
export interface ChangeSetState {
  id: string;
  name: string;
  createdAt: number;
  /** When it becomes executable, milliseconds since 1970. */
  readyAt: number;
  description?: string;
  version: Omit<StackVersion, 'outputs' | 'resources'>;
  imports: { logicalId: string; type: string; identifier: Record<string, string> }[];
  /** Absent for IMPORT. */
  type?: 'CREATE' | 'UPDATE' | 'IMPORT';
  /** Why it cannot be executed. */
  failed?: string;
  /** Why it can no longer be executed. */
  ended?: 'EXECUTE_COMPLETE' | 'OBSOLETE';
  /** What it changed, kept after it was executed. */
  changes?: { [name: string]: XmlValue }[];
}

export interface StackParameter {
  key: string;
  value: string;
  /** Shown as `****`. */
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
 * The state of a resource: waiting for others, starting, created (it has a physical id), complete, failed, removing,
 * remove-failed, gone (removed, or left alone for good).
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
  /** The values for GetAtt. */
  attributes: Record<string, string>;
  /** The resolved properties, from the moment it starts. */
  properties?: Record<string, unknown>;
  dependsOn: string[];
  /** The handler error code that it will fail with: a fault. */
  failsWith?: string;
  deletionPolicy: DeletionPolicy;
  updateReplacePolicy?: 'Delete' | 'Retain';
  /** What the operation under way does to it; absent if it makes it or does not touch it. */
  change?: 'modify' | 'replace' | 'import';
  /** During a change: its previous properties, and those it gets or was last meant to get. */
  formerly?: Record<string, unknown>;
  attempted?: Record<string, unknown>;
  /** True if an update changes its metadata. */
  metadataChanged?: boolean;
  /** As the template has it. */
  metadata?: unknown;
  /** The number of times that its removal was tried after an update. */
  removals?: number;
  updatedAt: number;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

export interface StackEvent {
  id: string;
  /** Counts up within the stack; pages are based on it. */
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
  /** The finding of a check before the deployment; only DescribeEvents shows it. */
  validation?: { name: string; path: string; reason: string };
}

/** The operation under way or the last one. */
export function currentOperation(stack: StackState): StackOperation {
  const operation = stack.operations.at(-1);
  if (operation === undefined) throw new Error(`Stack ${stack.name} has no operation`);
  return operation;
}
