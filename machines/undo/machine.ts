import { assign, fromPromise, setup } from 'xstate';
import type { UndoPlan } from '../../src/flows/undo/plan.ts';
import type { ChangeRow } from '../../src/flows/undo/rows.ts';
import { given } from '../kit/given.ts';
import { back, confirm, leave, next } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { busyMeta, done, failed, finished, left, notYet, reviewMeta, writingMeta } from '../kit/states.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { UndoPaneId } from './meta.ts';
import type { UndoContext, UndoEvent, UndoOutput } from './types.ts';

const undoSetup = setup({
  types: {
    context: {} as UndoContext,
    events: {} as UndoEvent,
    output: {} as UndoOutput,
    meta: {} as StateMeta<UndoPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    /** Returns the kept changes, newest first. */
    look: fromPromise<readonly ChangeRow[]>(notProvided('look')),
    plan: fromPromise<UndoPlan, { id: string }>(notProvided('plan')),
    /** Returns the labels of the files that were written or removed. */
    write: fromPromise<readonly string[], { id: string; mark: string }>(notProvided('write')),
  },
  guards: { hasSelected: ({ context }) => context.selected !== undefined },
  actions: { keepProblem: assign(keepProblem), forget: assign({ problem: undefined }) },
});

/** The selected change. */
export function selectedRow({ rows, selected }: UndoContext): ChangeRow | undefined {
  return rows.find(({ id }) => id === selected);
}

/**
 * The flow `undo`: the last changes of files on disk, the lines that undoing one of them would restore, and undoing it.
 * Nothing is written before CONFIRM on the review.
 */
export const undoMachine = undoSetup.createMachine({
  id: 'undo',
  context: { rows: [] },
  initial: 'looking',
  output: ({ context }) =>
    context.written ? { kind: 'undone', what: selectedRow(context)?.what ?? '' } : { kind: 'left' },
  states: {
    looking: {
      meta: { pane: 'undo.list', title: 'Changes of files', busy: 'reading the changes' },
      invoke: {
        src: 'look',
        onDone: { target: 'list', actions: assign(({ event }) => ({ rows: event.output })) },
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: leave } },
    },
    unreadable: failed('undo.list', notYet, 'looking', 'left', leave),
    list: {
      meta: { pane: 'undo.list', title: 'Changes of files, times in UTC' },
      on: {
        SELECT_ROW: { actions: assign(({ event }) => ({ selected: event.id })) },
        NEXT: { guard: 'hasSelected', target: 'planning', meta: next('show') },
        BACK: { target: 'left', meta: leave },
      },
    },
    planning: {
      meta: busyMeta('undo.review', 'Comparing the files'),
      invoke: {
        src: 'plan',
        input: ({ context }) => ({ id: given(context, 'selected').selected }),
        onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
        onError: failsTo('notPlanned'),
      },
      on: { BACK: { target: 'list', meta: back() } },
    },
    notPlanned: failed('undo.review', notYet, 'planning', 'list'),
    review: {
      meta: reviewMeta('undo.review'),
      on: {
        CONFIRM: { target: 'writing', meta: confirm('take it back') },
        BACK: { target: 'list', meta: back() },
      },
    },
    writing: {
      meta: writingMeta('undo.review', 'Writing the files'),
      invoke: {
        src: 'write',
        input: ({ context }) => {
          const { selected, plan } = given(context, 'selected', 'plan');
          return { id: selected, mark: plan.mark };
        },
        onDone: { target: 'done', actions: assign(({ event }) => ({ written: event.output })) },
        onError: failsTo('notWritten'),
      },
    },
    notWritten: failed('undo.review', 'The change was not taken back', 'planning', 'list'),
    done: done('undo.done', 'Done'),
    finished,
    left: { ...left, entry: assign({ written: undefined }) },
  },
});
