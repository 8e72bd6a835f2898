import type { Stack, StackEvent, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { plainText } from '../core/text.ts';
import type { StackEventRecord, StackRecord, StackResourceRecord } from './progress/model.ts';

/** Omits missing values, so that optional fields are absent rather than undefined. */
function given<Key extends string, Value>(key: Key, value: Value | undefined | ''): { [K in Key]?: Value } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [K in Key]?: Value };
}

/** A stack as DescribeStacks returns it; undefined without an id, since the answer is then not AWS's. */
export function stackRecord(stack: Stack): StackRecord | undefined {
  if (!stack.StackId || !stack.StackName || !stack.StackStatus) return undefined;
  return {
    stackId: stack.StackId,
    stackName: stack.StackName,
    status: stack.StackStatus,
    createdAt: stack.CreationTime?.getTime() ?? 0,
    ...given('reason', plainText(stack.StackStatusReason ?? '')),
    ...given('updatedAt', stack.LastUpdatedTime?.getTime()),
    ...given('deletedAt', stack.DeletionTime?.getTime()),
    outputs: pairs(stack.Outputs ?? [], (output) => [output.OutputKey, output.OutputValue]),
    parameters: pairs(stack.Parameters ?? [], (parameter) => [
      parameter.ParameterKey,
      parameter.ResolvedValue ?? parameter.ParameterValue,
    ]),
    terminationProtection: stack.EnableTerminationProtection === true,
  };
}

function pairs<T>(items: readonly T[], pair: (item: T) => [string | undefined, string | undefined]) {
  return Object.fromEntries(
    items
      .map(pair)
      .filter((entry): entry is [string, string] => entry[0] !== undefined && entry[1] !== undefined),
  );
}

/** A stack event; undefined without an id or a time, since it could not be ordered. */
export function eventRecord(event: StackEvent): StackEventRecord | undefined {
  if (!event.EventId || !event.StackId || !event.Timestamp) return undefined;
  return {
    eventId: event.EventId,
    stackId: event.StackId,
    stackName: event.StackName ?? '',
    logicalId: plainText(event.LogicalResourceId ?? ''),
    type: plainText(event.ResourceType ?? ''),
    // A hook's event is about the hook, even if it also has the resource's status.
    status: event.HookStatus ?? event.ResourceStatus ?? '',
    at: event.Timestamp.getTime(),
    ...given('physicalId', plainText(event.PhysicalResourceId ?? '')),
    ...given('detailedStatus', event.DetailedStatus),
    ...given('reason', plainText(event.HookStatusReason ?? event.ResourceStatusReason ?? '')),
    ...given('hook', plainText(event.HookType ?? '')),
  };
}

/** A row of ListStackResources; undefined if it has no name. */
export function resourceRecord(summary: StackResourceSummary): StackResourceRecord | undefined {
  if (!summary.LogicalResourceId) return undefined;
  return {
    logicalId: plainText(summary.LogicalResourceId),
    type: plainText(summary.ResourceType ?? ''),
    status: summary.ResourceStatus ?? '',
    at: summary.LastUpdatedTimestamp?.getTime() ?? 0,
    ...given('physicalId', plainText(summary.PhysicalResourceId ?? '')),
    ...given('reason', plainText(summary.ResourceStatusReason ?? '')),
  };
}
