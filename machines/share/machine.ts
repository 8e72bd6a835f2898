import { assign, fromPromise, setup } from 'xstate';
import { type SharePlan, shareSize } from '../../src/flows/share/plan.ts';
import { given } from '../kit/given.ts';
import { back, cancel, confirm, leave, next } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { busyMeta, done, failed, finished, left, notYet, reviewMeta, writingMeta } from '../kit/states.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { SharePaneId } from './meta.ts';
import type {
  PlannedShare,
  ShareContext,
  SharedFolder,
  ShareEvent,
  ShareInput,
  ShareOutput,
} from './types.ts';

const shareSetup = setup({
  types: {
    context: {} as ShareContext,
    events: {} as ShareEvent,
    input: {} as ShareInput,
    output: {} as ShareOutput,
    meta: {} as StateMeta<SharePaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    /** Returns the remembered folders. */
    look: fromPromise<readonly string[], { folder: string }>(notProvided('look')),
    plan: fromPromise<PlannedShare, { folder: string; typed: string }>(notProvided('plan')),
    write: fromPromise<readonly SharedFolder[], { plan: SharePlan }>(notProvided('write')),
  },
  guards: {
    namesFolder: ({ context }) => context.typed.trim() !== '',
    hasTargets: ({ context }) => context.targets.length > 0,
    hasWork: ({ context }) => context.planned !== undefined && shareSize(context.planned.plan) > 0,
  },
  actions: { keepProblem: assign(keepProblem), forget: assign({ problem: undefined }) },
});

/**
 * The flow `share`: the folder of another frontend, review, write. Without a folder, all that share the backend are
 * updated together. Nothing is written before CONFIRM on the review.
 */
export const shareMachine = shareSetup.createMachine({
  id: 'share',
  context: ({ input }) => ({ ...input, targets: [], typed: input.target ?? '' }),
  initial: 'looking',
  output: ({ context: { written } }) =>
    written ? { kind: 'shared', roots: written.map(({ root }) => root) } : { kind: 'left' },
  states: {
    looking: {
      meta: { pane: 'share.looking', title: 'Looking at the project', busy: 'reading the project' },
      invoke: {
        src: 'look',
        input: ({ context }) => ({ folder: context.folder }),
        onDone: { target: 'folder', actions: assign(({ event }) => ({ targets: event.output })) },
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: cancel } },
    },
    unreadable: failed('share.looking', notYet, 'looking', 'left', leave),
    folder: {
      meta: { pane: 'share.folder', title: 'Share this backend with another frontend' },
      on: {
        TYPE: { actions: assign(({ event }) => ({ typed: event.folder })) },
        NEXT: [
          { guard: 'namesFolder', target: 'planning', meta: next('review') },
          {
            guard: 'hasTargets',
            target: 'planning',
            meta: next('update all'),
          },
        ],
        BACK: { target: 'left', meta: cancel },
      },
    },
    planning: {
      meta: busyMeta('share.review', 'Comparing the folders'),
      invoke: {
        src: 'plan',
        // A folder named on the command line may end with a blank.
        input: ({ context: { folder, target, typed } }) => ({
          folder,
          typed: typed === target ? typed : typed.trim(),
        }),
        onDone: { target: 'review', actions: assign(({ event }) => ({ planned: event.output })) },
        onError: failsTo('notPlanned'),
      },
      on: { BACK: { target: 'folder', meta: back() } },
    },
    notPlanned: failed('share.review', notYet, 'planning', 'folder'),
    review: {
      meta: reviewMeta('share.review'),
      on: {
        CONFIRM: {
          guard: 'hasWork',
          target: 'writing',
          meta: confirm('write'),
        },
        BACK: { target: 'folder', meta: back() },
      },
    },
    writing: {
      meta: writingMeta('share.review', 'Writing the files'),
      invoke: {
        src: 'write',
        input: ({ context }) => ({ plan: given(context, 'planned').planned.plan }),
        onDone: { target: 'done', actions: assign(({ event }) => ({ written: event.output })) },
        onError: failsTo('notWritten'),
      },
    },
    notWritten: failed('share.review', 'Not everything was written', 'planning', 'folder'),
    done: done('share.done', 'Done'),
    finished,
    left: { ...left, entry: assign({ written: undefined }) },
  },
});
