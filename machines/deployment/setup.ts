import { type AnyEventObject, assign, fromCallback, fromPromise, setup } from 'xstate';
import type { InitPlan } from '../../src/init/plan.ts';
import type { ProjectStack } from '../../src/project/project.ts';
import { asProblem, type ProblemText } from '../../src/values/problem.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { DeploymentContext, DeploymentEvent, DeploymentInput, DeploymentOutput } from './types.ts';

export const retry: TransitionMeta = { key: 'r', label: 'try again', footer: 1 };
export const cleanUp: TransitionMeta = {
  key: 'c',
  label: 'clean up',
  footer: 2,
  help: 'Deletes the stack of this attempt; asks before it deletes a bucket.',
};
export const keep: TransitionMeta = {
  key: 'escape',
  label: 'keep and leave',
  footer: 3,
  help: 'Leaves everything as it is; `init` in this folder offers to go on.',
};
export const openConsole: TransitionMeta = { key: 'o', label: 'open in the console', footer: 4 };
export const copyError: TransitionMeta = { key: 'y', label: 'copy the error', footer: 5 };

/** What was thrown, as the three lines that a context may hold. */
export const problemOf = (thrown: unknown): ProblemText => asProblem(thrown).toJSON();

/** The types, guards and actors of a deployment; its states are built on them in the files beside this one. */
export const deploymentSetup = setup({
  types: {
    context: {} as DeploymentContext,
    events: {} as DeploymentEvent,
    input: {} as DeploymentInput,
    output: {} as DeploymentOutput,
    meta: {} as StateMeta,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    createStack: fromPromise<{ stackId: string }, { context: DeploymentContext }>(notProvided('createStack')),
    /** Sends UPDATE while it runs, then SETTLED or BROKEN. */
    follow: fromCallback<AnyEventObject, { context: DeploymentContext }>(() => {
      throw new Error('the actor "follow" is not provided');
    }),
    storeTemplate: fromPromise<ProjectStack, { context: DeploymentContext }>(notProvided('storeTemplate')),
    writeFiles: fromPromise<string[], { context: DeploymentContext }>(notProvided('writeFiles')),
    /** Deletes the stack and sends UPDATE while it goes, then REMOVED or BROKEN. */
    removeStack: fromCallback<AnyEventObject, { context: DeploymentContext }>(() => {
      throw new Error('the actor "removeStack" is not provided');
    }),
    /** Another attempt: a new token, and a new name where the old one cannot be used. */
    planAgain: fromPromise<InitPlan, { context: DeploymentContext; rename: boolean }>(
      notProvided('planAgain'),
    ),
    deleteBucket: fromPromise<void, { context: DeploymentContext }>(notProvided('deleteBucket')),
    forget: fromPromise<void, { context: DeploymentContext }>(notProvided('forget')),
  },
  guards: {
    isCleanUp: ({ context }) => context.cleanUp === true,
    hasSucceeded: ({ event }) => event.type === 'SETTLED' && event.update.progress.outcome === 'succeeded',
    nameIsTaken: ({ context }) =>
      context.problem?.code === 'STACK_EXISTS' ||
      context.failure?.progress.causes.some((cause) => cause.nameTaken) === true,
    hasStack: ({ context }) => context.stackId !== undefined,
  },
  actions: {
    openConsole: () => {
      throw new Error('the action "openConsole" is not provided');
    },
    copyError: () => {
      throw new Error('the action "copyError" is not provided');
    },
    takeUpdate: assign(({ event }) =>
      event.type === 'UPDATE' || event.type === 'SETTLED' ? { update: event.update, problem: undefined } : {},
    ),
    takeProblem: assign(({ event }) => (event.type === 'BROKEN' ? { problem: event.problem } : {})),
    keepFailure: assign(({ context }) => ({ failure: context.update })),
    startOver: assign({
      stackId: undefined,
      update: undefined,
      problem: undefined,
      failure: undefined,
      resumed: undefined,
    }),
    forgetProblem: assign({ problem: undefined }),
  },
});
