import { validationError } from '../errors.ts';
import { flagParameter, type QueryAction, requiredText } from '../query-protocol.ts';
import {
  accepted,
  refuseWhatIsMissing,
  requestedCapabilities,
  requestedParameters,
  requestedTags,
} from './create-stack.ts';
import { requireStack, stackArn } from './lookup.ts';
import { earlierOperation, requestToken } from './request-token.ts';
import { stackPolicy } from './stack-policy.ts';
import { currentOperation, type StackState } from './stack-state.ts';
import { templateBody } from './template-source.ts';
import { startUpdate } from './update.ts';
import { changesNothing, draftUpdate, withDraft } from './update-draft.ts';
import { refuseConflicts } from './validation.ts';

/** States in which a stack can be updated. */
const UPDATABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];
/** States in which it can be updated only if a failure leaves everything as it is. */
const LEFT_AS_FAILED = ['CREATE_FAILED', 'UPDATE_FAILED'];

/** UpdateStack: accepts or refuses immediately; the engine carries out what it accepts. */
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
    'RetainExceptOnCreate',
    'DisableValidation',
    'StackPolicyBody',
    'StackPolicyURL',
    'StackPolicyDuringUpdateBody',
    'StackPolicyDuringUpdateURL',
    // Many clients send these empty; anything in them is refused below.
    'NotificationARNs',
    'RollbackConfiguration',
  ],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    refuseWhatIsMissing(call);
    const identity = requestToken(call);
    const repeated = earlierOperation(cloud, call, identity);
    if (repeated !== undefined) return accepted(repeated);
    const stack = requireStack(cloud, call, name);
    const disableRollback = flagParameter(call, 'DisableRollback');
    checkState(stack, disableRollback);
    const previous = flagParameter(call, 'UsePreviousTemplate');
    if (previous && (call.parameters.TemplateBody ?? call.parameters.TemplateURL) !== undefined) {
      throw validationError('You cannot specify both usePreviousTemplate and Template Body/Template URL.');
    }
    const draft = draftUpdate(stack, {
      template: previous ? stack.template : templateBody(call, cloud),
      parameters: requestedParameters(call, new Map(stack.parameters.map(({ key, value }) => [key, value]))),
      capabilities: requestedCapabilities(call),
      tags: call.parameters.Tags === undefined ? stack.tags : requestedTags(call),
    });
    const policyDuring = stackPolicy(call, cloud, 'StackPolicyDuringUpdate');
    const policyAfter = stackPolicy(call, cloud, 'StackPolicy');
    const same = changesNothing(cloud, stack, draft);
    if (same) throw validationError('No updates are to be performed.');
    const checks = cloud.validation !== 'off' && !flagParameter(call, 'DisableValidation');
    if (checks && cloud.validation === 'refuse') refuseConflicts(cloud, withDraft(stack, draft));
    startUpdate(
      cloud,
      stack,
      draft,
      {
        kind: 'UPDATE',
        creator: call.principal,
        disableRollback,
        retainExceptOnCreate: flagParameter(call, 'RetainExceptOnCreate'),
        ofParent: false,
        checksNames: checks && cloud.validation === 'stack',
        ...(policyDuring !== undefined && { policyDuring }),
        ...(policyAfter !== undefined && { policyAfter }),
        ...identity,
      },
      cloud.clock.now(),
    );
    return accepted({ stack, operation: currentOperation(stack) });
  },
};

function checkState(stack: StackState, disableRollback: boolean): void {
  if (LEFT_AS_FAILED.includes(stack.status)) {
    if (disableRollback) return;
    throw validationError(
      `This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API`,
    );
  }
  if (!UPDATABLE.includes(stack.status)) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
}
