import type { Cloud, ResourceFault } from '../cloud.ts';
import { fractionOf } from '../ids.ts';
import { failResource, verbOf } from './end-resource.ts';
import { changeResource } from './events.ts';
import { checkProperties, failureReason, injectedFailure } from './failure.ts';
import { PlainFailure, StartedFailure } from './resources/provider.ts';
import { providerOf } from './resources/registry.ts';
import { pace } from './resources/usual-times.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { SECONDS_TO_INITIATE } from './start-resources.ts';

/** Has the provider make the resource: after this it has a physical id, or has failed. */
export function resourceCreate(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  make = providerOf(resource.type).create,
): void {
  const provider = providerOf(resource.type);
  const properties = resource.properties ?? {};
  const replaced = resource.change === 'replace' ? structuredClone(resource) : undefined;
  const fault = cloud.faults.resourceFault?.(stack, resource, replaced === undefined ? 'create' : 'update');
  const initiated = {
    status: `${verbOf(resource)}_IN_PROGRESS`,
    reason: `Resource creation Initiated${provider.note === undefined ? '' : ` (${provider.note})`}`,
  };
  try {
    failIfTold(resource, fault);
    if (replaced !== undefined) refuseSameName(resource, properties);
    checkProperties(provider, resource.logicalId, properties);
    const made = make({ cloud, stack, resource, properties, moment });
    resource.physicalId = made.physicalId;
    resource.attributes = made.attributes;
  } catch (error) {
    if (error instanceof StartedFailure && replaced === undefined) {
      resource.physicalId = error.physicalId;
      changeResource(cloud, stack, resource, moment, initiated);
    }
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
    return;
  }
  if (replaced !== undefined) keepReplaced(stack, replaced);
  resource.phase = 'created';
  changeResource(cloud, stack, resource, moment, initiated);
  planEnd(cloud, stack, resource, moment, fault);
}

/** Names are unique, so a replacement must have a new one. */
function refuseSameName({ type, physicalId }: ResourceState, properties: Record<string, unknown>): void {
  const { nameProperty } = providerOf(type);
  if (nameProperty === undefined || properties[nameProperty] !== physicalId) return;
  throw new PlainFailure(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again.`,
  );
}

/** Keeps what was replaced until the update succeeds. */
function keepReplaced(stack: StackState, replaced: ResourceState): void {
  const { change, formerly, attempted, ...former } = replaced;
  stack.update?.leftovers.push({
    ...former,
    properties: formerly ?? {},
    phase: 'complete',
    deletionPolicy: replaced.updateReplacePolicy ?? 'Delete',
  });
}

/** Has the provider change the resource in place to its new properties. */
export function resourceUpdate(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  if (resource.change === 'replace') {
    resourceCreate(cloud, stack, resource, moment);
    return;
  }
  const { properties = {}, physicalId = '' } = resource;
  const provider = providerOf(resource.type);
  const back = stack.update?.direction === 'back';
  const previous = (back ? resource.attempted : resource.formerly) ?? {};
  const fault = cloud.faults.resourceFault?.(stack, resource, 'update');
  try {
    failIfTold(resource, fault);
    checkProperties(provider, resource.logicalId, properties);
    provider.update?.({ cloud, stack, resource, properties, moment }, physicalId, previous);
  } catch (error) {
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
    return;
  }
  resource.phase = 'created';
  planEnd(cloud, stack, resource, moment, fault);
}

function failIfTold(resource: ResourceState, fault: ResourceFault | undefined): void {
  if (fault?.kind === 'fail' && fault.atSeconds === undefined) throw injectedFailure(resource, fault.code);
}

/** Plans the end of a resource that was made or changed, unless a fault prevents it. */
function planEnd(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  fault: ResourceFault | undefined,
): void {
  const provider = providerOf(resource.type);
  if (fault?.kind === 'stuck') return;
  if (fault?.kind === 'fail') {
    resource.failsWith = fault.code;
    cloud.engine.plan(stack, moment, fault.atSeconds ?? 0, 'fail', resource.logicalId);
    return;
  }
  if (provider.reportsItsEnd === true) return;
  // Different resources take different times, but the same resource always takes the same.
  const share = pace.shortest + pace.more * fractionOf(resource.logicalId);
  const left = provider.seconds.untilComplete * share - SECONDS_TO_INITIATE;
  cloud.engine.plan(stack, moment, left, 'complete', resource.logicalId);
}

/** Fails a resource after it was made: a fault. */
export function resourceFail(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  const failure = injectedFailure(resource, resource.failsWith ?? 'GeneralServiceException');
  failResource(cloud, stack, resource, moment, failureReason(cloud, resource, failure, moment));
}
