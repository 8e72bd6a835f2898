import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, close, confirm } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { busyMeta, done, failed, notYet, reviewMeta, writingMeta } from '../kit/states.ts';
import { projectSetup, projectWork } from './setup.ts';

const toEnd = { target: 'finished', meta: close } as const;

/** The plan, its review, and what was written: nothing is written without CONFIRM on the review. */
export const writeStates = {
  planning: projectSetup.createStateConfig({
    meta: busyMeta('project.review', 'Working out the changes'),
    invoke: {
      src: 'plan',
      input: ({ context }) => projectWork(context),
      onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
      onError: failsTo('notPlanned'),
    },
    on: { BACK: { target: 'form', meta: back() } },
  }),
  notPlanned: failed('project.review', notYet, 'planning', 'form'),
  review: projectSetup.createStateConfig({
    meta: reviewMeta('project.review'),
    on: {
      CONFIRM: {
        guard: 'hasFiles',
        target: 'writing',
        meta: confirm('write'),
      },
      TAKE_OUT: {
        guard: 'keepsValues',
        target: 'planning',
        actions: { type: 'oldValues', params: 'remove' },
        meta: {
          key: 'x',
          label: 'take old values out',
          footer: 3,
          help: "Takes the values out of the app's configuration that the backend does not give.",
        },
      },
      KEEP: {
        guard: 'takesValues',
        target: 'planning',
        actions: { type: 'oldValues', params: 'keep' },
        meta: { key: 'v', label: 'keep old values', footer: 3 },
      },
      BACK: { target: 'form', meta: back() },
    },
  }),
  writing: projectSetup.createStateConfig({
    meta: writingMeta('project.review', 'Writing the files'),
    invoke: {
      src: 'write',
      input: ({ context }) => given(context, 'plan'),
      onDone: [
        {
          // Somebody changed a file after the review: it is shown again in its current state.
          guard: ({ event }) => event.output.kind === 'changed',
          target: 'planning',
          actions: assign(({ event }) =>
            event.output.kind === 'changed' ? { changed: event.output.label, plan: undefined } : {},
          ),
        },
        {
          guard: 'isIncomplete',
          target: 'incomplete',
          actions: assign(({ event }) =>
            event.output.kind === 'written' ? { written: event.output.files, changed: undefined } : {},
          ),
        },
        {
          target: 'done',
          actions: assign(({ event }) =>
            event.output.kind === 'written' ? { written: event.output.files, changed: undefined } : {},
          ),
        },
      ],
      onError: failsTo('notWritten'),
    },
  }),
  notWritten: failed('project.review', 'The files are as they were', 'planning', 'form'),
  done: done('project.done', 'Done'),
  incomplete: projectSetup.createStateConfig({
    meta: { pane: 'project.done', title: 'The deployed backend is not here yet' },
    on: { CLOSE: toEnd },
  }),
};
