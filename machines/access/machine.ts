import { assign, fromPromise, setup } from 'xstate';
import { type AccessPlan, planAccess } from '../../src/flows/access/plan.ts';
import { back, confirm, leave, next } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { done, failed, finished, left, notYet } from '../kit/states.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { AccessContext, AccessEvent, AccessInput, AccessOutput, LookedAccess } from './types.ts';

/** What carrying a plan out gets, with the way to tell which step is done. */
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
    meta: {} as StateMeta,
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
    takeStep: assign(({ event }) => (event.type === 'STEP' ? { step: event.index } : {})),
  },
});

/** The plan as it would be carried out now. */
export function planned({ found, decided }: Pick<AccessContext, 'found' | 'decided'>): AccessPlan {
  if (!found) throw new Error('there is no plan before the look');
  return planAccess(found, decided);
}

/**
 * The flow `access`: what AWS has for a profile is looked at and shown, piece by piece; the name of the profile is typed; then
 * it goes, step by step, the profile last. Nothing is changed before CONFIRM, and a run that was cut off is gone on with.
 */
export const accessMachine = accessSetup.createMachine({
  id: 'access',
  context: ({ input }) => ({ ...input, decided: {}, typed: '' }),
  initial: 'looking',
  output: ({ context: { removed, plan, profile } }) =>
    removed && plan
      ? {
          ...{ kind: 'removed', profile },
          profiles: plan.steps.flatMap((step) => (step.kind === 'profile' ? [step.profile] : [])),
        }
      : { kind: 'left' },
  states: {
    looking: {
      meta: {
        pane: 'access.looking',
        title: 'Looking at what AWS has of it',
        busy: 'looking at what AWS has of it',
      },
      invoke: {
        src: 'look',
        input: ({ context: { profile, acting } }) => ({ profile, acting }),
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
      on: { BACK: { target: 'left', meta: leave } },
    },
    unreadable: failed('access.looking', notYet, 'looking', 'left', leave),
    review: {
      meta: { pane: 'access.review', title: 'Review: nothing has been changed yet' },
      on: {
        DECIDE: { actions: 'decide' },
        NEXT: { guard: 'hasWork', target: 'confirming', meta: next('take it away') },
        RETRY: { target: 'looking', meta: { key: 'r', label: 'refresh', footer: 6 } },
        BACK: { target: 'left', meta: leave },
      },
    },
    confirming: {
      meta: { pane: 'access.confirm', title: 'This cannot be undone' },
      on: {
        TYPE: { actions: assign(({ event }) => ({ typed: event.name })) },
        CONFIRM: {
          guard: 'isConfirmed',
          target: 'running',
          actions: assign(({ context }) => ({ plan: planned(context) })),
          meta: confirm('take it away'),
        },
        BACK: { target: 'review', meta: back() },
      },
    },
    running: {
      meta: { pane: 'access.running', title: 'Taking it away', busy: 'taking the access away' },
      entry: assign({ step: undefined }),
      invoke: {
        src: 'run',
        input: ({ context: { plan }, self }) => {
          if (!plan) throw new Error('there is no plan to carry out');
          return { plan, onStep: (index: number) => self.send({ type: 'STEP', index }) };
        },
        onDone: { target: 'done', actions: assign({ removed: true }) },
        onError: failsTo('stopped'),
      },
      on: {
        STEP: { actions: 'takeStep' },
        BACK: {
          target: 'left',
          meta: {
            ...leave,
            label: 'stop here',
            help: 'Stops after what was sent to AWS; doing it again goes on with the rest.',
          },
        },
      },
    },
    stopped: failed('access.stopped', 'Not everything is taken away', 'looking', 'left', leave),
    done: done('access.done', 'Taken away'),
    finished,
    left: { ...left, entry: assign({ removed: undefined }) },
  },
});
