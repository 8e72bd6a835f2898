import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, cancel, confirm, leave, retry } from '../kit/keys.ts';
import { failsTo, problemOf } from '../kit/problem.ts';
import { notYet } from '../kit/states.ts';
import { resumedAnswers } from './answers.ts';
import { acting, keyWork } from './inputs.ts';
import { configureSetup } from './setup.ts';

/** Before the first question: what exists, and is a key unfinished? */
export const beginningStates = {
  looking: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.looking',
      title: 'Looking at this machine',
      busy: 'reading the AWS files',
    },
    invoke: {
      src: 'lookAround',
      input: ({ context }) => ({ rotate: context.rotate }),
      onDone: {
        target: 'sorting',
        actions: assign(({ event }) => ({
          localState: event.output,
          answers: event.output.answers,
          problem: undefined,
        })),
      },
      onError: failsTo('unreadable'),
    },
    on: { BACK: { target: 'left', meta: cancel } },
  }),
  sorting: configureSetup.createStateConfig({
    always: [
      { guard: 'isUnfinished', target: 'unfinished' },
      { guard: 'rotates', target: 'identifying' },
      { target: 'way' },
    ],
    meta: { pane: 'configure.looking', title: 'Looking at this machine', busy: 'reading the AWS files' },
    on: { BACK: { target: 'left', meta: cancel } },
  }),
  unreadable: configureSetup.createStateConfig({
    meta: { pane: 'configure.looking', title: notYet },
    on: {
      RETRY: { target: 'looking', actions: 'forgetProblem', meta: retry },
      BACK: { target: 'left', meta: cancel },
    },
  }),
  unfinished: configureSetup.createStateConfig({
    initial: 'asking',
    states: {
      asking: {
        meta: { pane: 'configure.unfinished', title: 'An earlier access key did not finish' },
        on: {
          RESUME: {
            target: '#configure.resuming',
            actions: assign(({ context: { localState, answers } }) =>
              localState?.unfinished && answers
                ? {
                    resumed: true,
                    note: localState.unfinished,
                    user: {
                      name: localState.unfinished.userName,
                      exists:
                        localState.unfinished.userMade || localState.unfinished.step !== 'creating-user',
                    },
                    answers: resumedAnswers(answers, localState.unfinished),
                    problem: undefined,
                  }
                : {},
            ),
            meta: {
              ...confirm('look and continue'),
              help: 'Asks AWS what became of the key; deletes nothing without asking.',
            },
          },
          ANEW: {
            target: '#configure.way',
            actions: 'forgetProblem',
            meta: { key: 'n', label: 'something else', footer: 3, help: 'Leaves the note for later.' },
          },
          FORGET: {
            target: 'forgetting',
            meta: {
              key: 'f',
              label: 'forget it',
              decides: true,
              footer: 4,
              help: 'Removes the note of it; what is in AWS stays.',
            },
          },
          BACK: { target: '#configure.left', meta: cancel },
        },
      },
      forgetting: {
        meta: { pane: 'configure.unfinished', title: 'Forgetting it', busy: 'removing the note' },
        invoke: {
          src: 'forget',
          input: ({ context }) => given({ id: context.localState?.unfinished?.id }, 'id'),
          onDone: '#configure.looking',
          onError: failsTo('asking'),
        },
        on: { BACK: { target: 'asking', meta: back() } },
      },
    },
  }),
  resuming: configureSetup.createStateConfig({
    meta: { pane: 'configure.unfinished', title: 'Resuming', busy: 'asking AWS who you are' },
    invoke: {
      src: 'identify',
      input: acting,
      onDone: [
        {
          guard: 'isRetiring',
          target: 'retiring',
          actions: assign(({ event }) => ({ verified: event.output, saved: event.output })),
        },
        { target: 'findingLost', actions: assign(({ event }) => ({ verified: event.output })) },
      ],
      onError: {
        target: 'unfinished',
        actions: assign(({ event }) => ({
          problem: problemOf(event.error),
          resumed: undefined,
          note: undefined,
        })),
      },
    },
    on: {
      BACK: { target: 'unfinished', actions: assign({ resumed: undefined, note: undefined }), meta: back() },
    },
  }),
  findingLost: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.lost',
      title: 'Looking for the key',
      busy: 'asking AWS which keys the user has',
    },
    invoke: {
      src: 'findLost',
      input: keyWork,
      onDone: [
        {
          guard: ({ event }) => event.output.kind === 'lost',
          target: 'lost',
          actions: assign(({ event }) =>
            event.output.kind === 'lost' ? { lost: event.output.keys, problem: undefined } : {},
          ),
        },
        {
          guard: ({ event }) => event.output.kind === 'saved',
          target: 'verifying',
          actions: 'forgetProblem',
        },
        { guard: 'isResumed', target: 'planning', actions: 'forgetProblem' },
        { target: 'makingKey', actions: 'forgetProblem' },
      ],
      onError: failsTo('notFound'),
    },
    on: { BACK: { target: 'left', meta: cancel } },
  }),
  notFound: configureSetup.createStateConfig({
    meta: { pane: 'configure.lost', title: 'AWS did not say which keys there are' },
    on: {
      RETRY: { target: 'findingLost', actions: 'forgetProblem', meta: retry },
      BACK: { target: 'left', meta: leave },
    },
  }),
  lost: configureSetup.createStateConfig({
    meta: { pane: 'configure.lost', title: 'A key was made that nobody can use' },
    on: {
      DELETE: {
        target: 'deletingLost',
        meta: {
          key: 'd',
          label: 'delete it and make another',
          decides: true,
          footer: 1,
          help: 'Deletes the key in AWS for good.',
        },
      },
      BACK: { target: 'left', meta: leave },
    },
  }),
  deletingLost: configureSetup.createStateConfig({
    meta: { pane: 'configure.lost', title: 'Deleting the key', busy: 'deleting the key' },
    invoke: {
      src: 'deleteLost',
      input: (args) => ({ ...acting(args), ...given(args.context, 'lost') }),
      onDone: [
        { guard: 'isResumed', target: 'planning', actions: assign({ lost: undefined, problem: undefined }) },
        { target: 'makingKey', actions: assign({ lost: undefined, problem: undefined }) },
      ],
      onError: failsTo('lost'),
    },
  }),
};
