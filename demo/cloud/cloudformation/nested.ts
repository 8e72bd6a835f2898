import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { isObject } from '../records.ts';
import { beginCreation, failResource, resourceComplete, resourceCreate, startCreation } from './creation.ts';
import { changeResource, STACK_TYPE } from './events.ts';
import { newStack } from './new-stack.ts';
import { beginRemoval, removeEverything, resourceRemove } from './removal.ts';
import { physicalName } from './resources/names.ts';
import { type ResourceRequest, requirePermission, tagsProperty, textProperty } from './resources/provider.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { storedTemplate } from './template-source.ts';

/** Makes a resource; a nested stack is made like any stack, as its own, and reports when it has come to its end. */
export function createResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  if (resource.type === STACK_TYPE) resourceCreate(cloud, stack, resource, moment, makeNestedStack);
  else resourceCreate(cloud, stack, resource, moment);
}

function makeNestedStack(request: ResourceRequest): {
  physicalId: string;
  attributes: Record<string, string>;
} {
  const { cloud, stack: parent, resource, properties, moment } = request;
  const name = physicalName(request, 128);
  const { accountId, region } = parent;
  const arn = `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/*`;
  requirePermission(request, 'cloudformation:CreateStack', arn, accountId);
  const child = newStack(
    cloud,
    {
      name,
      accountId,
      region,
      creator: parent.creator,
      template: storedTemplate(cloud, accountId, textProperty(properties, 'TemplateURL') ?? ''),
      parameters: nestedParameters(properties.Parameters),
      capabilities: parent.capabilities,
      tags: [...parent.tags, ...tagsProperty(properties)],
      // A nested stack never deletes itself: the parent does, when it is undone.
      onFailure: parent.onFailure === 'DO_NOTHING' ? 'DO_NOTHING' : 'ROLLBACK',
      retainExceptOnCreate: parent.retainExceptOnCreate,
      terminationProtection: false,
      request: '',
      parent: {
        stackId: parent.id,
        logicalId: resource.logicalId,
        rootId: parent.parent?.rootId ?? parent.id,
      },
    },
    moment,
  );
  cloud.state.stacks.push(child);
  startCreation(cloud, child, moment);
  return { physicalId: child.id, attributes: {} };
}

function nestedParameters(value: unknown): Map<string, string> {
  if (value === undefined) return new Map();
  if (!isObject(value)) throw new ServiceError('ValidationError', 'Parameters must be an object');
  return new Map(
    Object.entries(value).map(([name, item]) => [name, Array.isArray(item) ? item.join(',') : String(item)]),
  );
}

/** Removes a resource; a nested stack is deleted like any stack. */
export function removeResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  const child = resource.type === STACK_TYPE ? childOf(cloud, resource) : undefined;
  if (child === undefined || child.status === 'DELETE_COMPLETE') {
    resourceRemove(cloud, stack, resource, moment);
  } else if (child.status !== 'DELETE_IN_PROGRESS') {
    removeEverything(cloud, child, moment, {
      type: 'DELETE_STACK',
      reason: 'User Initiated',
      undoesCreation: stack.undoesCreation,
    });
  }
}

/** A nested stack has come to an end; so does the resource that it is in the stack above. */
export function nestedEnded(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  const child = childOf(cloud, resource);
  if (child === undefined || child.status.endsWith('_IN_PROGRESS')) return;
  if (resource.phase === 'created') {
    if (child.status === 'CREATE_COMPLETE') {
      resource.attributes = Object.fromEntries(
        child.outputs.map(({ key, value }) => [`Outputs.${key}`, value]),
      );
      resourceComplete(cloud, stack, resource, moment);
      if (stack.status === 'CREATE_IN_PROGRESS') beginCreation(cloud, stack, moment);
    } else {
      const reason = `Embedded stack ${child.id} was not successfully created: ${failures(child, 'CREATE')}`;
      failResource(cloud, stack, resource, moment, reason);
    }
  } else if (resource.phase === 'removing') {
    if (child.status === 'DELETE_COMPLETE') {
      resource.phase = 'gone';
      changeResource(cloud, stack, resource, moment, { status: 'DELETE_COMPLETE' });
    } else {
      resource.phase = 'remove-failed';
      const reason = `Embedded stack ${child.id} was not successfully deleted: ${failures(child, 'DELETE')}`;
      changeResource(cloud, stack, resource, moment, { status: 'DELETE_FAILED', reason });
    }
    beginRemoval(cloud, stack, moment);
  }
}

/** Only names, as with AWS: why they failed stands in the nested stack's own events. */
function failures(child: StackState, operation: 'CREATE' | 'DELETE'): string {
  const verb = operation === 'CREATE' ? 'create' : 'delete';
  const failed = child.events
    .filter(
      ({ status, reason }) => status === `${operation}_FAILED` && reason !== 'Resource creation cancelled',
    )
    .filter(({ logicalId }) => logicalId !== child.name)
    .map(({ logicalId }) => logicalId);
  return `The following resource(s) failed to ${verb}: [${[...new Set(failed)].join(', ')}].`;
}

function childOf(cloud: Cloud, { physicalId }: ResourceState): StackState | undefined {
  return cloud.state.stacks.find(({ id }) => id === physicalId);
}
