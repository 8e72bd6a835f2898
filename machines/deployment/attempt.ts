import { assign, not } from 'xstate';
import { given } from '../kit/given.ts';
import { retry } from '../kit/keys.ts';
import { failsTo, problemOf } from '../kit/problem.ts';
import {
  askingOfAttempt,
  askingOfStack,
  cleanUp,
  copyError,
  deploymentSetup,
  keep,
  openConsole,
  whileAsking,
  withOtherAccess,
} from './setup.ts';

/** One attempt: create, follow, store the template, write the files. */
export const attemptStates = {
  starting: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Starting', step: 'deploy', busy: 'starting' },
    always: [{ guard: 'isCleanUp', target: 'cleaning' }, { target: 'creating' }],
    on: { KEEP: { target: 'left' } },
  }),
  creating: deploymentSetup.createStateConfig({
    meta: {
      pane: 'init.deploying',
      title: 'Sending the template',
      step: 'deploy',
      busy: 'sending the template',
    },
    invoke: {
      src: 'createStack',
      input: askingOfAttempt,
      onDone: [
        {
          guard: 'isAbandoned',
          target: 'cleaning',
          actions: assign(({ event }) => ({ stackId: event.output.stackId })),
        },
        { target: 'following', actions: assign(({ event }) => ({ stackId: event.output.stackId })) },
      ],
      onError: [
        // Deleting looks up the stack itself, and removes its note.
        { guard: 'isAbandoned', target: 'cleaning' },
        {
          target: 'notCreated',
          actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
        },
      ],
    },
    exit: 'forgetConnection',
    on: {
      ...whileAsking('creating'),
      // A pending request may still arrive, so its answer is awaited before anything is deleted.
      ABANDON: { guard: not('isAbandoned'), actions: assign({ abandoned: true }) },
    },
  }),
  notCreated: deploymentSetup.createStateConfig({
    meta: { pane: 'init.stack-failed', title: 'The stack was not created', step: 'deploy' },
    on: {
      RETRY: [
        {
          guard: 'nameIsTaken',
          target: 'renaming',
          meta: { ...retry, label: 'retry with a new name' },
        },
        { target: 'creating', actions: 'forgetProblem', meta: retry },
      ],
      OTHER_ACCESS: withOtherAccess('creating'),
      COPY_ERROR: { actions: 'copyError', meta: copyError },
      KEEP: { target: 'left', meta: { ...keep, label: 'close' } },
    },
  }),
  following: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Deploying', step: 'deploy', busy: 'deploying' },
    invoke: { src: 'follow', input: askingOfStack, onError: failsTo('notFollowed') },
    exit: 'forgetConnection',
    on: {
      ...whileAsking('following'),
      ABANDON: { target: 'cleaning' },
      UPDATE: { actions: 'takeUpdate' },
      SETTLED: [
        { guard: 'hasSucceeded', target: 'storing', actions: 'takeUpdate' },
        { target: 'failed', actions: ['takeUpdate', 'keepFailure'] },
      ],
      BROKEN: { target: 'notFollowed', actions: 'takeProblem' },
      OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
    },
  }),
  notFollowed: deploymentSetup.createStateConfig({
    meta: { pane: 'init.not-finished', title: 'The stack cannot be followed', step: 'deploy' },
    on: {
      RETRY: { target: 'following', actions: 'forgetProblem', meta: retry },
      OTHER_ACCESS: withOtherAccess('following'),
      OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
      COPY_ERROR: { actions: 'copyError', meta: copyError },
      KEEP: { target: 'left', meta: keep },
    },
  }),
  storing: deploymentSetup.createStateConfig({
    meta: {
      pane: 'init.deploying',
      title: 'Storing the backend',
      step: 'deploy',
      busy: 'storing what belongs into the bucket',
    },
    invoke: {
      src: 'storeBackend',
      input: askingOfStack,
      onDone: {
        target: 'writing',
        actions: assign(({ event: { output } }) => ({ stack: output.stack, appMissing: output.appMissing })),
      },
      onError: failsTo('notFinished'),
    },
    exit: 'forgetConnection',
    on: { ...whileAsking('storing'), ABANDON: { target: 'cleaning' } },
  }),
  writing: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Writing the files', step: 'deploy', busy: 'writing the files' },
    invoke: {
      src: 'writeFiles',
      input: ({ context }) => ({
        ...given(context, 'plan', 'stack'),
        access: context.access ?? context.plan.access,
      }),
      onDone: { target: 'done', actions: assign(({ event }) => ({ files: event.output })) },
      onError: failsTo('notFinished'),
    },
  }),
  notFinished: deploymentSetup.createStateConfig({
    meta: { pane: 'init.not-finished', title: 'The stack is there, the rest is not', step: 'deploy' },
    on: {
      RETRY: {
        target: 'storing',
        actions: 'forgetProblem',
        meta: { ...retry, label: 'repeat the missing steps' },
      },
      CLEAN_UP: { target: 'cleaning', actions: 'forgetProblem', meta: cleanUp },
      OTHER_ACCESS: withOtherAccess('storing'),
      COPY_ERROR: { actions: 'copyError', meta: copyError },
      KEEP: { target: 'left', meta: keep },
    },
  }),
  done: deploymentSetup.createStateConfig({
    meta: { pane: 'init.done', title: 'Done', step: 'deploy' },
    on: {
      CLOSE: {
        target: 'finished',
        actions: assign(({ context }) =>
          context.stack
            ? {
                output: {
                  kind: 'created' as const,
                  stack: context.stack,
                  files: context.files,
                  plan: context.plan,
                  ...(context.appMissing ? { appMissing: context.appMissing } : {}),
                },
              }
            : {},
        ),
        meta: { key: 'enter', also: ['escape'], label: 'go to the project', footer: 1 },
      },
      OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
    },
  }),
};
