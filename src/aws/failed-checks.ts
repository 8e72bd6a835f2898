import type { OperationEvent } from '@aws-sdk/client-cloudformation';
import { asProblem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { AwsClients } from './clients.ts';
import { callCloudFormation } from './cloudformation-call.ts';
import { causeOf } from './progress/failures.ts';
import type { FailureCause, StackProgress } from './progress/model.ts';

/**
 * The words with which CloudFormation reports failed checks before a deployment; source: recorded answers of CreateStack
 * (aws-cdk, serverless and rain issues).
 */
const checkWords = /EarlyValidation|NAME_CONFLICT_VALIDATION|validation\(s\) failed/i;

/** Whether a stack failed AWS's checks before it created anything. */
export function failedItsChecks({ outcome, events, causes, reason }: StackProgress): boolean {
  if (outcome !== 'failed' && outcome !== 'rolled-back') return false;
  return (
    events.some((event) => event.detailedStatus === 'VALIDATION_FAILED') ||
    [reason, ...causes.map((cause) => cause.reason)].some((words) => checkWords.test(words ?? ''))
  );
}

/**
 * The findings of the checks. Only DescribeEvents has them, DescribeStackEvents does not.
 *
 * @returns undefined if this access may not call it (AdministratorAccess-Amplify does not allow it) or AWS does not know
 * it
 */
export async function failedChecks(
  clients: AwsClients,
  stack: Pick<StackProgress, 'stackId' | 'stackName'>,
  signal?: AbortSignal,
): Promise<FailureCause[] | undefined> {
  const doing = `read why the checks of the stack ${stack.stackName} failed`;
  try {
    const events = await callCloudFormation(clients, doing, signal, async (client, options) => {
      const { DescribeEventsCommand } = await import('@aws-sdk/client-cloudformation');
      const { OperationEvents } = await client.send(
        new DescribeEventsCommand({ StackName: stack.stackId, Filters: { FailedEvents: true } }),
        options,
      );
      return OperationEvents ?? [];
    });
    return events.flatMap((event) => checkCause(event, stack.stackName)).reverse();
  } catch (thrown) {
    signal?.throwIfAborted();
    const problem = asProblem(thrown);
    if (['ACCESS_DENIED', 'AWS_REJECTED', 'STACK_UNKNOWN', 'AWS_ANSWER'].includes(problem.code))
      return undefined;
    throw problem;
  }
}

function checkCause(event: OperationEvent, stackName: string): FailureCause[] {
  if (event.EventType !== 'VALIDATION_ERROR' || event.ValidationFailureMode === 'WARN') return [];
  const fromPath = /^\/Resources\/([A-Za-z0-9]+)/.exec(event.ValidationPath ?? '')?.[1];
  const cause = causeOf({
    eventId: event.EventId ?? '',
    stackId: event.StackId ?? '',
    stackName,
    logicalId: plainText(event.LogicalResourceId ?? fromPath ?? stackName),
    type: plainText(event.ResourceType ?? ''),
    status: 'CREATE_FAILED',
    at: event.Timestamp?.getTime() ?? 0,
    reason: plainText(event.ValidationStatusReason ?? ''),
  });
  const code = plainText(event.ValidationName ?? '');
  const nameTaken = cause.nameTaken || code === 'NAME_CONFLICT_VALIDATION';
  return [{ ...cause, ...(code ? { code } : {}), nameTaken }];
}
