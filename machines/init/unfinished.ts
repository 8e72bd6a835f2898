import { assign } from 'xstate';
import { whileAsking } from '../kit/connection.ts';
import { back, confirm, leave } from '../kit/keys.ts';
import { failsTo, problemOf } from '../kit/problem.ts';
import { asking, initSetup } from './setup.ts';

const meta = { pane: 'init.unfinished', title: 'An earlier init in this folder did not finish' } as const;

const resume = { target: '#init.resuming', actions: 'takeUpToFinish' } as const;
const cleanUp = { target: '#init.resuming', actions: 'takeUpToCleanUp' } as const;

/** What can be done with a note, whatever its contents. */
const always = {
  FORGET: {
    target: 'sure',
    actions: 'forgetProblem',
    meta: { key: 'f', label: 'forget', footer: 1.4, help: 'Removes the note of it; what is in AWS stays.' },
  },
  OTHER_ACCESS: {
    guard: 'hasProblem',
    target: 'choosing',
    meta: {
      key: 'p',
      label: 'take another profile',
      footer: 5,
      help: 'Continues with another profile of the same account.',
    },
  },
  TAKE_ACCESS: { target: '#init.resuming', actions: 'takeUpWith' },
  BACK: { target: '#init.left', meta: leave },
} as const;

/** A note says that an init of this folder did not finish: resume, clean up, or forget it. */
export const unfinishedStates = {
  unfinished: initSetup.createStateConfig({
    meta,
    initial: 'sorting',
    states: {
      sorting: {
        meta,
        always: [{ guard: 'wasCleaning', target: 'askingCleanUp' }, { target: 'asking' }],
      },
      asking: {
        meta,
        on: {
          ...always,
          RESUME: {
            ...resume,
            meta: {
              ...confirm('resume'),
              help: 'Continues with the same stack; no second one is created.',
            },
          },
          CLEAN_UP: {
            target: 'sureToDelete',
            actions: 'forgetProblem',
            meta: {
              key: 'c',
              label: 'clean up',
              footer: 1.2,
              help: 'Deletes the stack that was started, after a question.',
            },
          },
        },
      },
      sureToDelete: {
        meta: { ...meta, title: 'Delete what it has made in AWS?' },
        on: {
          CLEAN_UP: { ...cleanUp, meta: confirm('delete the stack') },
          BACK: { target: 'sorting', meta: back('keep it') },
        },
      },
      askingCleanUp: {
        meta: { ...meta, title: 'Cleaning up did not finish' },
        on: {
          ...always,
          CLEAN_UP: {
            ...cleanUp,
            meta: {
              ...confirm('finish cleaning up'),
              help: 'Deletes what is left of the stack; asks before it deletes a bucket.',
            },
          },
          RESUME: {
            ...resume,
            meta: {
              key: 'g',
              label: 'continue',
              footer: 1.2,
              decides: true,
              help: 'Checks what became of the stack first.',
            },
          },
        },
      },
      sure: {
        meta: { ...meta, title: 'Forget it? What is in AWS stays' },
        on: {
          FORGET: { target: 'forgetting', meta: { key: 'f', label: 'forget it', footer: 1, decides: true } },
          BACK: { target: 'sorting', meta: back('keep the note') },
        },
      },
      choosing: {
        meta: { pane: 'init.other-access', title: 'Continue with which profile?' },
        on: {
          TAKE_ACCESS: { target: '#init.resuming', actions: 'takeUpWith' },
          BACK: { target: 'sorting', meta: back() },
        },
      },
      forgetting: {
        meta: { pane: 'init.unfinished', title: 'Forgetting it', busy: 'removing the note' },
        invoke: {
          src: 'forget',
          input: ({ context }) => ({ entry: context.localState?.unfinished }),
          onDone: '#init.looking',
          onError: failsTo('sorting'),
        },
        on: { BACK: { target: 'sorting', meta: back() } },
      },
    },
  }),
  resuming: initSetup.createStateConfig({
    meta: {
      pane: 'init.unfinished',
      title: 'Resuming',
      step: 'account',
      busy: 'asking AWS who you are',
    },
    invoke: {
      src: 'identify',
      input: asking,
      onDone: { target: 'planning', actions: assign(({ event }) => ({ identity: event.output })) },
      onError: {
        target: 'unfinished',
        actions: assign(({ event }) => ({ problem: problemOf(event.error), resumed: undefined })),
      },
    },
    exit: 'forgetConnection',
    on: { ...whileAsking, BACK: { target: 'unfinished', actions: 'layDown', meta: back() } },
  }),
};
