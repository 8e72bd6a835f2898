import { assign, fromPromise, setup } from 'xstate';
import { type AccessPlan, planAccess } from '../../src/flows/access/plan.ts';
import { given } from '../kit/given.ts';
import { cancel, leave } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { confirming, reviewing, running, stopped } from '../kit/removal.ts';
import { busyMeta, done, failed, finished, left, notYet } from '../kit/states.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { AccessPaneId } from './meta.ts';
import type { AccessContext, AccessEvent, AccessInput, AccessOutput, LookedAccess } from './types.ts';

/** The input for carrying out a plan, with a callback for each step. */
export interface AccessRun {
  readonly plan: AccessPlan;
  readonly onStep: (index: number) => void;
}

const accessSetup = setup({
  types: {
    context: {} as AccessContext,
    events: {} as AccessEvent,
    input: {} as AccessInput,
    output: {} as AccessOutput,
    meta: {} as StateMeta<AccessPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<LookedAccess, AccessInput>(notProvided('look')),
    run: fromPromise<void, AccessRun>(notProvided('run')),
  },
  guards: {
    hasWork: ({ context }) => planned(context).steps.length > 0,
    isConfirmed: ({ context: { typed, profile } }) => typed.trim() === profile,
  },
  actions: {
    keepProblem: assign(keepProblem),
    forget: assign({ problem: undefined }),
    decide: assign(({ context: { decided }, event }) =>
      event.type === 'DECIDE' ? { decided: { ...decided, [event.key]: event.taken } } : {},
    ),
    takeName: assign(({ event }) => (event.type === 'TYPE' ? { typed: event.name } : {})),
    keepPlan: assign(({ context }) => ({ plan: planned(context) })),
    takeStep: assign(({ event }) => (event.type === 'STEP' ? { step: event.index } : {})),
  },
});

/** The plan as it would be carried out now. */
export function planned(context: Pick<AccessContext, 'found' | 'decided'>): AccessPlan {
  const { found, decided } = given(context, 'found', 'decided');
  return planAccess(found, decided);
}

const review = reviewing('access.review', 'changed', 'take it away');
const carrying = running('access.running', 'Taking it away', 'taking the access away', 'doing it again');

/**
 * The flow `access`: shows what AWS has for a profile, piece by piece; after its name is typed, removes it step by step,
 * the profile last. Nothing is changed before CONFIRM, and an interrupted run is resumed.
 */
export const accessMachine = accessSetup.createMachine({
  id: 'access',
  context: ({ input }) => ({ ...input, decided: {}, typed: '' }),
  initial: 'looking',
  output: ({ context: { removed, plan, profile } }) =>
    removed && plan
      ? {
          kind: 'removed',
          profile,
          profiles: plan.steps.flatMap((step) => (step.kind === 'profile' ? [step.profile] : [])),
        }
      : { kind: 'left' },
  states: {
    looking: {
      meta: busyMeta('access.looking', 'Looking at what AWS has of it'),
      invoke: {
        src: 'look',
        input: ({ context: { profile, role, acting } }) => ({ profile, role, acting }),
        onDone: {
          target: 'review',
          actions: assign(({ event: { output } }) => ({
            found: output.found,
            decided: output.decided,
            typed: '',
          })),
        },
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: cancel } },
    },
    unreadable: failed('access.looking', notYet, 'looking', 'left', leave),
    review: { ...review, on: { ...review.on, DECIDE: { actions: 'decide' } } },
    confirming: confirming('access.confirm', 'take it away'),
    running: {
      ...carrying,
      entry: assign({ step: undefined }),
      invoke: {
        src: 'run',
        input: ({ context, self }) => ({
          ...given(context, 'plan'),
          onStep: (index: number) => self.send({ type: 'STEP', index }),
        }),
        onDone: { target: 'done', actions: assign({ removed: true }) },
        onError: failsTo('stopped'),
      },
      on: { ...carrying.on, STEP: { actions: 'takeStep' } },
    },
    stopped: stopped('access.stopped', 'Not everything is taken away'),
    done: done('access.done', 'Done'),
    finished,
    left: { ...left, entry: assign({ removed: undefined }) },
  },
});
