import { assign } from 'xstate';
import { retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import {
  asking,
  askingOfAttempt,
  cleanUp,
  copyError,
  deploymentSetup,
  keep,
  ofAttempt,
  openConsole,
  whileAsking,
  withOtherAccess,
  withOtherAccessAgain,
} from './setup.ts';

/** The failed stack is deleted, to be created again. */
const removing = {
  meta: {
    pane: 'init.deploying',
    title: 'Removing the failed stack',
    step: 'deploy',
    busy: 'removing the failed stack',
  },
  entry: 'noteDeletion',
  exit: 'forgetConnection',
} as const;

type Removing = 'removing' | 'removingForNewName';

const brokeAt = <const Phase extends Removing>(phase: Phase) =>
  ({ type: 'brokeAt', params: { phase } }) as const;

const removal = <const Phase extends Removing>(phase: Phase) =>
  ({ src: 'removeStack', input: askingOfAttempt, onError: failsTo('failed', brokeAt(phase)) }) as const;

const whileRemoving = <const Phase extends Removing>(phase: Phase) =>
  ({
    ...whileAsking(phase),
    ABANDON: { target: 'cleaning' },
    UPDATE: { actions: 'takeUpdate' },
    BROKEN: { target: 'failed', actions: ['takeProblem', brokeAt(phase)] },
  }) as const;

/** After a failure: try again, or clean up; a bucket is deleted only after asking. */
export const recoveryStates = {
  failed: deploymentSetup.createStateConfig({
    meta: { pane: 'init.stack-failed', title: 'The stack could not be created', step: 'deploy' },
    on: {
      RETRY: [
        {
          guard: 'nameIsTaken',
          target: 'removingForNewName',
          meta: { ...retry, label: 'retry with a new name' },
        },
        { target: 'removing', meta: retry },
      ],
      CLEAN_UP: { target: 'cleaning', actions: 'forgetProblem', meta: cleanUp },
      OTHER_ACCESS: withOtherAccessAgain,
      OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
      COPY_ERROR: { actions: 'copyError', meta: copyError },
      KEEP: { target: 'left', meta: keep },
    },
  }),
  removing: deploymentSetup.createStateConfig({
    ...removing,
    invoke: removal('removing'),
    on: {
      ...whileRemoving('removing'),
      REMOVED: [
        // A retained bucket is never deleted without asking, so its name cannot be used again.
        { guard: ({ event }) => event.bucketLeft, target: 'renaming', actions: 'keepBucketName' },
        { target: 'planningAgain', actions: 'keepBucketName' },
      ],
    },
  }),
  removingForNewName: deploymentSetup.createStateConfig({
    ...removing,
    invoke: removal('removingForNewName'),
    on: {
      ...whileRemoving('removingForNewName'),
      REMOVED: { target: 'renaming', actions: 'keepBucketName' },
    },
  }),
  planningAgain: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Trying again', step: 'deploy', busy: 'making the plan' },
    invoke: {
      src: 'planAgain',
      input: (args) => ({ ...ofAttempt(args), rename: false }),
      onDone: {
        target: 'creating',
        actions: ['startOver', assign(({ event }) => ({ plan: event.output }))],
      },
      onError: failsTo('notCreated'),
    },
  }),
  renaming: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Trying again', step: 'deploy', busy: 'finding a new name' },
    invoke: {
      src: 'planAgain',
      input: (args) => ({ ...ofAttempt(args), rename: true }),
      onDone: {
        target: 'creating',
        actions: ['startOver', assign(({ event }) => ({ plan: event.output }))],
      },
      onError: failsTo('notCreated'),
    },
  }),
  cleaning: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Cleaning up', step: 'deploy', busy: 'deleting the stack' },
    entry: 'noteDeletion',
    invoke: { src: 'removeStack', input: askingOfAttempt, onError: failsTo('notCleaned') },
    exit: 'forgetConnection',
    on: {
      ...whileAsking('cleaning'),
      UPDATE: { actions: 'takeUpdate' },
      REMOVED: [
        {
          guard: ({ event }) => event.bucketLeft,
          target: 'askingBucket',
          actions: assign({ bucketLeft: true }),
        },
        { target: 'forgetting' },
      ],
      BROKEN: { target: 'notCleaned', actions: 'takeProblem' },
    },
  }),
  notCleaned: deploymentSetup.createStateConfig({
    meta: { pane: 'init.not-finished', title: 'The stack could not be deleted', step: 'deploy' },
    on: {
      RETRY: { target: 'cleaning', actions: 'forgetProblem', meta: retry },
      OTHER_ACCESS: withOtherAccess('cleaning'),
      OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
      COPY_ERROR: { actions: 'copyError', meta: copyError },
      KEEP: { target: 'left', meta: keep },
    },
  }),
  askingBucket: deploymentSetup.createStateConfig({
    meta: { pane: 'init.bucket', title: 'Delete the bucket, too?', step: 'deploy' },
    on: {
      DELETE_BUCKET: {
        target: 'deletingBucket',
        actions: 'forgetProblem',
        meta: {
          key: 'd',
          label: 'delete bucket',
          footer: 1,
          decides: true,
          help: 'Deletes what is in it, too.',
        },
      },
      OTHER_ACCESS: withOtherAccess('deletingBucket'),
      KEEP_BUCKET: {
        target: 'forgetting',
        meta: { key: 'k', label: 'keep bucket', footer: 2, decides: true },
      },
    },
  }),
  deletingBucket: deploymentSetup.createStateConfig({
    meta: {
      pane: 'init.bucket',
      title: 'Deleting the bucket',
      step: 'deploy',
      busy: 'deleting the bucket',
    },
    invoke: {
      src: 'deleteBucket',
      input: asking,
      onDone: { target: 'forgetting', actions: assign({ bucketLeft: false }) },
      onError: failsTo('askingBucket'),
    },
    exit: 'forgetConnection',
    on: whileAsking('deletingBucket'),
  }),
  forgetting: deploymentSetup.createStateConfig({
    meta: { pane: 'init.cleaned', title: 'Cleaning up', step: 'deploy', busy: 'removing the note of it' },
    invoke: {
      src: 'forget',
      input: ofAttempt,
      onDone: [{ guard: 'hadStack', target: 'cleaned' }, { target: 'neverMade' }],
      onError: failsTo('cleaned'),
    },
  }),
  neverMade: deploymentSetup.createStateConfig({
    meta: { pane: 'init.not-finished', title: 'The stack was never made', step: 'deploy' },
    on: { CLOSE: { target: 'left', meta: { key: 'enter', label: 'continue', footer: 1 } } },
  }),
  cleaned: deploymentSetup.createStateConfig({
    meta: { pane: 'init.cleaned', title: 'Done', step: 'deploy' },
    on: { CLOSE: { target: 'left', meta: { key: 'enter', label: 'continue', footer: 1 } } },
  }),
};
