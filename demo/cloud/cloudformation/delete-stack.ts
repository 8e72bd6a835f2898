import { validationError } from '../errors.ts';
import { type QueryAction, requiredText, textList, textParameter } from '../query-protocol.ts';
import { cancelUnderWay } from './end-resource.ts';
import { findStack, stackArn } from './lookup.ts';
import { removeEverything } from './removal.ts';
import type { StackState } from './stack-state.ts';

/** States of an unfinished operation in which a stack can be deleted. */
const DELETABLE = ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'REVIEW_IN_PROGRESS'];

/** DeleteStack: succeeds also if the stack does not exist (any more). */
export const deleteStack: QueryAction = {
  parameters: ['StackName', 'RetainResources', 'ClientRequestToken'],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    const stack = findStack(cloud, call, name);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') {
      return undefined;
    }
    if (stack.terminationProtection) {
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    }
    if (stack.status.endsWith('_IN_PROGRESS') && !DELETABLE.includes(stack.status)) {
      throw validationError(`Stack [${stack.name}] cannot be deleted while in status ${stack.status}`);
    }
    const retained = textList(call, 'RetainResources');
    checkRetained(stack, retained);
    const now = cloud.clock.now();
    stack.retained = retained;
    stack.creator = call.principal;
    const token = textParameter(call, 'ClientRequestToken');
    delete stack.operationToken;
    if (token !== undefined) stack.operationToken = token;
    if (stack.status === 'CREATE_IN_PROGRESS') cancelUnderWay(cloud, stack, now);
    removeEverything(cloud, stack, now, {
      type: 'DELETE_STACK',
      reason: 'User Initiated',
      undoesCreation: false,
    });
    return undefined;
  },
};

function checkRetained(stack: StackState, retained: readonly string[]): void {
  if (retained.length === 0) return;
  if (stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. RetainResources can be specified only when the stack is in the DELETE_FAILED state.`,
    );
  }
  for (const logicalId of retained) {
    const resource = stack.resources.find((candidate) => candidate.logicalId === logicalId);
    if (resource === undefined) {
      throw validationError(`The specified resources to retain must exist in the stack: [${logicalId}]`);
    }
    if (resource.phase === 'gone') {
      throw validationError(
        'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
      );
    }
  }
}
