import { validationError } from '../errors.ts';
import { type QueryAction, type QueryCall, textParameter } from '../query-protocol.ts';
import { isObject } from '../records.ts';
import type { XmlValue } from '../xml.ts';
import { requireStack, stackArn, stacksOf } from './lookup.ts';
import { pageOf } from './pages.ts';
import type { StackEvent, StackState } from './stack-state.ts';
import { eventView } from './views.ts';

/** DescribeEvents: of a stack or one operation, newest first, including the findings of checks before a deployment. */
export const describeEvents: QueryAction = {
  parameters: ['StackName', 'OperationId', 'Filters', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const name = textParameter(call, 'StackName');
    const operationId = textParameter(call, 'OperationId');
    if ((name === undefined) === (operationId === undefined)) {
      throw validationError('Exactly one of StackName, ChangeSetName and OperationId must be specified.');
    }
    const stack =
      name === undefined
        ? stacksOf(cloud, call).find(({ operations }) => operations.some(({ id }) => id === operationId))
        : requireStack(cloud, call, name);
    if (stack === undefined) throw validationError(`Operation [${operationId}] does not exist`);
    const failedOnly = readFilter(call);
    const events = stack.events.filter(
      (event) =>
        (operationId === undefined || event.operationId === operationId) && (!failedOnly || isFailure(event)),
    );
    const { page, nextToken } = pageOf(call, events.toReversed(), ({ sequence }) => sequence, cloud.pageSize);
    return { OperationEvents: page.map((event) => operationEventView(stack, event)), NextToken: nextToken };
  },
};

function readFilter(call: QueryCall): boolean {
  const filters = call.parameters.Filters;
  return isObject(filters) && filters.FailedEvents === 'true';
}

function isFailure({ status, validation }: StackEvent): boolean {
  return validation !== undefined || status.endsWith('_FAILED');
}

function operationEventView(stack: StackState, event: StackEvent): { [name: string]: XmlValue } {
  const { validation } = event;
  const { StackName, ...fields } = eventView(stack, event);
  const operation = stack.operations.find(({ id }) => id === event.operationId);
  const common = { ...fields, OperationType: operation?.type };
  if (validation === undefined) {
    const isOwn = event.physicalId === stack.id;
    return { ...common, EventType: !isOwn && isFailure(event) ? 'PROVISIONING_ERROR' : 'STACK_EVENT' };
  }
  return {
    ...common,
    ResourceStatus: undefined,
    EventType: 'VALIDATION_ERROR',
    ValidationFailureMode: 'FAIL',
    ValidationName: validation.name,
    ValidationStatus: 'FAILED',
    ValidationStatusReason: validation.reason,
    ValidationPath: validation.path,
  };
}
