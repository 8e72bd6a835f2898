import type { Cloud } from '../cloud.ts';
import { changeResource, changeStack } from './events.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import type { StackStepKind } from './steps.ts';

/** Seconds from the last resource to the end of the stack. */
const SECONDS_TO_FINISH = 2;
const SECONDS_TO_ROLLBACK = 1;

/** The verb in the statuses of a resource during the operation under way. */
export function verbOf({ change }: ResourceState): 'CREATE' | 'UPDATE' | 'IMPORT' {
  if (change === undefined) return 'CREATE';
  return change === 'import' ? 'IMPORT' : 'UPDATE';
}

/** The resources that no longer wait for others. */
export function readyResources(stack: StackState): ResourceState[] {
  const usable = new Set(
    stack.resources.filter(({ phase }) => phase === 'complete').map(({ logicalId }) => logicalId),
  );
  return stack.resources.filter(
    ({ phase, dependsOn }) => phase === 'waiting' && dependsOn.every((id) => usable.has(id)),
  );
}

function isMoving({ phase }: ResourceState): boolean {
  return phase === 'starting' || phase === 'created';
}

/** True if a failure has ended the operation, so that nothing new is started. */
export function isGivenUp(cloud: Cloud, stack: StackState): boolean {
  return isPlanned(cloud, stack, 'begin-rollback') || isPlanned(cloud, stack, 'begin-update-rollback');
}

function isPlanned(cloud: Cloud, stack: StackState, kind: StackStepKind): boolean {
  return cloud.state.steps.some((step) => step.stackId === stack.id && step.kind === kind);
}

/** Ends the stack's operation once no resource is in progress and none can be started. */
export function endIfDone(cloud: Cloud, stack: StackState, moment: number): void {
  const finish = stack.update === undefined ? 'finish-creation' : 'finish-update';
  if (stack.resources.every(({ phase }) => phase === 'complete')) {
    if (!isPlanned(cloud, stack, finish)) cloud.engine.plan(stack, moment, SECONDS_TO_FINISH, finish);
    return;
  }
  const failed = stack.resources.some(({ phase }) => phase === 'failed');
  if (!failed || isGivenUp(cloud, stack)) return;
  if (stack.resources.some(isMoving) || readyResources(stack).length > 0) return;
  changeStack(cloud, stack, moment, { status: failedStatus(stack), reason: failedResources(stack) });
}

function failedStatus({ update }: StackState): string {
  if (update === undefined) return 'CREATE_FAILED';
  if (update.direction === 'forward') return 'UPDATE_FAILED';
  return update.kind === 'IMPORT' ? 'IMPORT_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_FAILED';
}

/** True if failed resources are left as they are, and those that do not depend on them continue. */
function keepsGoing({ update, onFailure }: StackState): boolean {
  if (update === undefined) return onFailure === 'DO_NOTHING';
  return update.disableRollback || update.direction === 'back';
}

/** Ends a resource that failed and, after a delay, the stack's operation. */
export function failResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  reason: string,
): void {
  endAsFailed(cloud, stack, resource, moment, reason);
  if (keepsGoing(stack)) {
    endIfDone(cloud, stack, moment);
    return;
  }
  cancelUnderWay(cloud, stack, moment);
  const rollback = stack.update === undefined ? 'begin-rollback' : 'begin-update-rollback';
  cloud.engine.plan(stack, moment, SECONDS_TO_ROLLBACK, rollback);
}

function endAsFailed(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  reason: string,
): void {
  resource.phase = 'failed';
  changeResource(cloud, stack, resource, moment, { status: `${verbOf(resource)}_FAILED`, reason });
  // The next try has to find the properties that it really has.
  if (stack.update?.direction === 'forward' && resource.formerly !== undefined) {
    resource.properties = resource.formerly;
  }
}

const CANCELLED = {
  CREATE: 'Resource creation cancelled',
  UPDATE: 'Resource update cancelled',
  IMPORT: 'Resource import cancelled',
};

/** Ends everything that is being made or changed, and cancels what was planned. */
export function cancelUnderWay(cloud: Cloud, stack: StackState, moment: number): void {
  cloud.state.steps = cloud.state.steps.filter(({ stackId }) => stackId !== stack.id);
  for (const resource of stack.resources) {
    if (!isMoving(resource)) continue;
    endAsFailed(cloud, stack, resource, moment, CANCELLED[verbOf(resource)]);
    const nested = cloud.state.stacks.find(({ id }) => id === resource.physicalId);
    // A nested stack that is being updated is rolled back with its resource.
    if (nested?.status !== 'CREATE_IN_PROGRESS') continue;
    cancelUnderWay(cloud, nested, moment);
    changeStack(cloud, nested, moment, { status: 'CREATE_FAILED', reason: CANCELLED.CREATE });
  }
}

const OUTCOMES = [
  ['CREATE', 'create'],
  ['UPDATE', 'update'],
  ['IMPORT', 'import'],
] as const;

/** Which resources failed to do what, as the reason of a stack's status. */
export function failedResources(stack: StackState): string {
  const failed = stack.resources.filter(({ phase }) => phase === 'failed');
  return OUTCOMES.map(([verb, word]) => {
    const names = failed.filter((resource) => verbOf(resource) === verb).map(({ logicalId }) => logicalId);
    return names.length === 0 ? '' : `The following resource(s) failed to ${word}: [${names.join(', ')}]. `;
  }).join('');
}
