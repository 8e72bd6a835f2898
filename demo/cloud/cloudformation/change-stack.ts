import type { Cloud } from '../cloud.ts';
import { notImplemented, validationError } from '../errors.ts';
import {
  flagParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  textList,
} from '../query-protocol.ts';
import { accepted } from './create-stack.ts';
import { cancelUnderWay } from './end-resource.ts';
import { requireLivingStack, stackArn } from './lookup.ts';
import { removeEverything } from './removal.ts';
import { earlierOperation, requestToken } from './request-token.ts';
import { currentOperation, type StackState } from './stack-state.ts';
import { resumeRollback, rollBackUpdate } from './update-rollback.ts';

/** An action that starts an operation on an existing stack, only once for the same token. */
function operation(
  parameters: string[],
  begin: (stack: StackState, call: QueryCall, cloud: Cloud) => void,
): QueryAction {
  return {
    parameters: ['StackName', 'ClientRequestToken', ...parameters],
    resource: stackArn,
    run(call, cloud) {
      const identity = requestToken(call);
      const repeated = earlierOperation(cloud, call, identity);
      if (repeated !== undefined) return accepted(repeated);
      const stack = requireLivingStack(cloud, call, requiredText(call, 'StackName'));
      const { operationToken, creator } = stack;
      const { token, request } = identity;
      delete stack.operationToken;
      if (token !== undefined) stack.operationToken = token;
      stack.creator = call.principal;
      try {
        begin(stack, call, cloud);
      } catch (error) {
        // Refused, so the operation under way continues unchanged.
        Object.assign(stack, { operationToken, creator });
        throw error;
      }
      const begun = currentOperation(stack);
      if (token !== undefined) Object.assign(begun, { token, request });
      return accepted({ stack, operation: begun });
    },
  };
}

/** RollbackStack: undoes a failed creation or update that was left as it was. */
export const rollbackStack: QueryAction = operation(['RetainExceptOnCreate'], (stack, call, cloud) => {
  if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be rolled back. RollbackStack takes a stack in CREATE_FAILED or UPDATE_FAILED.`,
    );
  }
  if (flagParameter(call, 'RetainExceptOnCreate')) stack.retainExceptOnCreate = true;
  if (stack.status === 'UPDATE_FAILED') {
    rollBackUpdate(cloud, stack, cloud.clock.now(), 'User Initiated');
    return;
  }
  removeEverything(cloud, stack, cloud.clock.now(), {
    type: 'ROLLBACK',
    reason: 'User Initiated',
    undoesCreation: true,
  });
});

const cancelUpdate = operation([], (stack, _call, cloud) => {
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw validationError(
      `CancelUpdateStack cannot be called from current stack status: the stack is in ${stack.status}.`,
    );
  }
  const now = cloud.clock.now();
  cancelUnderWay(cloud, stack, now);
  rollBackUpdate(cloud, stack, now, 'User Initiated');
});

/** CancelUpdateStack: ends what is under way and rolls the update back. */
export const cancelUpdateStack: QueryAction = {
  ...cancelUpdate,
  run(call, cloud) {
    cancelUpdate.run(call, cloud);
    return undefined;
  },
};

const continueRollback = operation(['ResourcesToSkip', 'RoleARN'], (stack, call, cloud) => {
  if (call.parameters.RoleARN !== undefined) throw notImplemented('RoleARN of ContinueUpdateRollback');
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not continue rolling back an update.`,
    );
  }
  if (stack.parent !== undefined && stack.update?.ofParent === true) {
    throw validationError('ContinueUpdateRollback is for the stack at the top, not for a nested one.');
  }
  const skipped = textList(call, 'ResourcesToSkip');
  for (const name of skipped) {
    if (isSkippable(cloud, stack, name)) continue;
    throw validationError(
      `The following resources to skip are not in UPDATE_FAILED state in the stack: [${name}]`,
    );
  }
  resumeRollback(cloud, stack, cloud.clock.now(), skipped);
});

/** Whether `LogicalId` of the stack itself, or `NESTED-STACK-NAME.LogicalId` of one below it, could not be rolled back. */
function isSkippable(cloud: Cloud, stack: StackState, name: string): boolean {
  const [nestedName, inside] = name.split('.', 2);
  const rootId = stack.parent?.rootId ?? stack.id;
  const owner =
    inside === undefined
      ? stack
      : cloud.state.stacks.find((other) => other.name === nestedName && other.parent?.rootId === rootId);
  const failed = owner?.status === 'UPDATE_ROLLBACK_FAILED' ? owner.resources : [];
  return failed.some(({ logicalId, phase }) => logicalId === (inside ?? name) && phase === 'failed');
}

/** ContinueUpdateRollback: tries again to undo an update, except for the resources to skip. */
export const continueUpdateRollback: QueryAction = {
  ...continueRollback,
  run: (call, cloud) => ({ OperationId: continueRollback.run(call, cloud)?.OperationId }),
};
