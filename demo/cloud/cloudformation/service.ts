import { validationError } from '../errors.ts';
import { flagParameter, type QueryAction, type QueryService, requiredText } from '../query-protocol.ts';
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './change-sets.ts';
import { cancelUpdateStack, continueUpdateRollback, rollbackStack } from './change-stack.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { describeEvents } from './describe-events.ts';
import { findStack, stackArn } from './lookup.ts';
import { listExports, listImports } from './read-exports.ts';
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  listStackResources,
  listStacks,
} from './read-stacks.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './read-templates.ts';
import { getStackPolicy, setStackPolicy } from './stack-policy.ts';
import { updateStack } from './update-stack.ts';

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
      CancelUpdateStack: cancelUpdateStack,
      ContinueUpdateRollback: continueUpdateRollback,
      CreateChangeSet: createChangeSet,
      CreateStack: createStack,
      DeleteChangeSet: deleteChangeSet,
      DeleteStack: deleteStack,
      DescribeChangeSet: describeChangeSet,
      DescribeEvents: describeEvents,
      DescribeStackEvents: describeStackEvents,
      DescribeStackResource: describeStackResource,
      DescribeStackResources: describeStackResources,
      DescribeStacks: describeStacks,
      ExecuteChangeSet: executeChangeSet,
      GetStackPolicy: getStackPolicy,
      GetTemplate: getTemplate,
      GetTemplateSummary: getTemplateSummary,
      ListChangeSets: listChangeSets,
      ListExports: listExports,
      ListImports: listImports,
      ListStackResources: listStackResources,
      ListStacks: listStacks,
      RollbackStack: rollbackStack,
      SetStackPolicy: setStackPolicy,
      UpdateStack: updateStack,
      UpdateTerminationProtection: updateTerminationProtection,
      ValidateTemplate: validateTemplate,
    }),
  ),
};
