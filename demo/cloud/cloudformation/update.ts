import { isDeepStrictEqual } from 'node:util';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { newUuid } from '../ids.ts';
import type { Principal } from '../principal.ts';
import { cleanUp } from './cleanup.ts';
import { changeResource, changeStack } from './events.ts';
import { importersOf } from './importers.ts';
import { importProblem } from './imports.ts';
import { waitingResources } from './new-stack.ts';
import { resolveOutputs } from './outputs.ts';
import { scopeOf, templateOf } from './scope.ts';
import { policyRefusal } from './stack-policy.ts';
import type { ResourceState, StackOutput, StackState, StackVersion, UpdateState } from './stack-state.ts';
import { startReady } from './start-resources.ts';
import type { Draft } from './update-draft.ts';
import { giveUpUpdate } from './update-rollback.ts';
import { recordConflicts } from './validation.ts';

/** Seconds from UpdateStack to the first resource. */
const SECONDS_TO_FIRST_RESOURCE = 4;

/** The options of an update. */
export interface UpdateOptions {
  kind: UpdateState['kind'];
  creator: Principal;
  disableRollback: boolean;
  retainExceptOnCreate: boolean;
  ofParent: boolean;
  checksNames: boolean;
  /** Policies in the request: for this update, and for the stack after it. */
  policyDuring?: string;
  policyAfter?: string;
  token?: string;
  request?: string;
}

/** Starts an update to a draft, which was checked before. */
export function startUpdate(
  cloud: Cloud,
  stack: StackState,
  draft: Draft,
  options: UpdateOptions,
  moment: number,
): void {
  const { kind, creator, disableRollback, retainExceptOnCreate, ofParent, checksNames, token, request } =
    options;
  const { policyDuring, policyAfter } = options;
  stack.operations.push({
    type: 'UPDATE_STACK',
    id: newUuid(cloud.state, moment),
    ...(token !== undefined && { token }),
    ...(request !== undefined && { request }),
  });
  const wasComplete = stack.status.endsWith('_COMPLETE') || stack.status === 'REVIEW_IN_PROGRESS';
  const before = wasComplete ? versionOf(stack) : stack.update?.before;
  const leftovers = stack.update?.leftovers ?? [];
  stack.update = {
    kind,
    ...(before !== undefined && { before }),
    direction: 'forward',
    cleaning: false,
    cleaningInside: [],
    disableRollback,
    ofParent,
    leftovers,
    ...(policyDuring !== undefined && { policyDuring }),
    ...(policyAfter !== undefined && { policyAfter }),
  };
  delete stack.description;
  delete stack.operationToken;
  if (token !== undefined) stack.operationToken = token;
  Object.assign(stack, draft, { creator, disableRollback, retainExceptOnCreate, checksNames });
  stack.updatedAt = Math.round(moment);
  stack.undoesCreation = false;
  takeOver(stack, moment);
  changeStack(cloud, stack, moment, { status: `${kind}_IN_PROGRESS`, reason: 'User Initiated' });
  cloud.engine.plan(stack, moment, SECONDS_TO_FIRST_RESOURCE, 'begin-update');
}

/** What the stack consists of now, for a rollback. */
export function versionOf(stack: StackState): StackVersion {
  const { template, description, parameters, capabilities, tags, outputs, resources } = stack;
  return structuredClone({
    template,
    ...(description !== undefined && { description }),
    parameters,
    capabilities,
    tags,
    outputs,
    resources: resources.filter(({ phase }) => phase === 'complete').map(settled),
  });
}

/** A resource without the notes of an earlier operation. */
function settled(resource: ResourceState): ResourceState {
  const { change, formerly, attempted, metadataChanged, failsWith, removals, ...rest } = resource;
  return rest;
}

/** Replaces the resources with those of the new template; existing ones wait to be updated. */
function takeOver(stack: StackState, moment: number): void {
  const { update } = stack;
  if (update === undefined) return;
  const there = new Map(
    [...update.leftovers, ...stack.resources]
      .filter(({ physicalId }) => physicalId !== undefined)
      .map((resource) => [resource.logicalId, settled(resource)]),
  );
  const wanted = waitingResources(templateOf(stack), moment);
  const names = new Set(wanted.map(({ logicalId }) => logicalId));
  const isReplaced = (resource: ResourceState): boolean =>
    stack.resources.some(
      ({ logicalId, physicalId }) => logicalId === resource.logicalId && physicalId !== resource.physicalId,
    );
  const removed = stack.resources.filter(
    ({ logicalId, physicalId }) => !names.has(logicalId) && physicalId !== undefined,
  );
  update.leftovers = [
    ...update.leftovers.filter((resource) => isReplaced(resource) || !names.has(resource.logicalId)),
    ...removed.map((resource): ResourceState => ({ ...settled(resource), phase: 'complete' })),
  ];
  stack.resources = wanted.map((fresh) => {
    const old = there.get(fresh.logicalId);
    if (old === undefined) return fresh;
    const { dependsOn, deletionPolicy, updateReplacePolicy, metadata } = fresh;
    return {
      ...old,
      phase: 'waiting',
      dependsOn,
      deletionPolicy,
      ...(updateReplacePolicy !== undefined && { updateReplacePolicy }),
      metadata,
      metadataChanged: !isDeepStrictEqual(old.metadata, metadata),
    };
  });
}

/** Starts the first resources, unless a name is taken or an export that the template needs is missing. */
export function openUpdate(cloud: Cloud, stack: StackState, moment: number): void {
  const conflict = stack.checksNames === true ? recordConflicts(cloud, stack, moment) : undefined;
  if (conflict !== undefined) {
    const detailedStatus = 'VALIDATION_FAILED';
    changeStack(cloud, stack, moment, { status: 'UPDATE_IN_PROGRESS', detailedStatus, reason: conflict });
    giveUpUpdate(cloud, stack, moment, conflict);
    return;
  }
  if (isKeptFromRemoving(cloud, stack, moment)) return;
  const problem = importProblem(templateOf(stack), scopeOf(cloud.state, stack));
  if (problem === undefined) startReady(cloud, stack, moment);
  else giveUpUpdate(cloud, stack, moment, problem);
}

/** Gives the update up if the stack's policy protects something that the new template no longer has. */
function isKeptFromRemoving(cloud: Cloud, stack: StackState, moment: number): boolean {
  const kept = (stack.update?.leftovers ?? []).flatMap((resource) => {
    const reason = policyRefusal(stack, resource, 'Update:Delete');
    return reason === undefined ? [] : [{ resource, reason }];
  });
  if (kept.length === 0) return false;
  for (const { resource, reason } of kept)
    changeResource(cloud, stack, resource, moment, { status: 'UPDATE_FAILED', reason });
  const names = kept.map(({ resource }) => resource.logicalId).join(', ');
  giveUpUpdate(cloud, stack, moment, `The following resource(s) failed to update: [${names}]. `);
  return true;
}

/** All resources are as they should be, in either direction: works out the outputs, then cleans up. */
export function finishUpdate(cloud: Cloud, stack: StackState, moment: number): void {
  const { update } = stack;
  if (update === undefined) return;
  if (update.direction === 'forward') {
    const outputs = newOutputs(cloud, stack);
    if (typeof outputs === 'string') {
      giveUpUpdate(cloud, stack, moment, outputs);
      return;
    }
    stack.outputs = outputs;
    if (update.policyAfter !== undefined) stack.policy = update.policyAfter;
  }
  cleanUp(cloud, stack, moment);
}

/** The new outputs, or what is wrong with them: an export must not change while others import it. */
function newOutputs(cloud: Cloud, stack: StackState): StackOutput[] | string {
  try {
    const outputs = resolveOutputs(cloud.state, stack);
    for (const { exportName, value } of stack.outputs) {
      if (exportName === undefined) continue;
      const kept = outputs.find((output) => output.exportName === exportName);
      if (kept?.value === value) continue;
      const importers = importersOf(cloud.state, stack, exportName);
      if (importers.length === 0) continue;
      return `Export ${exportName} cannot be ${kept === undefined ? 'deleted' : 'updated'} as it is in use by ${importers.join(', ')}`;
    }
    return outputs;
  } catch (error) {
    if (error instanceof ServiceError) return `${error.message}.`;
    throw error;
  }
}
