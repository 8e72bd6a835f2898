import type { Cloud } from '../cloud.ts';
import { brokenRule, notImplemented, ServiceError, validationError } from '../errors.ts';
import {
  flagParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  structureList,
  textList,
  textParameter,
} from '../query-protocol.ts';
import type { Tag } from '../tag.ts';
import type { XmlValue } from '../xml.ts';
import { startCreation } from './creation.ts';
import { checkStackName, findStack, stackArn } from './lookup.ts';
import { newStack } from './new-stack.ts';
import { earlierOperation, requestToken } from './request-token.ts';
import { stackPolicy } from './stack-policy.ts';
import { currentOperation, type OnFailure, type StackOperation, type StackState } from './stack-state.ts';
import { templateBody } from './template-source.ts';
import { refuseConflicts } from './validation.ts';

const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

/** CreateStack: accepts or refuses immediately; the engine makes what it accepts. */
export const createStack: QueryAction = {
  parameters: [
    'StackName',
    'TemplateBody',
    'TemplateURL',
    'Parameters',
    'Capabilities',
    'Tags',
    'OnFailure',
    'DisableRollback',
    'RetainExceptOnCreate',
    'EnableTerminationProtection',
    'ClientRequestToken',
    'DisableValidation',
    'StackPolicyBody',
    'StackPolicyURL',
    // Many clients send these empty; anything in them is refused below.
    'NotificationARNs',
    'RollbackConfiguration',
  ],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    checkStackName(name);
    if (name.startsWith('arn:')) throw validationError(`Stack name ${name} must not be an ARN`);
    refuseWhatIsMissing(call);
    const identity = requestToken(call);
    const repeated = earlierOperation(cloud, call, identity);
    if (repeated !== undefined) return accepted(repeated);
    const stack = newStack(
      cloud,
      {
        name,
        accountId: call.principal.accountId,
        region: call.region,
        creator: call.principal,
        template: templateBody(call, cloud),
        parameters: requestedParameters(call),
        capabilities: requestedCapabilities(call),
        tags: requestedTags(call),
        onFailure: failureOption(call),
        retainExceptOnCreate: flagParameter(call, 'RetainExceptOnCreate'),
        terminationProtection: flagParameter(call, 'EnableTerminationProtection'),
        ...identity,
      },
      cloud.clock.now(),
    );
    const policy = stackPolicy(call, cloud, 'StackPolicy');
    if (policy !== undefined) stack.policy = policy;
    const existing = findStack(cloud, call, name);
    if (existing !== undefined && existing.status !== 'REVIEW_IN_PROGRESS') {
      throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
    }
    if (cloud.validation !== 'off' && !flagParameter(call, 'DisableValidation')) {
      if (cloud.validation === 'refuse') refuseConflicts(cloud, stack);
      else stack.checksNames = true;
    }
    if (existing !== undefined) takePlace(cloud, existing, stack);
    cloud.state.stacks.push(stack);
    startCreation(cloud, stack, stack.createdAt);
    return accepted({ stack, operation: currentOperation(stack) });
  },
};

/** A stack that was only reviewed becomes the one that is made now, which makes its change sets obsolete. */
function takePlace(cloud: Cloud, reviewed: StackState, stack: StackState): void {
  const { id, events, changeSets = [] } = reviewed;
  Object.assign(stack, { id, events, changeSets: changeSets.map((one) => ({ ...one, ended: 'OBSOLETE' })) });
  cloud.state.stacks = cloud.state.stacks.filter((other) => other !== reviewed);
}

/** The answer to a call that starts an operation. */
export function accepted({ stack, operation }: { stack: StackState; operation: StackOperation }): {
  [name: string]: XmlValue;
} {
  return { StackId: stack.id, OperationId: operation.id };
}

/** For parameters that many clients send empty. @throws NotImplemented if there is something in them */
export function refuseWhatIsMissing(call: QueryCall): void {
  if (textList(call, 'NotificationARNs').length > 0)
    throw notImplemented(`NotificationARNs of ${call.action}`);
  const rollback = call.parameters.RollbackConfiguration;
  if (rollback !== undefined && rollback !== '')
    throw notImplemented(`RollbackConfiguration of ${call.action}`);
}

function failureOption(call: QueryCall): OnFailure {
  const onFailure = textParameter(call, 'OnFailure');
  if (onFailure === undefined) return flagParameter(call, 'DisableRollback') ? 'DO_NOTHING' : 'ROLLBACK';
  if (call.parameters.DisableRollback !== undefined) {
    throw validationError('You cannot specify both OnFailure and DisableRollback');
  }
  if (onFailure === 'ROLLBACK' || onFailure === 'DELETE' || onFailure === 'DO_NOTHING') return onFailure;
  throw brokenRule(
    onFailure,
    'onFailure',
    'Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]',
  );
}

/** The capabilities of a call. @throws ValidationError for unknown ones */
export function requestedCapabilities(call: QueryCall): string[] {
  const capabilities = textList(call, 'Capabilities');
  const unknown = capabilities.find((capability) => !CAPABILITIES.includes(capability));
  if (unknown === undefined) return capabilities;
  throw brokenRule(
    `[${capabilities.join(', ')}]`,
    'capabilities',
    `Member must satisfy constraint: [Member must satisfy enum value set: [${CAPABILITIES.join(', ')}]]`,
  );
}

/** The parameters of a call; one with UsePreviousValue keeps its value. @throws ValidationError for an entry without a value */
export function requestedParameters(
  call: QueryCall,
  previous: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  return new Map(
    structureList(call, 'Parameters').map((entry) => {
      const { ParameterKey: key, ParameterValue: given, UsePreviousValue: usePrevious, ...rest } = entry;
      const value = usePrevious === 'true' ? previous.get(key ?? '') : given;
      const [unknown] = Object.keys(rest);
      if (unknown !== undefined) throw notImplemented(`${unknown} of a stack parameter`);
      if (key === undefined || value === undefined) {
        throw validationError('Parameters must have a ParameterKey and a ParameterValue');
      }
      return [key, value];
    }),
  );
}

/** The tags of a call. @throws ValidationError if they break the rules */
export function requestedTags(call: QueryCall): Tag[] {
  const tags = structureList(call, 'Tags').map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
  if (tags.length > 50) throw validationError('Tags: a stack can have at most 50 tags');
  if (new Set(tags.map(({ key }) => key)).size < tags.length)
    throw validationError('Tags: keys must be unique');
  const bad = tags.find(
    ({ key, value }) => key === '' || key.length > 128 || value.length > 256 || key.startsWith('aws:'),
  );
  if (bad !== undefined)
    throw validationError(`Tags: the tag ${bad.key} breaks the rules for keys and values`);
  return tags;
}
