import type { Cloud } from '../cloud.ts';
import {
  beginRollback,
  finishCreation,
  openCreation,
  resourceComplete,
  resourceConfigured,
  resourceFail,
} from './creation.ts';
import { createResource, nestedEnded, removeResource } from './nested.ts';
import { beginRemoval, finishRemoval } from './removal.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import type { ResourceStepKind, StackStepKind, Step, StepKind } from './steps.ts';

type StackStep = (cloud: Cloud, stack: StackState, moment: number) => void;
type ResourceStep = (cloud: Cloud, stack: StackState, resource: ResourceState, moment: number) => void;

const STACK_STEPS: Record<StackStepKind, StackStep> = {
  'begin-creation': openCreation,
  'finish-creation': finishCreation,
  'begin-rollback': beginRollback,
  'begin-removal': beginRemoval,
  'finish-removal': finishRemoval,
};

const RESOURCE_STEPS: Record<ResourceStepKind, ResourceStep> = {
  create: createResource,
  configured: resourceConfigured,
  complete: resourceComplete,
  fail: resourceFail,
  remove: removeResource,
  'nested-ended': nestedEnded,
};

/** Does what a step says, at the moment it was due. */
export function runStep(cloud: Cloud, stack: StackState, step: Step): void {
  const { kind, due } = step;
  if (isStackStep(kind)) {
    STACK_STEPS[kind](cloud, stack, due);
    return;
  }
  const resource = stack.resources.find(({ logicalId }) => logicalId === step.logicalId);
  if (resource === undefined) throw new Error(`Stack ${stack.name} has no resource ${step.logicalId}`);
  RESOURCE_STEPS[kind](cloud, stack, resource, due);
}

function isStackStep(kind: StepKind): kind is StackStepKind {
  return Object.hasOwn(STACK_STEPS, kind);
}
