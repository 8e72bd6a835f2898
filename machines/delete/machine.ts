import { assign, fromPromise, setup } from 'xstate';
import type { FollowConnection } from '../../src/aws/progress/model.ts';
import { type DeletePlan, planDelete } from '../../src/flows/delete/plan.ts';
import { isInTrouble, whileAsking } from '../kit/connection.ts';
import { given } from '../kit/given.ts';
import { back, cancel, leave, next } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { confirming, reviewing, running, stopped } from '../kit/removal.ts';
import { busyMeta, done, failed, finished, left, notYet } from '../kit/states.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import type { DeletePaneId } from './meta.ts';
import type {
  DeleteAsked,
  DeleteContext,
  DeleteEvent,
  DeleteInput,
  DeleteOutput,
  LookedDelete,
} from './types.ts';

/** The input of the look, with a callback for the state of the connection. */
export interface DeleteLook extends DeleteAsked {
  readonly tell: (connection: FollowConnection) => void;
}

const deleteSetup = setup({
  types: {
    context: {} as DeleteContext,
    events: {} as DeleteEvent,
    input: {} as DeleteInput,
    output: {} as DeleteOutput,
    meta: {} as StateMeta<DeletePaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<LookedDelete, DeleteLook>(notProvided('look')),
    /** Resolves the typed folder to an absolute path. */
    checkFolder: fromPromise<string, { root: string; typedFolder: string }>(notProvided('checkFolder')),
    /** Sends NEWS and CONNECTION while it runs, then DELETED or BROKEN. */
    run: tellingNotProvided<{ plan: DeletePlan }>('run'),
  },
  guards: {
    hasWork: ({ context }) => planned(context).steps.length > 0,
    hasBucket: ({ context: { found } }) =>
      found?.backends.some(({ bucket }) => bucket !== undefined && bucket.state !== 'gone') === true,
    hasFiles: ({ context: { found } }) => (found?.files.length ?? 0) > 0,
    canDownload: ({ context: { found } }) =>
      found?.downloaded !== true && found?.backends.some(({ bucket }) => bucket?.state === 'there') === true,
    namesFolder: ({ context }) => context.typedFolder.trim() !== '',
    isConfirmed: ({ context: { typed, found } }) => found !== undefined && typed.trim() === found.name,
    isInTrouble: ({ context }) => isInTrouble(context),
  },
  actions: {
    keepProblem: assign(keepProblem),
    forget: assign({ problem: undefined }),
    takeConnection: assign(({ event }) =>
      event.type === 'CONNECTION' ? { connection: event.connection } : {},
    ),
    takeName: assign(({ event }) => (event.type === 'TYPE' ? { typed: event.name } : {})),
    keepPlan: assign(({ context }) => ({ plan: planned(context) })),
    forgetConnection: assign({ connection: undefined }),
    takeNews: assign(({ event }) => {
      if (event.type !== 'NEWS') return {};
      const { news } = event;
      if (news.kind === 'step') return { step: news.index, counted: undefined, update: undefined };
      if (news.kind === 'count') return { counted: news };
      return { update: news.update, connection: news.update.connection };
    }),
    takeProblem: assign(({ event }) => (event.type === 'BROKEN' ? { problem: event.problem } : {})),
    /** Wakes whatever waits for its next try, which reads the credentials again. */
    tryNow: actionNotProvided('tryNow'),
  },
});

/** The plan as it would be carried out now. */
export function planned(context: Pick<DeleteContext, 'found' | 'decided'>): DeletePlan {
  const { found, decided } = given(context, 'found', 'decided');
  return planDelete(found, decided);
}

const review = reviewing('delete.review', 'deleted', 'continue');
const carrying = running('delete.running', 'Deleting', 'deleting', 'deleting again');

/**
 * The flow `delete`: shows everything that belongs to a project, or to one of its environments; after its name is typed,
 * deletes it step by step. Nothing is deleted before CONFIRM, and an interrupted run is resumed.
 */
export const deleteMachine = deleteSetup.createMachine({
  id: 'delete',
  context: ({ input }) => ({
    ...input,
    decided: { keepBucket: false, keepFiles: false, ...input.choices },
    typedFolder: '',
    typed: '',
  }),
  initial: 'looking',
  output: ({ context: { removed, found } }) =>
    removed && found ? { kind: 'deleted', name: found.name, scope: found.scope } : { kind: 'left' },
  states: {
    looking: {
      meta: busyMeta('delete.looking', 'Looking at what is there'),
      exit: 'forgetConnection',
      invoke: {
        src: 'look',
        input: ({ context: { folder, environment, resume, decided }, self }) => ({
          folder,
          environment,
          resume,
          decided,
          tell: (connection) => self.send({ type: 'CONNECTION', connection }),
        }),
        onDone: {
          target: 'review',
          actions: assign(({ event: { output } }) => ({
            found: output.found,
            decided: output.choices,
            typed: '',
          })),
        },
        onError: failsTo('unreadable'),
      },
      on: { ...whileAsking, BACK: { target: 'left', meta: cancel } },
    },
    unreadable: failed('delete.looking', notYet, 'looking', 'left', leave),
    review: {
      ...review,
      on: {
        ...review.on,
        KEEP_BUCKET: {
          guard: 'hasBucket',
          actions: assign(({ context: { decided } }) => ({
            decided: { ...decided, keepBucket: !decided.keepBucket },
          })),
          meta: {
            key: 'b',
            label: 'keep the bucket',
            footer: 3,
            help: 'Keeps the deployment bucket, or not.',
          },
        },
        KEEP_FILES: {
          guard: 'hasFiles',
          actions: assign(({ context: { decided } }) => ({
            decided: { ...decided, keepFiles: !decided.keepFiles },
          })),
          meta: { key: 'f', label: 'keep the files', footer: 4, help: 'Keeps the files on disk, or not.' },
        },
        DOWNLOAD: {
          guard: 'canDownload',
          target: 'folder',
          meta: {
            key: 'd',
            label: 'download first',
            footer: 5,
            help: 'Downloads what is in the bucket before anything is deleted.',
          },
        },
      },
    },
    folder: {
      meta: { pane: 'delete.folder', title: 'Where to download the bucket' },
      exit: 'forget',
      on: {
        TYPE_FOLDER: {
          actions: assign(({ event }) => ({ typedFolder: event.folder, problem: undefined })),
        },
        NEXT: [
          { guard: 'namesFolder', target: 'checkingFolder', meta: next('take it') },
          {
            target: 'review',
            actions: assign(({ context: { decided } }) => ({ decided: { ...decided, download: undefined } })),
            meta: next('no download'),
          },
        ],
        BACK: { target: 'review', meta: back() },
      },
    },
    checkingFolder: {
      meta: { pane: 'delete.folder', title: 'Where to download the bucket', busy: 'looking at the folder' },
      invoke: {
        src: 'checkFolder',
        input: ({ context: { found, folder, typedFolder } }) => ({
          root: found?.root ?? folder,
          typedFolder,
        }),
        onDone: {
          target: 'review',
          actions: assign(({ context: { decided }, event }) => ({
            decided: { ...decided, download: event.output },
          })),
        },
        onError: failsTo('folder'),
      },
    },
    confirming: confirming('delete.confirm', 'delete'),
    running: {
      ...carrying,
      entry: assign({ step: undefined, counted: undefined, update: undefined }),
      exit: 'forgetConnection',
      invoke: {
        src: 'run',
        input: ({ context }) => given(context, 'plan'),
        onError: failsTo('stopped'),
      },
      on: {
        ...carrying.on,
        ...whileAsking,
        NEWS: { actions: 'takeNews' },
        DELETED: { target: 'done', actions: assign(({ event }) => ({ removed: event.files })) },
        BROKEN: { target: 'stopped', actions: 'takeProblem' },
      },
    },
    stopped: stopped('delete.stopped', 'Not everything is deleted'),
    done: done('delete.done', 'Done'),
    finished,
    left: { ...left, entry: assign({ removed: undefined }) },
  },
});
