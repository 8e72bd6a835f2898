import { assign } from 'xstate';
import { back, initSetup, next, problemOf, retry } from './setup.ts';
import type { InitContext } from './types.ts';

/** Before the first question: what is in the folder, and is something unfinished there? */
export const beginningStates = {
  looking: initSetup.createStateConfig({
    meta: { pane: 'init.looking', title: 'Looking at the folder', busy: 'looking at the folder' },
    invoke: {
      src: 'lookAround',
      input: ({ context }) => ({ folder: context.folder }),
      onDone: {
        target: 'sorting',
        actions: assign(({ event }) => ({
          surroundings: event.output,
          answers: event.output.answers,
          problem: undefined,
        })),
      },
      onError: {
        target: 'unreadable',
        actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
      },
    },
    on: { BACK: { target: 'left', meta: back('leave') } },
  }),
  sorting: initSetup.createStateConfig({
    always: [
      // First: a note of something unfinished can be acted on whatever the folder looks like.
      { guard: 'isUnfinished', target: 'unfinished' },
      {
        guard: 'isUnreadable',
        target: 'unreadable',
        actions: assign(({ context }) => unreadableProblem(context)),
      },
      { guard: 'isNested', target: 'nested' },
      { guard: 'isProject', target: 'existing' },
      { target: 'name' },
    ],
    meta: { pane: 'init.looking', title: 'Looking at the folder', busy: 'looking at the folder' },
    on: { BACK: { target: 'left', meta: back('leave') } },
  }),
  existing: initSetup.createStateConfig({
    meta: { pane: 'init.existing', title: 'This folder is an Amplify project already' },
    on: {
      OPEN: { target: 'opened', meta: next('open it') },
      BACK: { target: 'left', meta: back('leave') },
    },
  }),
  nested: initSetup.createStateConfig({
    meta: { pane: 'init.nested', title: 'This folder is inside another Amplify project' },
    on: { BACK: { target: 'left', meta: back('leave') } },
  }),
  unreadable: initSetup.createStateConfig({
    meta: { pane: 'init.unreadable', title: 'The project cannot be read' },
    on: {
      RETRY: { target: 'looking', meta: retry },
      BACK: { target: 'left', meta: back('leave') },
    },
  }),
  unfinished: initSetup.createStateConfig({
    meta: { pane: 'init.unfinished', title: 'An init of this folder was not finished' },
    initial: 'asking',
    states: {
      asking: {
        meta: { pane: 'init.unfinished', title: 'An init of this folder was not finished' },
        on: {
          RESUME: {
            target: '#init.resuming',
            actions: assign(({ context }) => ({ ...takeUp(context), cleanUp: false })),
            meta: { ...next('go on and finish'), help: 'Goes on with the same stack; makes no second one.' },
          },
          CLEAN_UP: {
            target: '#init.resuming',
            actions: assign(({ context }) => ({ ...takeUp(context), cleanUp: true })),
            meta: {
              key: 'c',
              label: 'clean up',
              footer: 3,
              help: 'Deletes the stack that was begun; asks before it deletes a bucket.',
            },
          },
          FORGET: {
            target: 'forgetting',
            meta: {
              key: 'f',
              label: 'forget it',
              footer: 4,
              help: 'Removes the note of it; what is in AWS stays.',
            },
          },
          BACK: { target: '#init.left', meta: back('leave') },
        },
      },
      forgetting: {
        meta: { pane: 'init.unfinished', title: 'Forgetting it', busy: 'removing the note' },
        invoke: {
          src: 'forget',
          input: ({ context }) => ({ entry: context.surroundings?.unfinished }),
          onDone: '#init.looking',
          onError: {
            target: 'asking',
            actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
          },
        },
        on: { BACK: { target: 'asking', meta: back() } },
      },
    },
  }),
  resuming: initSetup.createStateConfig({
    meta: {
      pane: 'init.unfinished',
      title: 'Taking it up again',
      step: 'account',
      busy: 'asking AWS who you are',
    },
    invoke: {
      src: 'identify',
      input: ({ context }) => ({ context }),
      onDone: { target: 'planning', actions: assign(({ event }) => ({ identity: event.output })) },
      onError: {
        target: 'unfinished',
        actions: assign(({ event }) => ({ problem: problemOf(event.error), resumed: undefined })),
      },
    },
    on: { BACK: { target: 'unfinished', actions: assign({ resumed: undefined }), meta: back() } },
  }),
};

function unreadableProblem(context: InitContext): Partial<InitContext> {
  const found = context.surroundings?.found;
  return found?.kind === 'unreadable' ? { problem: found.problem.toJSON() } : {};
}

/** Takes the answers from the note of the unfinished init, so that going on asks nothing again. */
function takeUp(context: InitContext): Partial<InitContext> {
  const entry = context.surroundings?.unfinished;
  if (!entry || !context.answers) return {};
  return {
    resumed: entry,
    problem: undefined,
    answers: { ...context.answers, ...entry.settings, access: entry.access, region: entry.region },
  };
}
