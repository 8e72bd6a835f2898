import type { Cloud } from '../cloud.ts';
import { startCreation } from './creation.ts';
import { cancelUnderWay } from './end-resource.ts';
import { STACK_TYPE } from './events.ts';
import { resourceCreate, resourceUpdate } from './make-resource.ts';
import { nestedParameters, updateNested } from './nested-update.ts';
import { newStack } from './new-stack.ts';
import { removeEverything, resourceRemove } from './removal.ts';
import { physicalName } from './resources/names.ts';
import { type ResourceRequest, requirePermission, tagsProperty, textProperty } from './resources/provider.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { storedTemplate } from './template-source.ts';

/** Makes a resource. A nested stack is made like any other stack, and reports its end. */
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
  const keepsGoing = parent.update?.disableRollback ?? parent.onFailure === 'DO_NOTHING';
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
      // A nested stack never deletes itself: its parent does when it is rolled back.
      onFailure: keepsGoing ? 'DO_NOTHING' : 'ROLLBACK',
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

/** Changes a resource. A nested stack is updated like any other stack. */
export function updateResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  if (resource.type === STACK_TYPE) updateNested(cloud, stack, resource, moment);
  else resourceUpdate(cloud, stack, resource, moment);
}

/** Removes a resource. A nested stack is deleted like any other stack. */
export function removeResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
): void {
  const child =
    resource.type === STACK_TYPE
      ? cloud.state.stacks.find(({ id }) => id === resource.physicalId)
      : undefined;
  if (child === undefined || child.status === 'DELETE_COMPLETE') {
    resourceRemove(cloud, stack, resource, moment);
  } else if (child.status !== 'DELETE_IN_PROGRESS') {
    if (child.status.endsWith('_IN_PROGRESS')) cancelUnderWay(cloud, child, moment);
    removeEverything(cloud, child, moment, {
      type: 'DELETE_STACK',
      reason: 'User Initiated',
      undoesCreation: stack.undoesCreation,
    });
  }
}
