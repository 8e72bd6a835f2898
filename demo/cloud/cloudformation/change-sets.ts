import type { Cloud } from '../cloud.ts';
import { notImplemented, ServiceError, validationError } from '../errors.ts';
import { newUuid } from '../ids.ts';
import {
  flagParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  textParameter,
} from '../query-protocol.ts';
import type { XmlValue } from '../xml.ts';
import { requestedCapabilities, requestedParameters, requestedTags } from './create-stack.ts';
import { changeStack } from './events.ts';
import { checkImport, wantedImports } from './imports-wanted.ts';
import { checkStackName, findStack, requireLivingStack, stackArn, stacksOf } from './lookup.ts';
import { newStack } from './new-stack.ts';
import { requestToken } from './request-token.ts';
import type { ChangeSetState, StackState } from './stack-state.ts';
import { templateBody } from './template-source.ts';
import { startUpdate } from './update.ts';
import { draftUpdate } from './update-draft.ts';

/** AWS seconds until a change set can be executed. */
const SECONDS_TO_BE_READY = 5;
const SETTLED = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS',
];

/** CreateChangeSet: of the type IMPORT only; that is the one thing that nothing else can do. */
export const createChangeSet: QueryAction = {
  parameters: [
    'StackName',
    'ChangeSetName',
    'ChangeSetType',
    'TemplateBody',
    'TemplateURL',
    'UsePreviousTemplate',
    'Parameters',
    'Capabilities',
    'Tags',
    'ResourcesToImport',
    'Description',
  ],
  resource: stackArn,
  run(call, cloud) {
    const type = textParameter(call, 'ChangeSetType') ?? 'UPDATE';
    if (type !== 'IMPORT') throw notImplemented(`a change set of the type ${type}`);
    const stackName = requiredText(call, 'StackName');
    const name = requiredText(call, 'ChangeSetName');
    checkStackName(stackName);
    const now = cloud.clock.now();
    const existing = findStack(cloud, call, stackName);
    const stack = existing ?? reviewedStack(cloud, call, stackName, now);
    if (!SETTLED.includes(stack.status) && existing !== undefined) {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
    }
    if (stack.changeSets?.some((other) => other.name === name)) {
      throw new ServiceError('AlreadyExistsException', `ChangeSet ${name} already exists`);
    }
    const version = draftUpdate(stack, {
      template: flagParameter(call, 'UsePreviousTemplate') ? stack.template : templateBody(call, cloud),
      parameters: requestedParameters(call, new Map(stack.parameters.map(({ key, value }) => [key, value]))),
      capabilities: requestedCapabilities(call),
      tags: call.parameters.Tags === undefined ? stack.tags : requestedTags(call),
    });
    const imports = wantedImports(call);
    checkImport(cloud.state, stack, version, imports);
    if (existing === undefined) {
      cloud.state.stacks.push(stack);
      changeStack(cloud, stack, now, { status: 'REVIEW_IN_PROGRESS', reason: 'User Initiated' });
    }
    const id = `arn:aws:cloudformation:${stack.region}:${stack.accountId}:changeSet/${name}/${newUuid(cloud.state, now)}`;
    const description = textParameter(call, 'Description');
    const readyAt = now + (SECONDS_TO_BE_READY * 1000) / cloud.speed;
    const changeSet: ChangeSetState = {
      id,
      name,
      createdAt: now,
      readyAt,
      ...(description !== undefined && { description }),
      version,
      imports,
    };
    stack.changeSets = [...(stack.changeSets ?? []), changeSet];
    cloud.changed();
    return { Id: id, StackId: stack.id };
  },
};

/** A stack that has nothing yet but a change set. */
function reviewedStack(cloud: Cloud, call: QueryCall, name: string, moment: number): StackState {
  if (name.startsWith('arn:')) throw validationError(`Stack [${name}] does not exist`);
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
      onFailure: 'ROLLBACK',
      retainExceptOnCreate: false,
      terminationProtection: false,
      request: '',
    },
    moment,
  );
  stack.resources = [];
  stack.operations = [{ type: 'CREATE_CHANGESET', id: newUuid(cloud.state, moment) }];
  return stack;
}

/** DescribeChangeSet: what it would do, and whether it can be executed. */
export const describeChangeSet: QueryAction = {
  parameters: ['StackName', 'ChangeSetName', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const { stack, changeSet } = changeSetOf(call, cloud);
    const { version, imports, description } = changeSet;
    return {
      ...summary(cloud, stack, changeSet),
      Description: description,
      Parameters: version.parameters.map(({ key, value, noEcho }) => ({
        ParameterKey: key,
        ParameterValue: noEcho ? '****' : value,
      })),
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: version.capabilities,
      Tags: version.tags.map(({ key, value }) => ({ Key: key, Value: value })),
      Changes: imports.map(({ logicalId, type, identifier }) => ({
        Type: 'Resource',
        ResourceChange: {
          Action: 'Import',
          LogicalResourceId: logicalId,
          PhysicalResourceId: Object.values(identifier)[0],
          ResourceType: type,
          Scope: [],
          Details: [],
        },
      })),
    };
  },
};

/** ListChangeSets: those of a stack that were not executed. */
export const listChangeSets: QueryAction = {
  parameters: ['StackName', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const stack = requireLivingStack(cloud, call, requiredText(call, 'StackName'));
    return { Summaries: (stack.changeSets ?? []).map((changeSet) => summary(cloud, stack, changeSet)) };
  },
};

function summary(cloud: Cloud, stack: StackState, changeSet: ChangeSetState): { [name: string]: XmlValue } {
  const ready = isReady(cloud, changeSet);
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: ready ? 'AVAILABLE' : 'UNAVAILABLE',
    Status: ready ? 'CREATE_COMPLETE' : 'CREATE_IN_PROGRESS',
    IncludeNestedStacks: false,
  };
}

function isReady({ clock }: Cloud, { readyAt }: ChangeSetState): boolean {
  return clock.now() >= readyAt;
}

/** ExecuteChangeSet: begins the import. The other change sets of the stack are gone with it. */
export const executeChangeSet: QueryAction = {
  parameters: ['StackName', 'ChangeSetName', 'ClientRequestToken'],
  resource: stackArn,
  run(call, cloud) {
    const { stack, changeSet } = changeSetOf(call, cloud);
    if (!isReady(cloud, changeSet) || !SETTLED.includes(stack.status)) {
      throw new ServiceError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current status of [CREATE_IN_PROGRESS]`,
      );
    }
    delete stack.changeSets;
    startUpdate(
      cloud,
      stack,
      changeSet.version,
      {
        kind: 'IMPORT',
        creator: call.principal,
        disableRollback: false,
        retainExceptOnCreate: false,
        ofParent: false,
        checksNames: false,
        ...requestToken(call),
      },
      cloud.clock.now(),
    );
    for (const { logicalId, identifier } of changeSet.imports) {
      const resource = stack.resources.find((candidate) => candidate.logicalId === logicalId);
      if (resource !== undefined) Object.assign(resource, { change: 'import', attempted: identifier });
    }
    return {};
  },
};

/** DeleteChangeSet: one that is not there (any more) is no error. */
export const deleteChangeSet: QueryAction = {
  parameters: ['StackName', 'ChangeSetName'],
  resource: stackArn,
  run(call, cloud) {
    const wanted = requiredText(call, 'ChangeSetName');
    for (const stack of stacksOf(cloud, call)) {
      if (stack.changeSets === undefined) continue;
      stack.changeSets = stack.changeSets.filter((one) => !isNamed(call, stack, one, wanted));
    }
    cloud.changed();
    return {};
  },
};

function changeSetOf(call: QueryCall, cloud: Cloud): { stack: StackState; changeSet: ChangeSetState } {
  const wanted = requiredText(call, 'ChangeSetName');
  for (const stack of stacksOf(cloud, call)) {
    const changeSet = stack.changeSets?.find((one) => isNamed(call, stack, one, wanted));
    if (changeSet !== undefined) return { stack, changeSet };
  }
  throw new ServiceError('ChangeSetNotFound', `ChangeSet [${wanted}] does not exist`, 404);
}

/** By its ARN, or by its name together with the stack's. */
function isNamed(call: QueryCall, stack: StackState, { id, name }: ChangeSetState, wanted: string): boolean {
  if (id === wanted) return true;
  const stackName = textParameter(call, 'StackName');
  return name === wanted && stackName !== undefined && [stack.name, stack.id].includes(stackName);
}
