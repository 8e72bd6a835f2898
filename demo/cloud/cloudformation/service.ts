import { validationError } from '../errors.ts';
import { flagParameter, type QueryAction, type QueryService, requiredText } from '../query-protocol.ts';
import { rollbackStack, updateStack } from './change-stack.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { describeEvents } from './describe-events.ts';
import { findStack, stackArn } from './lookup.ts';
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  listExports,
  listStackResources,
  listStacks,
} from './read-stacks.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './read-templates.ts';

const updateTerminationProtection: QueryAction = {
  parameters: ['StackName', 'EnableTerminationProtection'],
  resource: stackArn,
  run(call, cloud) {
    const name = requiredText(call, 'StackName');
    const stack = findStack(cloud, call, name);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') {
      throw validationError(`Stack with id ${name} does not exist`);
    }
    stack.terminationProtection = flagParameter(call, 'EnableTerminationProtection');
    cloud.changed();
    return { StackId: stack.id };
  },
};

/** AWS CloudFormation. */
export const cloudformation: QueryService = {
  version: '2010-05-15',
  namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  prefix: 'cloudformation',
  actions: new Map<string, QueryAction>(
    Object.entries({
      CreateStack: createStack,
      DeleteStack: deleteStack,
      DescribeEvents: describeEvents,
      DescribeStackEvents: describeStackEvents,
      DescribeStackResource: describeStackResource,
      DescribeStackResources: describeStackResources,
      DescribeStacks: describeStacks,
      GetTemplate: getTemplate,
      GetTemplateSummary: getTemplateSummary,
      ListExports: listExports,
      ListStackResources: listStackResources,
      ListStacks: listStacks,
      RollbackStack: rollbackStack,
      UpdateStack: updateStack,
      UpdateTerminationProtection: updateTerminationProtection,
      ValidateTemplate: validateTemplate,
    }),
  ),
};
