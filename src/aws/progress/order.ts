import type { StackEventRecord } from './model.ts';
import { directionOf } from './status.ts';

/** True for events of the stack itself; a nested stack's resource in its parent has another physical id. */
export function isStackEvent({ type, logicalId, physicalId, stackId, stackName }: StackEventRecord): boolean {
  if (type !== 'AWS::CloudFormation::Stack') return false;
  return physicalId === undefined ? logicalId === stackName : physicalId === stackId;
}

/** Whether an operation begins with the event: a user's or a parent stack's request to create, update, import or delete. */
export function startsOperation(event: StackEventRecord): boolean {
  return (
    isStackEvent(event) &&
    /^(CREATE|UPDATE|DELETE|IMPORT|REVIEW)_IN_PROGRESS$/.test(event.status) &&
    event.detailedStatus === undefined &&
    // Emulators leave the reason out; AWS gives another one when it continues by itself.
    (event.reason === undefined || /user initiated/i.test(event.reason))
  );
}

/**
 * Identifies an event in a tree of stacks. Its own id does so in one stack alone: AWS makes it of logical id, status and
 * time, and nested stacks from one template have the same logical ids.
 */
export function keyOfEvent({ stackId, eventId }: StackEventRecord): string {
  return `${stackId} ${eventId}`;
}

/**
 * Compares events chronologically, oldest first.
 *
 * AWS's times are whole milliseconds and several events share one, so within a millisecond the usual course of an
 * operation decides: it begins, resources are created, it completes or turns back, resources are removed, it ends. The
 * order in which events were read does not matter.
 */
export function compareEvents(a: StackEventRecord, b: StackEventRecord): number {
  return (
    a.at - b.at ||
    rank(a) - rank(b) ||
    compareText(a.logicalId, b.logicalId) ||
    compareText(a.eventId, b.eventId)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rank(event: StackEventRecord): number {
  return isStackEvent(event) ? stackRank(event) : resourceRank(event);
}

function stackRank({ status, detailedStatus }: StackEventRecord): number {
  const back = directionOf(status) === 'back';
  if (status.endsWith('_COMPLETE_CLEANUP_IN_PROGRESS')) return back ? 53 : 51;
  if (status.endsWith('_IN_PROGRESS')) {
    if (status === 'DELETE_IN_PROGRESS') return 55;
    if (back) return 52;
    return detailedStatus === undefined ? 0 : 40;
  }
  if (status.endsWith('_FAILED') && !back && status !== 'DELETE_FAILED') return 50;
  return status.startsWith('DELETE_') ? 81 : 80;
}

function resourceRank({ status, physicalId, detailedStatus }: StackEventRecord): number {
  if (status.startsWith('DELETE_')) return status.endsWith('_IN_PROGRESS') ? 60 : 62;
  if (!status.endsWith('_IN_PROGRESS')) return status.endsWith('_FAILED') ? 14 : 13;
  if (detailedStatus !== undefined) return 12;
  return physicalId === undefined ? 10 : 11;
}
