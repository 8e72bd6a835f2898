import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, close, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import type { TransitionMeta } from '../meta.ts';
import { acting, keyWork, planWork, saveWork } from './inputs.ts';
import { configureSetup, copyError } from './setup.ts';

const title = 'Setting it up';

const leaveIt: TransitionMeta = {
  key: 'escape',
  label: 'close',
  footer: 4,
  help: 'The next start offers to resume it or to clean up.',
};

/** After CONFIRM: create, save immediately, wait until AWS knows the key, deactivate the old one. */
export const runStates = {
  makingUser: configureSetup.createStateConfig({
    meta: { pane: 'configure.working', title, step: 'save', busy: 'creating the user' },
    invoke: {
      src: 'makeUser',
      input: keyWork,
      onDone: { target: 'makingKey', actions: assign(({ event }) => ({ note: event.output })) },
      onError: {
        target: 'notFinished',
        actions: { type: 'fail', params: ({ event }) => ({ step: 'makingUser', error: event.error }) },
      },
    },
  }),
  makingKey: configureSetup.createStateConfig({
    meta: { pane: 'configure.working', title, step: 'save', busy: 'creating the access key' },
    invoke: {
      src: 'makeKey',
      input: keyWork,
      onDone: {
        target: 'saving',
        actions: assign(({ event }) => ({ note: event.output.note, made: event.output.key })),
      },
      onError: {
        target: 'notFinished',
        actions: { type: 'fail', params: ({ event }) => ({ step: 'makingKey', error: event.error }) },
      },
    },
  }),
  saving: configureSetup.createStateConfig({
    meta: { pane: 'configure.working', title, step: 'save', busy: 'writing the profile' },
    invoke: {
      src: 'save',
      input: saveWork,
      onDone: [
        {
          guard: ({ event }) => event.output.kind === 'changed',
          target: 'changed',
          actions: assign(({ event }) =>
            event.output.kind === 'changed' ? { plan: event.output.plan } : {},
          ),
        },
        {
          target: 'verifying',
          actions: assign(({ event }) =>
            event.output.kind === 'written'
              ? {
                  written: event.output.files,
                  ...(event.output.kept ? { kept: event.output.kept } : {}),
                  ...(event.output.note ? { note: event.output.note } : {}),
                }
              : {},
          ),
        },
      ],
      onError: {
        target: 'notFinished',
        actions: { type: 'fail', params: ({ event }) => ({ step: 'saving', error: event.error }) },
      },
    },
  }),
  verifying: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.working',
      title,
      step: 'save',
      busy: 'reading the profile back and asking AWS who it is',
    },
    invoke: {
      src: 'verifySaved',
      input: planWork,
      onError: {
        target: 'notFinished',
        actions: { type: 'fail', params: ({ event }) => ({ step: 'verifying', error: event.error }) },
      },
    },
    exit: assign({ wait: undefined }),
    on: {
      WAITED: { actions: 'takeWait' },
      KNOWN: [
        { guard: 'isRotate', target: 'retiring', actions: 'takeSaved' },
        { target: 'done', actions: 'takeSaved' },
      ],
      BACK: { target: 'left', meta: { ...back('close, it is saved'), footer: 3 } },
      BROKEN: {
        target: 'notFinished',
        actions: ['takeProblem', assign({ failedStep: 'verifying' as const })],
      },
    },
  }),
  retiring: configureSetup.createStateConfig({
    meta: { pane: 'configure.working', title, step: 'save', busy: 'switching the old key off' },
    invoke: {
      src: 'retire',
      input: keyWork,
      onDone: [
        {
          guard: ({ event }) => event.output !== undefined,
          target: 'oldKey',
          actions: assign(({ event }) =>
            event.output ? { oldKey: { id: event.output.id, state: 'switched off' as const } } : {},
          ),
        },
        { target: 'done' },
      ],
      onError: {
        target: 'notFinished',
        actions: { type: 'fail', params: ({ event }) => ({ step: 'retiring', error: event.error }) },
      },
    },
  }),
  oldKey: configureSetup.createStateConfig({
    meta: { pane: 'configure.old-key', title: 'Delete the old key, too?', step: 'save' },
    on: {
      DELETE: {
        target: 'deletingOld',
        meta: { key: 'd', label: 'delete it for good', footer: 2, decides: true },
      },
      KEEP: {
        target: 'done',
        meta: { key: 'enter', also: ['escape'], label: 'keep it switched off', footer: 1, decides: true },
      },
    },
  }),
  deletingOld: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.old-key',
      title: 'Deleting the old key',
      step: 'save',
      busy: 'deleting the old key',
    },
    invoke: {
      src: 'deleteOld',
      input: (args) => ({ ...acting(args), id: given(args.context, 'oldKey').oldKey.id }),
      onDone: {
        target: 'done',
        actions: assign(({ context }) =>
          context.oldKey ? { oldKey: { ...context.oldKey, state: 'deleted' as const } } : {},
        ),
      },
      onError: failsTo('oldKey'),
    },
  }),
  notFinished: configureSetup.createStateConfig({
    meta: { pane: 'configure.not-finished', title: 'It did not finish', step: 'save' },
    on: {
      RETRY: [
        { guard: 'failedAtUser', target: 'makingUser', actions: 'forgetProblem', meta: retry },
        {
          guard: 'keysFull',
          target: 'lookingAtUser',
          actions: 'forgetProblem',
          meta: { ...retry, label: 'show its keys' },
        },
        { guard: 'failedAtKey', target: 'findingLost', actions: 'forgetProblem', meta: retry },
        { guard: 'failedAtSaving', target: 'saving', actions: 'forgetProblem', meta: retry },
        { guard: 'failedAtVerifying', target: 'verifying', actions: 'forgetProblem', meta: retry },
        { target: 'retiring', actions: 'forgetProblem', meta: retry },
      ],
      TAKE_BACK: {
        guard: 'canTakeBack',
        target: 'takingBack',
        meta: {
          key: 'c',
          label: 'clean up in AWS',
          decides: true,
          footer: 3,
          help: 'Deletes the key that was not saved, and the user if it did not exist before.',
        },
      },
      SHOW_LINES: {
        guard: 'hasPaste',
        actions: assign(({ context }) => ({ pasteShown: context.pasteShown !== true })),
        meta: {
          key: 'v',
          label: 'show the lines',
          footer: 3,
          help: 'Shows what to put into the file by hand, the secret included, or hides it again.',
        },
      },
      COPY_ERROR: { actions: 'copyError', meta: copyError },
      KEEP: { target: 'left', meta: leaveIt },
    },
  }),
  takingBack: configureSetup.createStateConfig({
    meta: { pane: 'configure.not-finished', title: 'Cleaning up', step: 'save', busy: 'cleaning up in AWS' },
    invoke: {
      src: 'takeBack',
      input: keyWork,
      onDone: {
        target: 'takenBack',
        actions: assign({ note: undefined, made: undefined, problem: undefined }),
      },
      onError: failsTo('notFinished'),
    },
  }),
  takenBack: configureSetup.createStateConfig({
    meta: { pane: 'configure.not-finished', title: 'Nothing of it is left in AWS', step: 'save' },
    on: { BACK: { target: 'left', meta: close } },
  }),
  done: configureSetup.createStateConfig({
    meta: { pane: 'configure.done', title: 'Done', step: 'save' },
    on: {
      CLOSE: [
        { guard: 'isWaitedFor', target: 'finished', meta: { ...close, label: 'back to init' } },
        { target: 'finished', meta: close },
      ],
    },
  }),
};
