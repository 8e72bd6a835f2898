import type { Principal } from '../principal.ts';
import type { Tag } from '../tag.ts';

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
  /** True if names are checked once the stack is there, before the first resource. */
  checksNames?: boolean;
  /** The token CreateStack came with, and what it asked for: the same again must give the same stack. */
  creationToken?: string;
  creationRequest: string;
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
  deletedAt?: number;
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
  type: 'CREATE_STACK' | 'ROLLBACK' | 'DELETE_STACK';
  id: string;
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
  | 'configured'
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
