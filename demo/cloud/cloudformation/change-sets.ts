import type { Cloud } from '../cloud.ts';
import { brokenRule, notImplemented, ServiceError, validationError } from '../errors.ts';
import { newUuid } from '../ids.ts';
import {
  flagParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  textParameter,
} from '../query-protocol.ts';
import type { XmlValue } from '../xml.ts';
import {
  refuseWhatIsMissing,
  requestedCapabilities,
  requestedParameters,
  requestedTags,
} from './create-stack.ts';
import { startCreation } from './creation.ts';
import { changeStack } from './events.ts';
import { checkImport, wantedImports } from './imports-wanted.ts';
import { checkStackName, findStack, requireLivingStack, stackArn, stacksOf } from './lookup.ts';
import { newStack, waitingResources } from './new-stack.ts';
import { plannedChanges } from './planned-changes.ts';
import { requestToken } from './request-token.ts';
import { templateOf } from './scope.ts';
import type { ChangeSetState, StackState } from './stack-state.ts';
import { templateBody } from './template-source.ts';
import { startUpdate } from './update.ts';
import { changesNothing, draftUpdate } from './update-draft.ts';
import { unlessEmpty } from './views.ts';

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

const TYPES = ['CREATE', 'UPDATE', 'IMPORT'] as const;
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** CreateChangeSet: for a new stack, for changes to an existing one, or for resources to import. */
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
    'IncludeNestedStacks',
    // Many clients send these empty; anything in them is refused below.
    'NotificationARNs',
    'RollbackConfiguration',
  ],
  resource: stackArn,
  run(call, cloud) {
    refuseWhatIsMissing(call);
    if (flagParameter(call, 'IncludeNestedStacks')) {
      throw notImplemented('IncludeNestedStacks of CreateChangeSet');
    }
    const type = requestedType(call);
    const stackName = requiredText(call, 'StackName');
    const name = requiredText(call, 'ChangeSetName');
    checkStackName(stackName);
    const now = cloud.clock.now();
    const existing = findStack(cloud, call, stackName);
    checkForType(type, existing, stackName, name);
    const stack = existing ?? reviewedStack(cloud, call, stackName, now);
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
    if (type === 'IMPORT') checkImport(cloud.state, stack, version, imports);
    else if (imports.length > 0) throw notImplemented(`ResourcesToImport of the type ${type}`);
    const failed = type === 'UPDATE' && changesNothing(cloud, stack, version) ? NO_CHANGES : undefined;
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
      type,
      ...(failed !== undefined && { failed }),
    };
    stack.changeSets = [...(stack.changeSets ?? []), changeSet];
    cloud.changed();
    return { Id: id, StackId: stack.id };
  },
};

function requestedType(call: QueryCall): (typeof TYPES)[number] {
  const given = textParameter(call, 'ChangeSetType') ?? 'UPDATE';
  const type = TYPES.find((candidate) => candidate === given);
  if (type !== undefined) return type;
  throw brokenRule(given, 'changeSetType', 'Member must satisfy enum value set: [IMPORT, CREATE, UPDATE]');
}

/** Throws ValidationError for a stack that this type of change set does not apply to. */
function checkForType(
  type: (typeof TYPES)[number],
  stack: StackState | undefined,
  stackName: string,
  name: string,
): void {
  const inReview = stack?.status === 'REVIEW_IN_PROGRESS';
  if (type === 'CREATE') {
    if (stack === undefined || inReview) return;
    throw validationError(
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [${name}].`,
    );
  }
  if (stack === undefined) {
    if (type === 'IMPORT') return;
    throw validationError(`Stack [${stackName}] does not exist`);
  }
  if (SETTLED.includes(stack.status) && !(inReview && type === 'UPDATE')) return;
  throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

/** A stack that has only a change set so far. */
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
    const { version, imports, description, type = 'IMPORT', failed } = changeSet;
    const planned =
      type === 'IMPORT' ? [] : (changeSet.changes ?? plannedChanges(cloud.state, stack, version));
    return {
      ...summary(cloud, stack, changeSet),
      Description: description,
      Parameters: unlessEmpty(
        version.parameters.map(({ key, value, noEcho }) => ({
          ParameterKey: key,
          ParameterValue: noEcho ? '****' : value,
        })),
      ),
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: version.capabilities,
      Tags: unlessEmpty(version.tags.map(({ key, value }) => ({ Key: key, Value: value }))),
      StatusReason: failed,
      Changes:
        failed !== undefined
          ? []
          : [
              ...planned,
              ...imports.map(({ logicalId, type, identifier }) => ({
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
            ],
    };
  },
};

/** ListChangeSets: those of a stack that were not executed yet. */
export const listChangeSets: QueryAction = {
  parameters: ['StackName', 'NextToken'],
  resource: stackArn,
  run(call, cloud) {
    const stack = requireLivingStack(cloud, call, requiredText(call, 'StackName'));
    const waiting = (stack.changeSets ?? []).filter(({ ended }) => ended === undefined);
    return { Summaries: waiting.map((changeSet) => summary(cloud, stack, changeSet)) };
  },
};

function summary(cloud: Cloud, stack: StackState, changeSet: ChangeSetState): { [name: string]: XmlValue } {
  const { status, execution } = leftInAwsBy(cloud, changeSet);
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: execution,
    Status: status,
    IncludeNestedStacks: false,
  };
}

function leftInAwsBy(
  { clock }: Cloud,
  { readyAt, failed, ended }: ChangeSetState,
): { status: string; execution: string } {
  if (clock.now() < readyAt) return { status: 'CREATE_IN_PROGRESS', execution: 'UNAVAILABLE' };
  if (failed !== undefined) return { status: 'FAILED', execution: 'UNAVAILABLE' };
  return { status: 'CREATE_COMPLETE', execution: ended ?? 'AVAILABLE' };
}

/** ExecuteChangeSet: starts the operation and drops the other change sets of the stack. */
export const executeChangeSet: QueryAction = {
  parameters: ['StackName', 'ChangeSetName', 'ClientRequestToken', 'DisableRollback', 'RetainExceptOnCreate'],
  resource: stackArn,
  run(call, cloud) {
    const { stack, changeSet } = changeSetOf(call, cloud);
    const { status, execution } = leftInAwsBy(cloud, changeSet);
    if (execution !== 'AVAILABLE' || !SETTLED.includes(stack.status)) {
      const selected =
        status === 'CREATE_COMPLETE' ? `execution status of [${execution}]` : `status of [${status}]`;
      throw new ServiceError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current ${selected}`,
      );
    }
    const { type = 'IMPORT', version } = changeSet;
    if (type !== 'IMPORT') changeSet.changes = plannedChanges(cloud.state, stack, version);
    changeSet.ended = 'EXECUTE_COMPLETE';
    stack.changeSets = [changeSet];
    stack.changeSetId = changeSet.id;
    const disableRollback = flagParameter(call, 'DisableRollback');
    const retainExceptOnCreate = flagParameter(call, 'RetainExceptOnCreate');
    if (type === 'CREATE') {
      createReviewed(cloud, stack, changeSet, call, { disableRollback, retainExceptOnCreate });
      return {};
    }
    startUpdate(
      cloud,
      stack,
      version,
      {
        kind: type,
        creator: call.principal,
        disableRollback,
        retainExceptOnCreate,
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

/** Makes a stack that was only reviewed so far. */
function createReviewed(
  cloud: Cloud,
  stack: StackState,
  { version }: ChangeSetState,
  call: QueryCall,
  options: Pick<StackState, 'disableRollback' | 'retainExceptOnCreate'>,
): void {
  const now = cloud.clock.now();
  const { token, request } = requestToken(call);
  Object.assign(stack, version, options, { creator: call.principal, updatedAt: Math.round(now) });
  stack.onFailure = options.disableRollback ? 'DO_NOTHING' : 'ROLLBACK';
  stack.resources = waitingResources(templateOf(stack), now);
  if (token !== undefined) stack.operationToken = token;
  const id = newUuid(cloud.state, now);
  stack.operations.push({ type: 'CREATE_STACK', id, ...(token !== undefined && { token, request }) });
  startCreation(cloud, stack, now);
}

/** DeleteChangeSet: succeeds also if the change set does not exist (any more). */
export const deleteChangeSet: QueryAction = {
  parameters: ['StackName', 'ChangeSetName'],
  resource: stackArn,
  run(call, cloud) {
    const wanted = requiredText(call, 'ChangeSetName');
    requireStackOf(call, cloud, wanted);
    for (const stack of stacksOf(cloud, call)) {
      if (stack.changeSets === undefined) continue;
      stack.changeSets = stack.changeSets.filter((one) => !isNamed(call, stack, one, wanted));
    }
    cloud.changed();
    return {};
  },
};

/** The change set that a call names. @throws ValidationError or ChangeSetNotFound */
export function changeSetOf(call: QueryCall, cloud: Cloud): { stack: StackState; changeSet: ChangeSetState } {
  const wanted = requiredText(call, 'ChangeSetName');
  requireStackOf(call, cloud, wanted);
  for (const stack of stacksOf(cloud, call)) {
    const changeSet = stack.changeSets?.find((one) => isNamed(call, stack, one, wanted));
    if (changeSet !== undefined) return { stack, changeSet };
  }
  throw new ServiceError('ChangeSetNotFound', `ChangeSet [${wanted}] does not exist`, 404);
}

/** A plain name is looked up in a stack, which the call has to name and which has to exist. */
function requireStackOf(call: QueryCall, cloud: Cloud, wanted: string): void {
  if (wanted.startsWith('arn:')) return;
  const stackName = textParameter(call, 'StackName');
  if (stackName === undefined) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  if (findStack(cloud, call, stackName) === undefined) {
    throw validationError(`Stack [${stackName}] does not exist`);
  }
}

/** Whether `wanted` is its ARN, or its name together with the stack's. */
function isNamed(call: QueryCall, stack: StackState, { id, name }: ChangeSetState, wanted: string): boolean {
  if (id === wanted) return true;
  const stackName = textParameter(call, 'StackName');
  return name === wanted && stackName !== undefined && [stack.name, stack.id].includes(stackName);
}
