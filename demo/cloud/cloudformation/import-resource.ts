import type { Cloud } from '../cloud.ts';
import { failResource } from './end-resource.ts';
import { changeResource } from './events.ts';
import { failureReason } from './failure.ts';
import { resolve } from './intrinsics.ts';
import { HandlerFailure } from './resources/provider.ts';
import { providerOf } from './resources/registry.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { SECONDS_TO_INITIATE } from './start-resources.ts';

const SECONDS_TO_TAG = 4;

/** Imports an existing resource into the stack; its identifier is in `attempted`. */
export function importResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  const provider = providerOf(resource.type);
  const identifier = String(resource.attempted?.[provider.identifier ?? ''] ?? '');
  try {
    const declared = templateOf(stack).resources.find(({ logicalId }) => logicalId === resource.logicalId);
    resource.properties = resolve(declared?.properties ?? {}, scopeOf(cloud.state, stack)) as Record<
      string,
      unknown
    >;
    const request = { cloud, stack, resource, properties: resource.properties, moment };
    const found = provider.find?.(request, identifier);
    if (found === undefined) {
      throw new HandlerFailure(
        'NotFound',
        `Resource of type '${resource.type}' with identifier '${identifier}' was not found.`,
      );
    }
    resource.physicalId = found.physicalId;
    resource.attributes = found.attributes;
  } catch (error) {
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
    return;
  }
  resource.phase = 'created';
  changeResource(cloud, stack, resource, moment, {
    status: 'IMPORT_COMPLETE',
    reason: 'Resource import completed.',
  });
  cloud.engine.plan(stack, moment, SECONDS_TO_INITIATE, 'import-tags', resource.logicalId);
}

/** Gives an imported resource the stack's tags. */
export function importTags(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  changeResource(cloud, stack, resource, moment, {
    status: 'UPDATE_IN_PROGRESS',
    reason: 'Apply stack-level tags to imported resource if applicable.',
  });
  const { properties = {}, physicalId = '' } = resource;
  try {
    providerOf(resource.type).tag?.({ cloud, stack, resource, properties, moment }, physicalId);
  } catch (error) {
    failResource(cloud, stack, resource, moment, failureReason(cloud, resource, error, moment));
    return;
  }
  cloud.engine.plan(stack, moment, SECONDS_TO_TAG, 'complete', resource.logicalId);
}
