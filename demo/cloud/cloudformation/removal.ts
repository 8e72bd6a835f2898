import type { Cloud } from '../cloud.ts';
import { newUuid } from '../ids.ts';
import { changeResource, changeStack } from './events.ts';
import { failureReason, injectedFailure } from './failure.ts';
import { providerOf } from './resources/registry.ts';
import { currentOperation, type ResourceState, type StackOperation, type StackState } from './stack-state.ts';

const SECONDS_TO_BEGIN = 1;
const SECONDS_TO_FINISH = 1;

/** Why and as what a removal happens. */
export interface Removal {
  type: Exclude<StackOperation['type'], 'CREATE_STACK'>;
  reason: string;
  /** True if a failed creation is undone, which RetainExceptOnCreate is about. */
  undoesCreation: boolean;
}

/** Starts to remove a stack's resources: to roll a creation back, or to delete the stack. */
export function removeEverything(
  cloud: Cloud,
  stack: StackState,
  moment: number,
  { type, reason, undoesCreation }: Removal,
): void {
  cloud.state.steps = cloud.state.steps.filter(({ stackId }) => stackId !== stack.id);
  stack.operations.push({ type, id: newUuid(cloud.state, moment) });
  stack.deletedAt = Math.round(moment);
  stack.undoesCreation = undoesCreation;
  for (const resource of stack.resources) {
    // An earlier removal was interrupted or failed: it is tried again.
    if (resource.phase === 'removing' || resource.phase === 'remove-failed') resource.phase = 'complete';
  }
  const status = type === 'ROLLBACK' ? 'ROLLBACK_IN_PROGRESS' : 'DELETE_IN_PROGRESS';
  changeStack(cloud, stack, moment, { status, reason });
  cloud.engine.plan(stack, moment, SECONDS_TO_BEGIN, 'begin-removal');
}

/** Removes every resource that nobody needs any more; ends the operation when nothing moves. */
export function beginRemoval(cloud: Cloud, stack: StackState, moment: number): void {
  for (let resource = removable(stack); resource !== undefined; resource = removable(stack)) {
    removeOne(cloud, stack, resource, moment);
  }
  if (!stack.resources.some(({ phase }) => phase === 'removing')) {
    cloud.engine.plan(stack, moment, SECONDS_TO_FINISH, 'finish-removal');
  }
}

/** The last one of the template first, as CloudFormation does where it has the choice. */
function removable(stack: StackState): ResourceState | undefined {
  const isLeft = ({ phase }: ResourceState): boolean => !['waiting', 'gone'].includes(phase);
  const needed = new Set(stack.resources.filter(isLeft).flatMap(({ dependsOn }) => dependsOn));
  return stack.resources.findLast(
    (resource) =>
      isLeft(resource) &&
      !['removing', 'remove-failed'].includes(resource.phase) &&
      !needed.has(resource.logicalId),
  );
}

function removeOne(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  if (resource.physicalId === undefined) {
    // It never came into being, so there is nothing to wait for and nothing to retain.
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

/** Lets the provider remove the resource, then goes on with those that only waited for this one. */
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
    const reason = failureReason(cloud, resource, error, moment);
    resource.phase = 'remove-failed';
    changeResource(cloud, stack, resource, moment, { status: 'DELETE_FAILED', reason });
  }
  beginRemoval(cloud, stack, moment);
}

/** The end of a rollback or a deletion. */
export function finishRemoval(cloud: Cloud, stack: StackState, moment: number): void {
  const operation = currentOperation(stack).type === 'ROLLBACK' ? 'ROLLBACK' : 'DELETE';
  const failed = stack.resources
    .filter(({ phase }) => phase === 'remove-failed')
    .map(({ logicalId }) => logicalId);
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
    changeStack(cloud, stack, moment, { status: `${operation}_FAILED`, reason });
    return;
  }
  changeStack(cloud, stack, moment, { status: `${operation}_COMPLETE` });
  if (operation === 'DELETE') stack.outputs = [];
}
