import type { Cloud } from '../cloud.ts';
import { newUuid } from '../ids.ts';
import { changeResource, changeStack } from './events.ts';
import { failureReason, injectedFailure } from './failure.ts';
import { importersOf } from './importers.ts';
import { providerOf } from './resources/registry.ts';
import { currentOperation, type ResourceState, type StackState } from './stack-state.ts';

const SECONDS_TO_BEGIN = 1;
const SECONDS_TO_FINISH = 1;
/** A failed removal after an update is repeated: the pause, and the number of tries in total. */
const SECONDS_TO_TRY_AGAIN = 5;
const REMOVALS = 3;

/** The kind of removal, and its reason. */
export interface Removal {
  type: 'ROLLBACK' | 'DELETE_STACK';
  reason: string;
  /** True if a failed creation is undone, which RetainExceptOnCreate applies to. */
  undoesCreation: boolean;
}

/** Starts removing a stack's resources, to roll back its creation or to delete it. */
export function removeEverything(
  cloud: Cloud,
  stack: StackState,
  moment: number,
  { type, reason, undoesCreation }: Removal,
): void {
  cloud.state.steps = cloud.state.steps.filter(({ stackId }) => stackId !== stack.id);
  stack.operations.push({ type, id: newUuid(cloud.state, moment), ...tokenOf(stack) });
  stack.deletedAt = Math.round(moment);
  stack.undoesCreation = undoesCreation;
  stack.statusBeforeDeletion = stack.status;
  // What an update left over is removed with the rest.
  stack.resources.push(...(stack.update?.leftovers ?? []));
  delete stack.update;
  for (const resource of stack.resources) {
    // An earlier removal was interrupted or failed, so it is tried again.
    if (resource.phase === 'removing' || resource.phase === 'remove-failed') resource.phase = 'complete';
  }
  const status = type === 'ROLLBACK' ? 'ROLLBACK_IN_PROGRESS' : 'DELETE_IN_PROGRESS';
  changeStack(cloud, stack, moment, { status, reason });
  const first = type === 'ROLLBACK' || undoesCreation ? 'begin-removal' : 'open-removal';
  cloud.engine.plan(stack, moment, SECONDS_TO_BEGIN, first);
}

function tokenOf({ operationToken }: StackState): { token?: string } {
  return operationToken === undefined ? {} : { token: operationToken };
}

/** Starts a deletion, unless other stacks import exports of this one: then the stack stays unchanged. */
export function openRemoval(cloud: Cloud, stack: StackState, moment: number): void {
  for (const { exportName } of stack.outputs) {
    const importers = exportName === undefined ? [] : importersOf(cloud.state, stack, exportName);
    if (importers.length === 0) continue;
    delete stack.deletedAt;
    const status = stack.statusBeforeDeletion ?? 'DELETE_FAILED';
    const reason = `Delete canceled. Cannot delete export ${exportName} as it is in use by ${enumerated(importers)}.`;
    changeStack(cloud, stack, moment, { status, reason });
    return;
  }
  beginRemoval(cloud, stack, moment);
}

function enumerated(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What to remove: everything, or after an update what is left over. */
function removalList({ update, resources }: StackState): ResourceState[] {
  return update === undefined ? resources : update.leftovers;
}

/** Removes every resource without dependents; ends the operation when nothing is in progress. */
export function beginRemoval(cloud: Cloud, stack: StackState, moment: number): void {
  const list = removalList(stack);
  for (let resource = removable(list); resource !== undefined; resource = removable(list)) {
    removeOne(cloud, stack, resource, moment);
  }
  const waits = list.some((resource) => resource.phase === 'removing' || isTriedAgain(stack, resource));
  if (waits || (stack.update?.cleaningInside ?? []).length > 0) return;
  cloud.engine.plan(stack, moment, SECONDS_TO_FINISH, 'finish-removal');
}

/** The last one in the template first, as CloudFormation does when it has the choice. */
function removable(list: readonly ResourceState[]): ResourceState | undefined {
  const isLeft = ({ phase }: ResourceState): boolean => !['waiting', 'gone'].includes(phase);
  const needed = new Set(list.filter(isLeft).flatMap(({ dependsOn }) => dependsOn));
  return list.findLast(
    (resource) =>
      isLeft(resource) &&
      !['removing', 'remove-failed'].includes(resource.phase) &&
      !needed.has(resource.logicalId),
  );
}

function removeOne(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  if (resource.physicalId === undefined) {
    // It was never made, so there is nothing to wait for or to retain.
    resource.phase = 'gone';
    changeResource(cloud, stack, resource, moment, { status: 'DELETE_COMPLETE' });
  } else if (isRetained(stack, resource)) {
    resource.phase = 'gone';
    changeResource(cloud, stack, resource, moment, { status: 'DELETE_SKIPPED' });
  } else {
    resource.phase = 'removing';
    changeResource(cloud, stack, resource, moment, { status: 'DELETE_IN_PROGRESS' });
    cloud.engine.plan(
      stack,
      moment,
      providerOf(resource.type).seconds.toRemove,
      'remove',
      resource.logicalId,
    );
  }
}

function isRetained(stack: StackState, { logicalId, deletionPolicy }: ResourceState): boolean {
  if (stack.retained.includes(logicalId)) return true;
  if (stack.undoesCreation) return deletionPolicy === 'Retain' && !stack.retainExceptOnCreate;
  return deletionPolicy !== 'Delete';
}

/** Has the provider remove the resource, then continues with those that only waited for this one. */
export function resourceRemove(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  const { physicalId = '', properties = {} } = resource;
  const fault = cloud.faults.resourceFault?.(stack, resource, 'delete');
  if (fault?.kind === 'stuck') return;
  try {
    if (fault?.kind === 'fail') throw injectedFailure(resource, fault.code);
    providerOf(resource.type).remove({ cloud, stack, resource, properties, moment }, physicalId);
    resource.phase = 'gone';
    changeResource(cloud, stack, resource, moment, { status: 'DELETE_COMPLETE' });
  } catch (error) {
    removalFailed(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
  }
  beginRemoval(cloud, stack, moment);
}

/** Records that a resource could not be removed. After an update, the removal is repeated a few times. */
export function removalFailed(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  reason: string,
): void {
  resource.phase = 'remove-failed';
  resource.removals = (resource.removals ?? 0) + 1;
  changeResource(cloud, stack, resource, moment, { status: 'DELETE_FAILED', reason });
  if (!isTriedAgain(stack, resource)) return;
  cloud.engine.plan(stack, moment, SECONDS_TO_TRY_AGAIN, 'remove-again', resource.logicalId);
}

function isTriedAgain({ update }: StackState, { phase, removals = 0 }: ResourceState): boolean {
  return update !== undefined && phase === 'remove-failed' && removals < REMOVALS;
}

/** Tries again to remove what is left over. */
export function removeAgain(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  resource.phase = 'complete';
  beginRemoval(cloud, stack, moment);
}

/** The end of a rollback, a deletion, or a cleanup after an update. */
export function finishRemoval(cloud: Cloud, stack: StackState, moment: number): void {
  const failed = removalList(stack)
    .filter(({ phase }) => phase === 'remove-failed')
    .map(({ logicalId }) => logicalId);
  if (stack.update !== undefined) {
    finishCleanup(cloud, stack, moment, failed.length > 0);
    return;
  }
  const operation = currentOperation(stack).type === 'ROLLBACK' ? 'ROLLBACK' : 'DELETE';
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
    changeStack(cloud, stack, moment, { status: `${operation}_FAILED`, reason });
    return;
  }
  changeStack(cloud, stack, moment, { status: `${operation}_COMPLETE` });
  if (operation === 'DELETE') stack.outputs = [];
}

function finishCleanup(cloud: Cloud, stack: StackState, moment: number, isLeft: boolean): void {
  const { kind, direction } = stack.update ?? { kind: 'UPDATE', direction: 'forward' };
  delete stack.update;
  changeStack(cloud, stack, moment, {
    status: direction === 'back' ? `${kind}_ROLLBACK_COMPLETE` : `${kind}_COMPLETE`,
    ...(isLeft && { reason: 'Update successful. One or more resources could not be deleted.' }),
  });
}
