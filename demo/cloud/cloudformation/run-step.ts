import type { Cloud } from '../cloud.ts';
import { beginCleanup } from './cleanup.ts';
import { beginRollback, finishCreation, openCreation } from './creation.ts';
import { importResource, importTags } from './import-resource.ts';
import { resourceFail } from './make-resource.ts';
import { createResource, removeResource, updateResource } from './nested.ts';
import { nestedEnded } from './nested-ended.ts';
import { beginRemoval, finishRemoval, openRemoval, removeAgain } from './removal.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { resourceComplete } from './start-resources.ts';
import type { ResourceStepKind, StackStepKind, Step, StepKind } from './steps.ts';
import { finishUpdate, openUpdate } from './update.ts';
import { beginUpdateRollback, continueRollback } from './update-rollback.ts';

type StackStep = (cloud: Cloud, stack: StackState, moment: number) => void;
type ResourceStep = (cloud: Cloud, stack: StackState, resource: ResourceState, moment: number) => void;

const STACK_STEPS: Record<StackStepKind, StackStep> = {
  'begin-creation': openCreation,
  'finish-creation': finishCreation,
  'begin-rollback': beginRollback,
  'begin-update': openUpdate,
  'finish-update': finishUpdate,
  'begin-update-rollback': beginUpdateRollback,
  'continue-update-rollback': continueRollback,
  'begin-cleanup': beginCleanup,
  'open-removal': openRemoval,
  'begin-removal': beginRemoval,
  'finish-removal': finishRemoval,
};

const RESOURCE_STEPS: Record<ResourceStepKind, ResourceStep> = {
  create: createResource,
  update: updateResource,
  import: importResource,
  'import-tags': importTags,
  complete: resourceComplete,
  fail: resourceFail,
  remove: removeResource,
  'remove-again': removeAgain,
  'nested-ended': nestedEnded,
};

/** Carries a step out, at the moment it was due. */
export function runStep(cloud: Cloud, stack: StackState, step: Step): void {
  const { kind, due } = step;
  if (isStackStep(kind)) {
    STACK_STEPS[kind](cloud, stack, due);
    return;
  }
  const resource = resourceOf(stack, step);
  if (resource === undefined) throw new Error(`Stack ${stack.name} has no resource ${step.logicalId}`);
  RESOURCE_STEPS[kind](cloud, stack, resource, due);
}

/** After a replacement, two resources have the same logical id: the new one, and the old one that is removed. */
function resourceOf(stack: StackState, { kind, logicalId }: Step): ResourceState | undefined {
  const all = [...stack.resources, ...(stack.update?.leftovers ?? [])].filter(
    (resource) => resource.logicalId === logicalId,
  );
  if (kind === 'remove-again') return all.find(({ phase }) => phase === 'remove-failed');
  const removing = all.find(({ phase }) => phase === 'removing');
  if (kind === 'remove') return removing;
  return kind === 'nested-ended' ? (removing ?? all[0]) : all[0];
}

function isStackStep(kind: StepKind): kind is StackStepKind {
  return Object.hasOwn(STACK_STEPS, kind);
}
