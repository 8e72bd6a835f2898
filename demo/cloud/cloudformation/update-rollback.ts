import type { Cloud } from '../cloud.ts';
import { newUuid } from '../ids.ts';
import { failedResources } from './end-resource.ts';
import { changeResource, changeStack } from './events.ts';
import { removeEverything } from './removal.ts';
import type { DeletionPolicy, ResourceState, StackState, UpdateState } from './stack-state.ts';
import { startReady } from './start-resources.ts';

const SECONDS_TO_BEGIN = 1;

/** Ends an update that cannot continue: leaves it as it is if that was requested, else rolls it back. */
export function giveUpUpdate(cloud: Cloud, stack: StackState, moment: number, reason: string): void {
  if (stack.update?.disableRollback === true) {
    changeStack(cloud, stack, moment, { status: 'UPDATE_FAILED', reason });
    return;
  }
  rollBackUpdate(cloud, stack, moment, reason);
}

/** Undoes an update after a failure. */
export function beginUpdateRollback(cloud: Cloud, stack: StackState, moment: number): void {
  rollBackUpdate(cloud, stack, moment, failedResources(stack));
}

/**
 * Rolls back to the last complete version of the stack, as an operation of its own. A stack without one loses all its
 * resources.
 */
export function rollBackUpdate(
  cloud: Cloud,
  stack: StackState,
  moment: number,
  reason: string | undefined,
): void {
  const { update } = stack;
  if (update === undefined) return;
  const { before } = update;
  if (before === undefined) {
    removeEverything(cloud, stack, moment, {
      type: 'ROLLBACK',
      reason: reason ?? '',
      undoesCreation: true,
    });
    return;
  }
  cloud.state.steps = cloud.state.steps.filter(({ stackId }) => stackId !== stack.id);
  stack.operations.push({ type: 'ROLLBACK', id: newUuid(cloud.state, moment) });
  update.direction = 'back';
  update.cleaning = false;
  const current = stack.resources;
  update.leftovers = current.flatMap((resource) => madeByUpdate(stack, update, resource));
  const { resources, ...version } = structuredClone(before);
  delete stack.description;
  Object.assign(stack, version);
  stack.resources = resources.map((old) =>
    toUndo(
      old,
      current.find(({ logicalId }) => logicalId === old.logicalId),
    ),
  );
  stack.resources.push(...current.filter(({ change }) => change === 'import').map(toGiveBack));
  changeStack(cloud, stack, moment, {
    status: `${update.kind}_ROLLBACK_IN_PROGRESS`,
    ...(reason !== undefined && { reason }),
  });
  cloud.engine.plan(stack, moment, SECONDS_TO_BEGIN, 'continue-update-rollback');
}

/** A resource that the update made, or began to make, as one to remove in the end; none if it existed or was imported. */
function madeByUpdate(stack: StackState, { before }: UpdateState, resource: ResourceState): ResourceState[] {
  const old = before?.resources.find(({ logicalId }) => logicalId === resource.logicalId);
  const isOld = old !== undefined && old.physicalId === resource.physicalId;
  if (isOld || resource.status === '' || resource.change === 'import') return [];
  const retained = old === undefined && resource.deletionPolicy === 'Retain' && !stack.retainExceptOnCreate;
  const deletionPolicy: DeletionPolicy = retained ? 'Retain' : 'Delete';
  const { change, formerly, attempted, ...made } = resource;
  return [{ ...made, phase: 'complete', deletionPolicy }];
}

/** A resource as it was, with the change that restores it. */
function toUndo(old: ResourceState, current: ResourceState | undefined): ResourceState {
  if (current?.change === undefined) return old;
  const { status, statusReason, updatedAt, attempted } = current;
  return {
    ...old,
    phase: 'waiting',
    status,
    updatedAt,
    ...(statusReason !== undefined && { statusReason }),
    change: current.change === 'modify' ? 'modify' : 'replace',
    ...(attempted !== undefined && { attempted }),
  };
}

/** A resource that was imported, or was about to be, leaves the stack unchanged. */
function toGiveBack(resource: ResourceState): ResourceState {
  return { ...resource, phase: resource.status === '' ? 'complete' : 'waiting' };
}

/**
 * Continues a rollback that failed: tries what failed again, except for what is to be skipped.
 *
 * @param skipped logical ids; also `NESTED-STACK-NAME.LogicalId`, kept until that nested stack is rolled back
 */
export function resumeRollback(
  cloud: Cloud,
  stack: StackState,
  moment: number,
  skipped: readonly string[],
): void {
  stack.operations.push({
    type: 'CONTINUE_ROLLBACK',
    id: newUuid(cloud.state, moment),
    ...(stack.operationToken !== undefined && { token: stack.operationToken }),
  });
  changeStack(cloud, stack, moment, { status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: 'User Initiated' });
  if (stack.update !== undefined) stack.update.skipped = [...skipped];
  for (const resource of stack.resources.filter(({ phase }) => phase === 'failed')) {
    resource.phase = 'waiting';
    const ofParent = stack.update?.ofParent === true && `${stack.name}.${resource.logicalId}`;
    if (!skipped.includes(ofParent || resource.logicalId)) continue;
    resource.phase = 'complete';
    changeResource(cloud, stack, resource, moment, { status: 'UPDATE_COMPLETE' });
  }
  cloud.engine.plan(stack, moment, SECONDS_TO_BEGIN, 'continue-update-rollback');
}

/** Starts what the rollback has to undo. */
export function continueRollback(cloud: Cloud, stack: StackState, moment: number): void {
  startReady(cloud, stack, moment);
}
