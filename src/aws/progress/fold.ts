import { causeOf, isCascade } from './failures.ts';
import type {
  FailureCause,
  ResourceChange,
  ResourceProgress,
  ResourceState,
  StackEventRecord,
  StackProgress,
} from './model.ts';
import { isStackEvent, startsOperation } from './order.ts';
import { directionOf, isSettled, operationOf } from './status.ts';

/** A resource according to the events so far. */
export interface FoldedResource {
  readonly logicalId: string;
  type: string;
  physicalId: string | undefined;
  state: ResourceState;
  status: string | undefined;
  reason: string | undefined;
  startedAt: number | undefined;
  endedAt: number | undefined;
  /** Time of its newest event. */
  lastAt: number;
  /** Whether it exists in AWS as part of the stack. */
  exists: boolean;
  /** What the current operation does to it. */
  change: ResourceChange | undefined;
  undone: boolean;
  /** Whether it failed during a rollback; another try of the rollback may succeed. */
  failedBack: boolean;
  /** How it is shown, once computed; reset with each change. */
  shown: ResourceProgress | undefined;
}

/** A failure in the current operation, with the status of its event. */
interface FoldedCause {
  readonly cause: FailureCause;
  readonly status: string;
}

/** The state of the newest operation according to the events; built event by event, oldest first. */
export interface Fold {
  operation: StackProgress['operation'];
  status: string;
  reason: string | undefined;
  direction: StackProgress['direction'];
  startedAt: number | undefined;
  endedAt: number | undefined;
  readonly resources: Map<string, FoldedResource>;
  causes: FoldedCause[];
  /** A failure of the stack as a whole, such as an output that cannot be computed. */
  stackCause: FailureCause | undefined;
  /** Why the operation before failed, while the failed stack is being deleted. */
  inherited: readonly FailureCause[];
  /** Messages of failed hooks, by the resource or stack that they checked: its own event only names them. */
  readonly hooks: Map<string, string[]>;
}

export function emptyFold(): Fold {
  return {
    operation: 'unknown',
    status: '',
    reason: undefined,
    direction: 'forward',
    startedAt: undefined,
    endedAt: undefined,
    resources: new Map(),
    causes: [],
    stackCause: undefined,
    inherited: [],
    hooks: new Map(),
  };
}

/** Applies the next event, which must not be older than those before it. */
export function foldEvent(fold: Fold, event: StackEventRecord): void {
  // A hook's events have their own status and say nothing about the resource's progress.
  if (event.status.startsWith('HOOK_')) {
    if (event.status.endsWith('_FAILED')) foldFailedHook(fold, event);
    return;
  }
  if (!/_(IN_PROGRESS|COMPLETE|FAILED|SKIPPED)$/.test(event.status)) return;
  if (isStackEvent(event)) foldStackEvent(fold, event);
  else foldResourceEvent(fold, event);
}

/** A hook's own event comes before the event of what it stopped or, with the same time, possibly after it. */
function foldFailedHook(fold: Fold, { logicalId, hook, reason }: StackEventRecord): void {
  const said = [hook, reason].filter(Boolean).join(': ');
  if (said === '') return;
  fold.hooks.set(logicalId, [...(fold.hooks.get(logicalId) ?? []), said]);
  fold.causes = fold.causes.map(({ cause, status }) => ({ cause: withHooks(fold, cause), status }));
  if (fold.stackCause) fold.stackCause = withHooks(fold, fold.stackCause);
}

/** Adds A's message to `The following hook(s) failed: [A]`. */
function withHooks(fold: Fold, cause: FailureCause): FailureCause {
  if (!/\bhook/i.test(cause.reason)) return cause;
  const more = (fold.hooks.get(cause.logicalId) ?? []).filter((said) => !cause.reason.includes(said));
  return more.length === 0 ? cause : { ...cause, reason: [cause.reason, ...more].join(' ') };
}

function foldStackEvent(fold: Fold, event: StackEventRecord): void {
  const { status, reason, at } = event;
  if (startsOperation(event)) beginOperation(fold, event);
  if (fold.operation === 'unknown') fold.operation = operationOf(status);
  fold.startedAt ??= at;
  fold.status = status;
  if (directionOf(status) === 'back') fold.direction = 'back';
  if (reason && !/^User Initiated$/i.test(reason)) fold.reason = reason;
  fold.endedAt = isSettled(status) ? at : undefined;
  const hasFailed = status.endsWith('_FAILED') || status.endsWith('ROLLBACK_IN_PROGRESS');
  if (hasFailed && reason && !isCascade(reason)) fold.stackCause ??= withHooks(fold, causeOf(event));
}

/** Forgets everything before the operation except what exists, and why a failed stack is being deleted. */
function beginOperation(fold: Fold, { status }: StackEventRecord): void {
  const operation = operationOf(status);
  if (operation !== 'delete') fold.inherited = [];
  else if (fold.operation !== 'delete') fold.inherited = causesOf(fold);
  for (const resource of [...fold.resources.values()]) {
    if (operation === 'delete') {
      if (resource.state !== 'kept') resource.state = resource.exists ? 'waiting' : 'removed';
    } else if (resource.exists && resource.state !== 'kept') {
      resource.state = 'done';
    } else {
      fold.resources.delete(resource.logicalId);
    }
    resource.reason = undefined;
    resource.startedAt = undefined;
    resource.endedAt = undefined;
    resource.change = undefined;
    resource.undone = false;
    resource.failedBack = false;
    resource.shown = undefined;
  }
  fold.operation = operation;
  fold.direction = 'forward';
  fold.reason = undefined;
  fold.startedAt = undefined;
  fold.causes = [];
  fold.stackCause = undefined;
  fold.hooks.clear();
}

/**
 * The causes of the newest operation, oldest first. Left out: removals that succeeded when AWS tried again, and repeated
 * failures of the same resource.
 */
export function causesOf(fold: Fold): FailureCause[] {
  const causes = new Map<string, FailureCause>();
  for (const { cause, status } of fold.causes) {
    const isOver = fold.resources.get(cause.logicalId)?.state !== 'failed';
    // Skipped in a rollback, or rolled back by a later try.
    const passed = isOver && (status === 'DELETE_FAILED' || cause.inRollback === true);
    const key = `${cause.logicalId} ${status} ${cause.inRollback === true}`;
    if (!passed && !causes.has(key)) causes.set(key, cause);
  }
  return causes.size === 0 && fold.stackCause ? [fold.stackCause] : [...causes.values()];
}

function foldResourceEvent(fold: Fold, event: StackEventRecord): void {
  const { logicalId, status, at, physicalId } = event;
  const isRemoval = status.startsWith('DELETE_');
  const resource = fold.resources.get(logicalId) ?? newResource(fold, event);
  resource.lastAt = at;
  resource.shown = undefined;
  const isBack = fold.direction === 'back' || status.includes('ROLLBACK_');
  // A replaced resource: the old one is removed under the same name once the new one exists.
  if (
    isRemoval &&
    fold.operation === 'update' &&
    physicalId &&
    resource.physicalId &&
    physicalId !== resource.physicalId
  )
    return;
  // A rollback that tries a failed resource again begins with UPDATE_IN_PROGRESS.
  const isSkipped = resource.failedBack && resource.state === 'failed' && status === 'UPDATE_COMPLETE';
  if (isSkipped) resource.undone = false;
  else if (isBack) resource.undone ||= status.endsWith('_COMPLETE') || status === 'DELETE_SKIPPED';
  else resource.change = changeAfter(resource, event);
  // The first failure stays visible while the rollback removes the resource.
  const failsBack = isBack && fold.operation !== 'create' && stateAfter(event) === 'failed';
  const stays =
    resource.state === 'failed' && fold.direction === 'back' && !resource.failedBack && !failsBack;
  const state = isSkipped ? 'skipped' : stateAfter(event);
  resource.status = status;
  if (event.type) resource.type = event.type;
  if (physicalId) resource.physicalId = physicalId;
  if (state === 'removed' || state === 'kept') resource.exists = false;
  else if (physicalId && status !== 'CREATE_FAILED') resource.exists = true;
  if (stays) return;

  resource.state = state;
  resource.failedBack = failsBack;
  resource.reason = event.reason;
  if (state === 'running' || state === 'settling' || state === 'removing') {
    if (resource.endedAt !== undefined || resource.startedAt === undefined) resource.startedAt = at;
    resource.endedAt = undefined;
  } else if (isSkipped) {
    resource.startedAt = undefined;
    resource.endedAt = undefined;
  } else {
    resource.endedAt = at;
  }
  // AWS ignores a failed removal in an update, and so does this.
  const counts = state === 'failed' && !(isRemoval && fold.operation === 'update');
  if (counts && !isCascade(event.reason))
    fold.causes.push({
      cause: withHooks(fold, { ...causeOf(event), ...(failsBack ? { inRollback: true } : {}) }),
      status,
    });
}

function newResource(fold: Fold, { logicalId, type, at }: StackEventRecord): FoldedResource {
  const resource: FoldedResource = {
    logicalId,
    type,
    physicalId: undefined,
    state: 'waiting',
    status: undefined,
    reason: undefined,
    startedAt: undefined,
    endedAt: undefined,
    lastAt: at,
    exists: false,
    change: undefined,
    undone: false,
    failedBack: false,
    shown: undefined,
  };
  fold.resources.set(logicalId, resource);
  return resource;
}

/** What the operation does to a resource, given one more event. */
function changeAfter(
  { change, physicalId: known }: FoldedResource,
  { status, physicalId, reason }: StackEventRecord,
): ResourceChange | undefined {
  if (status.startsWith('DELETE_')) return 'remove';
  if (status.startsWith('CREATE_')) return 'create';
  if (status.startsWith('IMPORT_')) return 'import';
  // After an import AWS puts the stack's tags on the resource, and calls that an update.
  if (!status.startsWith('UPDATE_') || change === 'import' || change === 'create') return change;
  const isNewOne = known !== undefined && physicalId !== undefined && physicalId !== known;
  const isTold = /requires the creation of a new physical resource/i.test(reason ?? '');
  return change === 'replace' || isNewOne || isTold ? 'replace' : 'update';
}

/** A resource's state after an event or a row with a status. */
export function stateAfter({
  status,
  detailedStatus,
  reason,
}: Pick<StackEventRecord, 'status' | 'detailedStatus' | 'reason'>): ResourceState {
  // A rolled back import leaves the resource where it was, outside the stack.
  if (status === 'DELETE_SKIPPED' || status === 'IMPORT_ROLLBACK_COMPLETE') return 'kept';
  const isRemoval = status.startsWith('DELETE_');
  if (status.endsWith('_FAILED')) return isCancellation(reason) ? 'cancelled' : 'failed';
  if (status.endsWith('_COMPLETE')) return isRemoval ? 'removed' : 'done';
  if (isRemoval) return 'removing';
  const configured =
    detailedStatus === 'CONFIGURATION_COMPLETE' || /eventual consistency check/i.test(reason ?? '');
  return configured ? 'settling' : 'running';
}

function isCancellation(reason: string | undefined): boolean {
  return /^Resource \w+ cancell?ed/i.test(reason ?? '');
}
