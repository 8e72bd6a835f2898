import { notImplemented, validationError } from '../errors.ts';
import { type QueryAction, requiredText, textParameter } from '../query-protocol.ts';
import { checkTemplate } from './check.ts';
import { requestedCapabilities, requestedParameters, requestedTags } from './create-stack.ts';
import { findStack, stackArn } from './lookup.ts';
import { parameterValues } from './parameters.ts';
import { removeEverything } from './removal.ts';
import type { StackState } from './stack-state.ts';
import { readTemplate } from './template.ts';
import { templateBody } from './template-source.ts';

/** States in which a stack takes an update. */
const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE'];

/** UpdateStack: says when there is nothing to do, and refuses by name what would change something. */
export const updateStack: QueryAction = {
  parameters: [
    'StackName',
    'TemplateBody',
    'TemplateURL',
    'UsePreviousTemplate',
    'Parameters',
    'Capabilities',
    'Tags',
    'ClientRequestToken',
    'DisableRollback',
  ],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    const stack = findStack(cloud, call, name);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') {
      throw validationError(`Stack [${name}] does not exist`);
    }
    if (!UPDATABLE.includes(stack.status)) {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
    }
    const previous = textParameter(call, 'UsePreviousTemplate') === 'true';
    const text = previous ? stack.template : templateBody(call, cloud);
    const template = readTemplate(text);
    checkTemplate(template);
    requestedCapabilities(call);
    const kept = new Map(stack.parameters.map(({ key, value }) => [key, value]));
    const values = parameterValues(template.parameters, requestedParameters(call, kept));
    const tags = call.parameters.Tags === undefined ? stack.tags : requestedTags(call);
    const same =
      JSON.stringify(readTemplate(stack.template)) === JSON.stringify(template) &&
      JSON.stringify(values) === JSON.stringify(stack.parameters) &&
      JSON.stringify(tags) === JSON.stringify(stack.tags);
    if (same) throw validationError('No updates are to be performed.');
    throw notImplemented('an UpdateStack that changes something');
  },
};

/** RollbackStack: undoes a creation that failed and was left as it was. */
export const rollbackStack: QueryAction = {
  parameters: ['StackName', 'ClientRequestToken', 'RetainExceptOnCreate'],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    const stack = findStack(cloud, call, name);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') {
      throw validationError(`Stack [${name}] does not exist`);
    }
    if (stack.status !== 'CREATE_FAILED') {
      throw validationError(
        `Stack:${stack.id} is in ${stack.status} state and can not be rolled back. RollbackStack takes a stack in CREATE_FAILED or UPDATE_FAILED.`,
      );
    }
    noteToken(stack, textParameter(call, 'ClientRequestToken'));
    if (textParameter(call, 'RetainExceptOnCreate') === 'true') stack.retainExceptOnCreate = true;
    removeEverything(cloud, stack, cloud.clock.now(), {
      type: 'ROLLBACK',
      reason: 'User Initiated',
      undoesCreation: true,
    });
    return { StackId: stack.id, OperationId: stack.operations.at(-1)?.id };
  },
};

function noteToken(stack: StackState, token: string | undefined): void {
  delete stack.operationToken;
  if (token !== undefined) stack.operationToken = token;
}
