import type { Cloud } from '../cloud.ts';
import { waitsToCleanUp } from './cleanup.ts';
import { failResource } from './end-resource.ts';
import { changeResource } from './events.ts';
import { beginRemoval, removalFailed } from './removal.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { resourceComplete } from './start-resources.ts';

/** A nested stack that has ended or waits, and its resource in the stack above. */
interface Ended {
  cloud: Cloud;
  stack: StackState;
  resource: ResourceState;
  child: StackState;
  moment: number;
}

/** Called when a nested stack has ended or waits; does the same to its resource in the stack above. */
export function nestedEnded(cloud: Cloud, stack: StackState, resource: ResourceState, moment: number): void {
  const child = cloud.state.stacks.find(({ id }) => id === resource.physicalId);
  if (child === undefined) return;
  const ended = { cloud, stack, resource, child, moment };
  if (resource.phase === 'removing') removalEnded(ended);
  else if (resource.phase !== 'created') cleanupEnded(ended);
  else if (resource.change === undefined) creationEnded(ended);
  else updateEnded(ended);
}

function creationEnded({ cloud, stack, resource, child, moment }: Ended): void {
  if (child.status.endsWith('_IN_PROGRESS')) return;
  if (child.status === 'CREATE_COMPLETE') {
    takeOutputs(resource, child);
    resourceComplete(cloud, stack, resource, moment);
    return;
  }
  const reason = `Embedded stack ${child.id} was not successfully created: ${failures(child, 'CREATE')}`;
  failResource(cloud, stack, resource, moment, reason);
}

function updateEnded({ cloud, stack, resource, child, moment }: Ended): void {
  const isDone = waitsToCleanUp(child) || child.update === undefined;
  const isBack = child.update?.direction === 'back' || child.status === 'UPDATE_ROLLBACK_COMPLETE';
  const goesBack = stack.update?.direction === 'back';
  if (isDone && (goesBack || !isBack)) {
    takeOutputs(resource, child);
    resourceComplete(cloud, stack, resource, moment);
    return;
  }
  const failed = goesBack
    ? child.status === 'UPDATE_ROLLBACK_FAILED'
    : isBack || child.status === 'UPDATE_FAILED';
  if (!failed) return;
  const why = child.events.findLast(
    ({ physicalId, reason, status }) =>
      physicalId === child.id &&
      reason !== undefined &&
      /UPDATE_(?:ROLLBACK_)?(?:IN_PROGRESS|FAILED)$/.test(status),
  );
  const reason = `Embedded stack ${child.id} was not successfully updated. Currently in ${why?.status ?? child.status} with reason: ${why?.reason ?? ''}`;
  failResource(cloud, stack, resource, moment, reason.trimEnd());
}

function takeOutputs(resource: ResourceState, { outputs }: StackState): void {
  resource.attributes = Object.fromEntries(outputs.map(({ key, value }) => [`Outputs.${key}`, value]));
}

function removalEnded({ cloud, stack, resource, child, moment }: Ended): void {
  if (child.status.endsWith('_IN_PROGRESS')) return;
  if (child.status === 'DELETE_COMPLETE') {
    resource.phase = 'gone';
    changeResource(cloud, stack, resource, moment, { status: 'DELETE_COMPLETE' });
  } else {
    const why = child.status === 'DELETE_FAILED' ? failures(child, 'DELETE') : child.statusReason;
    const reason = `Embedded stack ${child.id} was not successfully deleted: ${why}`;
    removalFailed(cloud, stack, resource, moment, reason);
  }
  beginRemoval(cloud, stack, moment);
}

function cleanupEnded({ cloud, stack, resource, child, moment }: Ended): void {
  const { update } = stack;
  if (update?.cleaning !== true || child.update !== undefined) return;
  if (!update.cleaningInside.includes(resource.logicalId)) return;
  update.cleaningInside = update.cleaningInside.filter((logicalId) => logicalId !== resource.logicalId);
  changeResource(cloud, stack, resource, moment, { status: 'UPDATE_COMPLETE' });
  beginRemoval(cloud, stack, moment);
}

/** Only names, as with AWS: the reasons are in the nested stack's own events. */
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
