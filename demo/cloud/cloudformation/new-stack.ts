import type { Cloud } from '../cloud.ts';
import { newUuid } from '../ids.ts';
import { checkCapabilities, checkChosen, checkTemplate, dependenciesOf } from './check.ts';
import { parameterValues } from './parameters.ts';
import { parameterScope, templateOf } from './scope.ts';
import type { ResourceState, StackState } from './stack-state.ts';
import { readTemplate, type Template } from './template.ts';

/** What a new stack is made from. */
export interface StackOrder
  extends Pick<StackState, 'name' | 'accountId' | 'region' | 'creator' | 'template' | 'capabilities'>,
    Pick<StackState, 'tags' | 'onFailure' | 'retainExceptOnCreate' | 'terminationProtection' | 'parent'> {
  parameters: ReadonlyMap<string, string>;
  token?: string;
  /** Distinguishes this request from another with the same token. */
  request: string;
}

/**
 * Works out a stack and its waiting resources without making or saving anything.
 * @throws ValidationError or InsufficientCapabilitiesException if CloudFormation would refuse it
 */
export function newStack(cloud: Cloud, order: StackOrder, moment: number): StackState {
  const { parameters: given, token, request, parent, ...fields } = order;
  const declared = readTemplate(order.template);
  checkTemplate(declared);
  const parameters = parameterValues(declared.parameters, given);
  const id = `arn:aws:cloudformation:${order.region}:${order.accountId}:stack/${order.name}/${newUuid(cloud.state, moment)}`;
  const stack: StackState = {
    ...fields,
    id,
    ...(declared.description !== undefined && { description: declared.description }),
    parameters,
    disableRollback: order.onFailure === 'DO_NOTHING',
    ...(token !== undefined && { operationToken: token }),
    operations: [
      {
        type: 'CREATE_STACK',
        id: newUuid(cloud.state, moment),
        ...(token !== undefined && { token, request }),
      },
    ],
    status: '',
    createdAt: moment,
    undoesCreation: false,
    retained: [],
    resources: [],
    outputs: [],
    events: [],
    ...(parent !== undefined && { parent }),
  };
  const template = templateOf(stack);
  checkChosen(template, parameterScope(stack, template));
  checkCapabilities(template, order.capabilities);
  stack.resources = waitingResources(template, moment);
  return stack;
}

/** The resources of a template, not made yet. */
export function waitingResources(template: Template, moment: number): ResourceState[] {
  return template.resources.map((resource) => ({
    logicalId: resource.logicalId,
    type: resource.type,
    phase: 'waiting',
    status: '',
    attributes: {},
    dependsOn: dependenciesOf(resource, template),
    deletionPolicy: resource.deletionPolicy,
    updateReplacePolicy: resource.updateReplacePolicy,
    ...(resource.metadata !== undefined && { metadata: resource.metadata }),
    updatedAt: moment,
  }));
}
