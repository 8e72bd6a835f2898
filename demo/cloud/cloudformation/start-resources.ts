import type { Cloud } from '../cloud.ts';
import { changeNeeded } from './change-needed.ts';
import { endIfDone, failResource, isGivenUp, readyResources, verbOf } from './end-resource.ts';
import { changeResource } from './events.ts';
import { failureReason } from './failure.ts';
import { resolve } from './intrinsics.ts';
import { scopeOf, templateOf } from './scope.ts';
import { policyRefusal } from './stack-policy.ts';
import type { ResourceState, StackState } from './stack-state.ts';

/** Seconds from a resource's first event to the one with its physical id. */
export const SECONDS_TO_INITIATE = 0.8;
/** Seconds to reinstate a resource that had been replaced. */
const SECONDS_TO_PUT_BACK = 1;

/** Starts every resource that waits for no other; ends the operation if none is left. */
export function startReady(cloud: Cloud, stack: StackState, moment: number): void {
  for (let ready = readyResources(stack); ready.length > 0; ready = readyResources(stack)) {
    for (const resource of ready) {
      // A resource started at the same moment may have failed and ended the operation.
      if (isGivenUp(cloud, stack)) return;
      if (resource.phase === 'waiting') startResource(cloud, stack, resource, moment);
    }
  }
  if (stack.update !== undefined) endIfDone(cloud, stack, moment);
}

function startResource(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  resource.phase = 'starting';
  if (stack.update?.direction === 'back') {
    startUndoing(cloud, stack, resource, moment);
    return;
  }
  if (resource.change === 'import') {
    startImport(cloud, stack, resource, moment);
    return;
  }
  const exists = resource.physicalId !== undefined;
  try {
    const properties = resolvedProperties(cloud, stack, resource);
    if (exists) {
      startChange(cloud, stack, resource, properties, moment);
      return;
    }
    resource.properties = properties;
  } catch (error) {
    if (exists) resource.change = 'modify';
    changeResource(cloud, stack, resource, moment, { status: `${verbOf(resource)}_IN_PROGRESS` });
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
    return;
  }
  changeResource(cloud, stack, resource, moment, { status: 'CREATE_IN_PROGRESS' });
  cloud.engine.plan(stack, moment, SECONDS_TO_INITIATE, 'create', resource.logicalId);
}

function resolvedProperties(
  { state }: Cloud,
  stack: StackState,
  { logicalId }: ResourceState,
): Record<string, unknown> {
  const declared = templateOf(stack).resources.find((resource) => resource.logicalId === logicalId);
  return resolve(declared?.properties ?? {}, scopeOf(state, stack)) as Record<string, unknown>;
}

const REPLACED = 'Requested update requires the creation of a new physical resource; hence creating one.';

function startChange(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  properties: Record<string, unknown>,
  moment: number,
): void {
  const change = changeNeeded(cloud, stack, resource, properties);
  if (change === undefined) {
    resource.phase = 'complete';
    return;
  }
  const refusal = policyRefusal(stack, resource, change === 'replace' ? 'Update:Replace' : 'Update:Modify');
  if (refusal !== undefined) {
    resource.change = change;
    failResource(cloud, stack, resource, moment, refusal);
    return;
  }
  resource.change = change;
  resource.formerly = resource.properties ?? {};
  resource.attempted = properties;
  resource.properties = properties;
  changeResource(cloud, stack, resource, moment, {
    status: 'UPDATE_IN_PROGRESS',
    ...(change === 'replace' && { reason: REPLACED }),
  });
  cloud.engine.plan(stack, moment, SECONDS_TO_INITIATE, 'update', resource.logicalId);
}

function startUndoing(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  if (resource.change === 'import') {
    changeResource(cloud, stack, resource, moment, { status: 'IMPORT_ROLLBACK_IN_PROGRESS' });
    cloud.engine.plan(stack, moment, SECONDS_TO_PUT_BACK, 'complete', resource.logicalId);
    return;
  }
  changeResource(cloud, stack, resource, moment, { status: 'UPDATE_IN_PROGRESS' });
  if (resource.change === 'replace') {
    // The old resource still exists; nothing has to be made.
    cloud.engine.plan(stack, moment, SECONDS_TO_PUT_BACK, 'complete', resource.logicalId);
  } else {
    cloud.engine.plan(stack, moment, SECONDS_TO_INITIATE, 'update', resource.logicalId);
  }
}

function startImport(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  changeResource(cloud, stack, resource, moment, {
    status: 'IMPORT_IN_PROGRESS',
    reason: 'Resource import started.',
  });
  cloud.engine.plan(stack, moment, SECONDS_TO_INITIATE, 'import', resource.logicalId);
}

/** Completes the resource and, with the last one, the stack's operation. */
export function resourceComplete(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  resource.phase = 'complete';
  changeResource(cloud, stack, resource, moment, { status: completeStatus(stack, resource) });
  startReady(cloud, stack, moment);
  if (stack.update === undefined) endIfDone(cloud, stack, moment);
}

function completeStatus({ update }: StackState, resource: ResourceState): string {
  if (resource.change === 'import')
    return update?.direction === 'back' ? 'IMPORT_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
  return `${verbOf(resource)}_COMPLETE`;
}
