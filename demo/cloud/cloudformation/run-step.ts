import type { Cloud } from '../cloud.ts';
import { beginCreation, beginRollback, finishCreation, resourceComplete, resourceConfigured, resourceCreate } from './creation.ts';
import { beginRemoval, finishRemoval, resourceRemove } from './removal.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import type { Step } from './steps.ts';

/** Does what a step says, at the moment it was due. */
export function runStep(cloud: Cloud, stack: StackState, step: Step): void {
  const moment = step.due;
  switch (step.kind) {
    case 'begin-creation':
      return beginCreation(cloud, stack, moment);
    case 'create':
      return resourceCreate(cloud, stack, resourceOf(stack, step), moment);
    case 'configured':
      return resourceConfigured(cloud, stack, resourceOf(stack, step), moment);
    case 'complete':
      return resourceComplete(cloud, stack, resourceOf(stack, step), moment);
    case 'finish-creation':
      return finishCreation(cloud, stack, moment);
    case 'begin-rollback':
      return beginRollback(cloud, stack, moment);
    case 'begin-removal':
      return beginRemoval(cloud, stack, moment);
    case 'remove':
      return resourceRemove(cloud, stack, resourceOf(stack, step), moment);
    case 'finish-removal':
      return finishRemoval(cloud, stack, moment);
  }
}

function resourceOf(stack: StackState, step: Step): ResourceState {
  const resource = stack.resources.find(({ logicalId }) => logicalId === step.logicalId);
  if (resource === undefined) throw new Error(`Stack ${stack.name} has no resource ${step.logicalId}`);
  return resource;
}
