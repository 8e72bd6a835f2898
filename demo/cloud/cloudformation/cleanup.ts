import type { Cloud } from '../cloud.ts';
import { changeStack, STACK_TYPE } from './events.ts';
import { beginRemoval } from './removal.ts';
import type { StackState } from './stack-state.ts';

const SECONDS_TO_BEGIN = 1;

/**
 * Called once all resources are as they should be: continues with removing what is left over. A nested stack waits for the
 * stack above before it does, since that may still roll back.
 */
export function cleanUp(cloud: Cloud, stack: StackState, moment: number): void {
  const { update } = stack;
  if (update === undefined) return;
  if (update.kind === 'IMPORT') {
    // An import removes nothing, so there is nothing to clean up either.
    const { direction } = update;
    delete stack.update;
    if (direction === 'back') {
      stack.resources = stack.resources.filter(({ change }) => change !== 'import');
    }
    const status = direction === 'back' ? 'IMPORT_ROLLBACK_COMPLETE' : 'IMPORT_COMPLETE';
    changeStack(cloud, stack, moment, { status });
    return;
  }
  const status =
    update.direction === 'back'
      ? 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
      : 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  changeStack(cloud, stack, moment, { status });
  if (!update.ofParent) cloud.engine.plan(stack, moment, SECONDS_TO_BEGIN, 'begin-cleanup');
}

/** True if a nested stack is done and waits for the stack above to start its cleanup. */
export function waitsToCleanUp({ update, status }: StackState): boolean {
  return update?.ofParent === true && !update.cleaning && status.endsWith('_COMPLETE_CLEANUP_IN_PROGRESS');
}

/** Removes what is left over, here and in the nested stacks. */
export function beginCleanup(cloud: Cloud, stack: StackState, moment: number): void {
  const { update } = stack;
  if (update === undefined) return;
  update.cleaning = true;
  for (const { type, logicalId, physicalId } of stack.resources) {
    if (type !== STACK_TYPE) continue;
    const child = cloud.state.stacks.find(({ id }) => id === physicalId);
    if (child === undefined || !waitsToCleanUp(child)) continue;
    update.cleaningInside.push(logicalId);
    cloud.engine.plan(child, moment, 0, 'begin-cleanup');
  }
  beginRemoval(cloud, stack, moment);
}
