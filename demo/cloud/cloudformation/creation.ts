import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { endIfDone, failedResources } from './end-resource.ts';
import { changeStack } from './events.ts';
import { importProblem } from './imports.ts';
import { resolveOutputs } from './outputs.ts';
import { removeEverything } from './removal.ts';
import { scopeOf, templateOf } from './scope.ts';
import type { StackState } from './stack-state.ts';
import { startReady } from './start-resources.ts';
import { recordConflicts } from './validation.ts';

/** Seconds from CreateStack to the first resource, as measured on AWS. */
const SECONDS_TO_FIRST_RESOURCE = 5;

/** Starts a stack that was just accepted. */
export function startCreation(cloud: Cloud, stack: StackState, moment: number): void {
  changeStack(cloud, stack, moment, { status: 'CREATE_IN_PROGRESS', reason: 'User Initiated' });
  cloud.engine.plan(stack, moment, SECONDS_TO_FIRST_RESOURCE, 'begin-creation');
}

/** Starts the first resources, unless an export that the template needs is missing. */
export function openCreation(cloud: Cloud, stack: StackState, moment: number): void {
  const conflict = stack.checksNames === true ? recordConflicts(cloud, stack, moment) : undefined;
  if (conflict !== undefined) {
    const detailedStatus = 'VALIDATION_FAILED';
    changeStack(cloud, stack, moment, { status: 'CREATE_IN_PROGRESS', detailedStatus, reason: conflict });
    giveUp(cloud, stack, moment, conflict);
    return;
  }
  const problem = importProblem(templateOf(stack), scopeOf(cloud.state, stack));
  if (problem !== undefined) giveUp(cloud, stack, moment, problem);
  // Conditions can leave no resources to make.
  else if (stack.resources.length === 0) endIfDone(cloud, stack, moment);
  else startReady(cloud, stack, moment);
}

/** Works out the outputs; an invalid output rolls the stack back like a failed resource. */
export function finishCreation(cloud: Cloud, stack: StackState, moment: number): void {
  try {
    stack.outputs = resolveOutputs(cloud.state, stack);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    giveUp(cloud, stack, moment, `${error.message}.`);
    return;
  }
  changeStack(cloud, stack, moment, { status: 'CREATE_COMPLETE' });
}

/** Rolls a failed creation back, as an operation of its own. */
export function beginRollback(cloud: Cloud, stack: StackState, moment: number): void {
  giveUp(cloud, stack, moment, failedResources(stack).trimEnd());
}

function giveUp(cloud: Cloud, stack: StackState, moment: number, reason: string): void {
  if (stack.onFailure === 'DO_NOTHING') {
    changeStack(cloud, stack, moment, { status: 'CREATE_FAILED', reason });
    return;
  }
  if (stack.onFailure === 'DELETE') {
    removeEverything(cloud, stack, moment, {
      type: 'DELETE_STACK',
      reason: `${reason} Delete requested by user.`,
      undoesCreation: true,
    });
    return;
  }
  removeEverything(cloud, stack, moment, {
    type: 'ROLLBACK',
    reason: `${reason} Rollback requested by user.`,
    undoesCreation: true,
  });
}
