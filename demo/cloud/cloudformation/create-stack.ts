import { createHash } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { notImplemented, ServiceError, validationError } from '../errors.ts';
import { newUuid } from '../ids.ts';
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
import { checkCapabilities, checkTemplate, dependenciesOf } from './check.ts';
import { startCreation } from './creation.ts';
import { checkStackName, findStack, stackArn, stacksOf } from './lookup.ts';
import { parameterValues } from './parameters.ts';
import type { OnFailure, ResourceState, StackState } from './stack-state.ts';
import { readTemplate, type Template } from './template.ts';
import { templateBody } from './template-source.ts';

const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

/** CreateStack: accepts or refuses at once; what it accepts is made by the engine. */
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
    // Empty from many clients; anything in them is refused below.
    'NotificationARNs',
    'RollbackConfiguration',
    'DisableValidation',
  ],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    checkStackName(name);
    if (name.startsWith('arn:')) throw validationError(`Stack name ${name} must not be an ARN`);
    refuseWhatIsMissing(call);
    const token = textParameter(call, 'ClientRequestToken');
    const request = fingerprint(call);
    const repeated = token === undefined ? undefined : earlierRequest(cloud, call, token, request);
    if (repeated !== undefined) return repeated;
    const text = templateBody(call, cloud);
    const template = readTemplate(text);
    checkTemplate(template);
    const capabilities = acknowledgedCapabilities(call);
    const parameters = parameterValues(template.parameters, givenParameters(call));
    checkCapabilities(template, capabilities);
    if (findStack(cloud, call, name) !== undefined) {
      throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
    }
    const now = cloud.clock.now();
    const onFailure = failureOption(call);
    const stack: StackState = {
      id: `arn:aws:cloudformation:${call.region}:${call.principal.accountId}:stack/${name}/${newUuid(cloud.state, now)}`,
      name,
      accountId: call.principal.accountId,
      region: call.region,
      creator: call.principal,
      template: text,
      ...(template.description !== undefined && { description: template.description }),
      parameters,
      capabilities,
      tags: readTags(call),
      onFailure,
      disableRollback: onFailure === 'DO_NOTHING',
      retainExceptOnCreate: flagParameter(call, 'RetainExceptOnCreate'),
      terminationProtection: flagParameter(call, 'EnableTerminationProtection'),
      ...(token !== undefined && { creationToken: token, operationToken: token }),
      creationRequest: request,
      operations: [{ type: 'CREATE_STACK', id: newUuid(cloud.state, now) }],
      status: '',
      createdAt: now,
      undoesCreation: false,
      retained: [],
      resources: newResources(template, now),
      outputs: [],
      events: [],
    };
    cloud.state.stacks.push(stack);
    startCreation(cloud, stack, now);
    return accepted(stack);
  },
};

function accepted(stack: StackState): { [name: string]: XmlValue } {
  return { StackId: stack.id, OperationId: stack.operations[0]?.id };
}

function newResources(template: Template, now: number): ResourceState[] {
  return template.resources.map((resource) => ({
    logicalId: resource.logicalId,
    type: resource.type,
    phase: 'waiting',
    status: '',
    attributes: {},
    dependsOn: dependenciesOf(resource, template),
    deletionPolicy: resource.deletionPolicy,
    updatedAt: now,
  }));
}

/** The same token with the same request is the same stack; with another request it is refused. */
function earlierRequest(
  cloud: Cloud,
  call: QueryCall,
  token: string,
  request: string,
): { [name: string]: XmlValue } | undefined {
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(token)) {
    throw validationError(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*`,
    );
  }
  const stack = stacksOf(cloud, call).find(({ creationToken }) => creationToken === token);
  if (stack === undefined) return undefined;
  if (stack.creationRequest === request) return accepted(stack);
  throw new ServiceError('TokenAlreadyExistsException', `A client request token already exists: ${token}`);
}

function fingerprint(call: QueryCall): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(call.parameters).sort()))
    .digest('hex');
}

function refuseWhatIsMissing(call: QueryCall): void {
  if (textList(call, 'NotificationARNs').length > 0) throw notImplemented('NotificationARNs of CreateStack');
  const rollback = call.parameters.RollbackConfiguration;
  if (rollback !== undefined && rollback !== '') throw notImplemented('RollbackConfiguration of CreateStack');
}

function failureOption(call: QueryCall): OnFailure {
  const onFailure = textParameter(call, 'OnFailure');
  if (onFailure === undefined) return flagParameter(call, 'DisableRollback') ? 'DO_NOTHING' : 'ROLLBACK';
  if (call.parameters.DisableRollback !== undefined) {
    throw validationError('You cannot specify both OnFailure and DisableRollback');
  }
  if (onFailure === 'ROLLBACK' || onFailure === 'DELETE' || onFailure === 'DO_NOTHING') return onFailure;
  throw validationError(
    `1 validation error detected: Value '${onFailure}' at 'onFailure' failed to satisfy constraint: Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]`,
  );
}

function acknowledgedCapabilities(call: QueryCall): string[] {
  const capabilities = textList(call, 'Capabilities');
  const unknown = capabilities.find((capability) => !CAPABILITIES.includes(capability));
  if (unknown === undefined) return capabilities;
  throw validationError(
    `1 validation error detected: Value '[${capabilities.join(', ')}]' at 'capabilities' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${CAPABILITIES.join(', ')}]]`,
  );
}

function givenParameters(call: QueryCall): Map<string, string> {
  return new Map(
    structureList(call, 'Parameters').map((entry) => {
      const { ParameterKey: key, ParameterValue: value, ...rest } = entry;
      const [unknown] = Object.keys(rest);
      if (unknown !== undefined) throw notImplemented(`${unknown} of a stack parameter`);
      if (key === undefined || value === undefined) {
        throw validationError('Parameters must have a ParameterKey and a ParameterValue');
      }
      return [key, value];
    }),
  );
}

function readTags(call: QueryCall): Tag[] {
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
