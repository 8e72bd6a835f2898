import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { fractionOf } from '../ids.ts';
import { changeResource, changeStack } from './events.ts';
import { checkProperties, failureReason, injectedFailure } from './failure.ts';
import { importProblem } from './imports.ts';
import { resolve } from './intrinsics.ts';
import { resolveOutputs } from './outputs.ts';
import { removeEverything } from './removal.ts';
import { providerOf } from './resources/registry.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { recordConflicts } from './validation.ts';

/** Seconds from CreateStack to the first resource, as measured on AWS. */
const SECONDS_TO_FIRST_RESOURCE = 5;
/** Seconds from a resource's first event to the one with its physical id. */
const SECONDS_TO_INITIATE = 0.8;
/** Seconds from the last resource to the end of the stack. */
const SECONDS_TO_FINISH = 2;
const SECONDS_TO_ROLLBACK = 1;

/** Starts a stack that was just accepted. */
export function startCreation(cloud: Cloud, stack: StackState, moment: number): void {
  changeStack(cloud, stack, moment, { status: 'CREATE_IN_PROGRESS', reason: 'User Initiated' });
  cloud.engine.plan(stack, moment, SECONDS_TO_FIRST_RESOURCE, 'begin-creation');
}

/** Starts the first resources, unless an export that the template needs is not there. */
export function openCreation(cloud: Cloud, stack: StackState, moment: number): void {
  const conflict = stack.checksNames === true ? recordConflicts(cloud, stack, moment) : undefined;
  if (conflict !== undefined) {
    const detailedStatus = 'VALIDATION_FAILED';
    changeStack(cloud, stack, moment, { status: 'CREATE_IN_PROGRESS', detailedStatus, reason: conflict });
    giveUp(cloud, stack, moment, conflict);
    return;
  }
  const problem = importProblem(templateOf(stack), scopeOf(cloud.state, stack));
  if (problem === undefined) beginCreation(cloud, stack, moment);
  else giveUp(cloud, stack, moment, problem);
}

/** Starts every resource that waits for nobody. */
export function beginCreation(cloud: Cloud, stack: StackState, moment: number): void {
  const ready = stack.resources.filter(
    ({ phase, dependsOn }) => phase === 'waiting' && dependsOn.every((id) => isUsable(stack, id)),
  );
  for (const resource of ready) {
    // A sibling of the same moment may have failed and ended the creation.
    if (resource.phase !== 'waiting') continue;
    resource.phase = 'starting';
    try {
      resource.properties = resolvedProperties(cloud, stack, resource);
    } catch (error) {
      changeResource(cloud, stack, resource, moment, { status: 'CREATE_IN_PROGRESS' });
      failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
      continue;
    }
    changeResource(cloud, stack, resource, moment, { status: 'CREATE_IN_PROGRESS' });
    cloud.engine.plan(stack, moment, SECONDS_TO_INITIATE, 'create', resource.logicalId);
  }
}

function isUsable(stack: StackState, logicalId: string): boolean {
  const phase = stack.resources.find((resource) => resource.logicalId === logicalId)?.phase;
  return phase === 'configured' || phase === 'complete';
}

function resolvedProperties(
  { state }: Cloud,
  stack: StackState,
  { logicalId }: ResourceState,
): Record<string, unknown> {
  const declared = templateOf(stack).resources.find((resource) => resource.logicalId === logicalId);
  return resolve(declared?.properties ?? {}, scopeOf(state, stack)) as Record<string, unknown>;
}

/** Lets the provider make the resource: from here on it exists and has a physical id, or has failed. */
export function resourceCreate(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  make = providerOf(resource.type).create,
): void {
  const provider = providerOf(resource.type);
  const properties = resource.properties ?? {};
  const fault = cloud.faults.resourceFault?.(stack, resource, 'create');
  try {
    if (fault?.kind === 'fail' && fault.atSeconds === undefined) throw injectedFailure(resource, fault.code);
    checkProperties(provider, resource.logicalId, properties);
    const made = make({ cloud, stack, resource, properties, moment });
    resource.physicalId = made.physicalId;
    resource.attributes = made.attributes;
  } catch (error) {
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
    return;
  }
  resource.phase = 'created';
  changeResource(cloud, stack, resource, moment, {
    status: 'CREATE_IN_PROGRESS',
    reason: `Resource creation Initiated${provider.note === undefined ? '' : ` (${provider.note})`}`,
  });
  if (fault?.kind === 'stuck') return;
  if (fault?.kind === 'fail') {
    resource.failsWith = fault.code;
    cloud.engine.plan(stack, moment, fault.atSeconds ?? 0, 'fail', resource.logicalId);
    return;
  }
  if (provider.reportsItsEnd === true) return;
  const { untilConfigured, untilComplete } = provider.seconds;
  // No two resources take the same time, but the same resource always does.
  const pace = 0.92 + 0.16 * fractionOf(resource.logicalId);
  const left = (seconds: number): number => seconds * pace - SECONDS_TO_INITIATE;
  cloud.engine.plan(stack, moment, left(untilConfigured), 'configured', resource.logicalId);
  cloud.engine.plan(stack, moment, left(untilComplete), 'complete', resource.logicalId);
}

/** The resource was made and does not work out: a fault. */
export function resourceFail(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  const failure = injectedFailure(resource, resource.failsWith ?? 'GeneralServiceException');
  failResource(cloud, stack, resource, moment, failureReason(cloud, resource, failure, moment));
}

/** The resource can be used by others now, although AWS still makes sure that it is known everywhere. */
export function resourceConfigured(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  resource.phase = 'configured';
  changeResource(cloud, stack, resource, moment, {
    status: 'CREATE_IN_PROGRESS',
    reason: 'Eventual consistency check initiated',
    detailedStatus: 'CONFIGURATION_COMPLETE',
  });
  beginCreation(cloud, stack, moment);
  if (stack.resources.every(({ phase }) => phase === 'configured' || phase === 'complete')) {
    changeStack(cloud, stack, moment, {
      status: 'CREATE_IN_PROGRESS',
      reason: 'Eventual consistency check initiated',
      detailedStatus: 'CONFIGURATION_COMPLETE',
    });
  }
}

/** The resource is complete; with the last one the stack comes to its end. */
export function resourceComplete(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  resource.phase = 'complete';
  changeResource(cloud, stack, resource, moment, { status: 'CREATE_COMPLETE' });
  if (stack.resources.every(({ phase }) => phase === 'complete')) {
    cloud.engine.plan(stack, moment, SECONDS_TO_FINISH, 'finish-creation');
  } else if (stack.resources.some(({ phase }) => phase === 'failed')) {
    endPreservedCreation(cloud, stack, moment);
  }
}

/** Works out the outputs; a bad output undoes the stack as a bad resource does. */
export function finishCreation(cloud: Cloud, stack: StackState, moment: number): void {
  try {
    stack.outputs = resolveOutputs(cloud.state, stack);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    giveUp(cloud, stack, moment, `${error.message}.`);
    return;
  }
  changeStack(cloud, stack, moment, { status: 'CREATE_COMPLETE' });
}

/** Ends a resource that did not work out, and with it, in time, the stack's creation. */
export function failResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  reason: string,
): void {
  resource.phase = 'failed';
  changeResource(cloud, stack, resource, moment, { status: 'CREATE_FAILED', reason });
  if (stack.onFailure === 'DO_NOTHING') {
    endPreservedCreation(cloud, stack, moment);
    return;
  }
  cancelCreation(cloud, stack, moment);
  cloud.engine.plan(stack, moment, SECONDS_TO_ROLLBACK, 'begin-rollback');
}

/** Ends the creation of everything that is still being made, and forgets what was still to be started. */
export function cancelCreation(cloud: Cloud, stack: StackState, moment: number): void {
  cloud.state.steps = cloud.state.steps.filter(({ stackId }) => stackId !== stack.id);
  for (const resource of stack.resources) {
    if (!['starting', 'created', 'configured'].includes(resource.phase)) continue;
    resource.phase = 'failed';
    changeResource(cloud, stack, resource, moment, {
      status: 'CREATE_FAILED',
      reason: 'Resource creation cancelled',
    });
    const nested = cloud.state.stacks.find(({ id }) => id === resource.physicalId);
    if (nested?.status !== 'CREATE_IN_PROGRESS') continue;
    cancelCreation(cloud, nested, moment);
    changeStack(cloud, nested, moment, { status: 'CREATE_FAILED', reason: 'Resource creation cancelled' });
  }
}

/** Without rollback, what does not depend on the failure goes on; the stack fails when nothing moves any more. */
function endPreservedCreation(cloud: Cloud, stack: StackState, moment: number): void {
  const moving = stack.resources.some(({ phase }) => ['starting', 'created', 'configured'].includes(phase));
  if (moving) return;
  const startable = stack.resources.some(
    ({ phase, dependsOn }) => phase === 'waiting' && dependsOn.every((id) => isUsable(stack, id)),
  );
  if (!startable)
    changeStack(cloud, stack, moment, { status: 'CREATE_FAILED', reason: failedResources(stack) });
}

/** Undoes a failed creation, as an operation of its own. */
export function beginRollback(cloud: Cloud, stack: StackState, moment: number): void {
  giveUp(cloud, stack, moment, failedResources(stack).trimEnd());
}

function giveUp(cloud: Cloud, stack: StackState, moment: number, reason: string): void {
  if (stack.onFailure === 'DO_NOTHING') {
    changeStack(cloud, stack, moment, { status: 'CREATE_FAILED', reason });
    return;
  }
  if (stack.onFailure === 'DELETE') {
    removeEverything(cloud, stack, moment, {
      type: 'DELETE_STACK',
      reason: `${reason} Delete requested by user.`,
      undoesCreation: true,
    });
    return;
  }
  removeEverything(cloud, stack, moment, {
    type: 'ROLLBACK',
    reason: `${reason} Rollback requested by user.`,
    undoesCreation: true,
  });
}

function failedResources(stack: StackState): string {
  const failed = stack.resources.filter(({ phase }) => phase === 'failed').map(({ logicalId }) => logicalId);
  return `The following resource(s) failed to create: [${failed.join(', ')}]. `;
}
