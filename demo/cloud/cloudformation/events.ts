import type { Cloud } from '../cloud.ts';
import { newUuid } from '../ids.ts';
import { currentOperation, type ResourceState, type StackEvent, type StackState } from './stack-state.ts';

/** A change of a stack or a resource. */
export interface Change {
  status: string;
  reason?: string;
  detailedStatus?: string;
}

/** The resource type of a stack's own events. */
export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** Sets the status of a stack and records the event. */
export function changeStack(cloud: Cloud, stack: StackState, moment: number, change: Change): void {
  stack.status = change.status;
  delete stack.statusReason;
  delete stack.detailedStatus;
  if (change.detailedStatus !== undefined) stack.detailedStatus = change.detailedStatus;
  if (change.reason !== undefined) stack.statusReason = change.reason;
  record(cloud, stack, moment, change, {
    id: newUuid(cloud.state, moment),
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
  });
  if (!change.status.endsWith('_IN_PROGRESS') || isForParent(stack)) tellParent(cloud, stack, moment);
}

/** Whether the stack above started the update and has to know of this status: it failed, or waits to clean up. */
function isForParent({ update, status }: StackState): boolean {
  return update?.ofParent === true && status !== 'UPDATE_IN_PROGRESS';
}

/** Seconds from the end of a nested stack to the event in its parent. */
const SECONDS_TO_PARENT = 2;

function tellParent(cloud: Cloud, { parent }: StackState, moment: number): void {
  const above = cloud.state.stacks.find(({ id }) => id === parent?.stackId);
  if (above === undefined || parent === undefined) return;
  cloud.engine.plan(above, moment, SECONDS_TO_PARENT, 'nested-ended', parent.logicalId);
}

/** Sets the status of a resource and records the event. */
export function changeResource(
  cloud: Cloud,
  stack: StackState,
  resource: ResourceState,
  moment: number,
  change: Change,
): void {
  const { logicalId, type, physicalId = '', properties } = resource;
  const event = record(cloud, stack, moment, change, {
    logicalId,
    physicalId,
    type,
    ...(properties !== undefined && { properties: JSON.stringify(properties) }),
  });
  resource.status = change.status;
  resource.updatedAt = event.time;
  delete resource.statusReason;
  delete resource.detailedStatus;
  if (change.reason !== undefined) resource.statusReason = change.reason;
  if (change.detailedStatus !== undefined) resource.detailedStatus = change.detailedStatus;
}

/** Records a finding of a check before the deployment, which is not one of the stack's own events. */
export function recordValidation(
  cloud: Cloud,
  stack: StackState,
  moment: number,
  about: Required<Pick<StackEvent, 'logicalId' | 'type' | 'validation'>>,
): void {
  const id = newUuid(cloud.state, moment);
  record(cloud, stack, moment, { status: 'VALIDATION' }, { ...about, id, physicalId: '' });
}

function record(
  cloud: Cloud,
  stack: StackState,
  moment: number,
  change: Change,
  about: Pick<StackEvent, 'logicalId' | 'physicalId' | 'type' | 'validation'> & {
    id?: string;
    properties?: string;
  },
): StackEvent {
  const time = eventTime(stack, about.logicalId, change.status, moment);
  const { id = `${about.logicalId}-${change.status}-${new Date(time).toISOString()}`, ...fields } = about;
  const event: StackEvent = {
    ...fields,
    id,
    sequence: stack.events.length,
    time,
    status: change.status,
    operationId: currentOperation(stack).id,
    ...(change.reason !== undefined && { reason: change.reason }),
    ...(change.detailedStatus !== undefined && { detailedStatus: change.detailedStatus }),
    ...(stack.operationToken !== undefined && { token: stack.operationToken }),
  };
  stack.events.push(event);
  cloud.changed();
  return event;
}

/**
 * The time of an event: whole milliseconds that never go back. A resource can get the same status up to three times, and the
 * time is part of the event's id, so a repeated status comes at least a millisecond later, however fast the cloud runs.
 */
function eventTime(stack: StackState, logicalId: string, status: string, moment: number): number {
  const last = stack.events.at(-1)?.time ?? 0;
  const time = Math.max(Math.round(moment), last);
  // Only events of this very moment can be too close, since times never go back.
  for (let index = stack.events.length - 1; stack.events[index]?.time === time; index -= 1) {
    const event = stack.events[index];
    if (event?.logicalId === logicalId && event.status === status) return time + 1;
  }
  return time;
}
