import { assign, enqueueActions, fromPromise, sendTo, setup } from 'xstate';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import { isRollbackStuck } from '../../src/aws/progress/stuck-rollback.ts';
import type { OwnBucket } from '../../src/aws/public-access.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import { type Given, given } from '../kit/given.ts';
import { toParent, type WithParent } from '../kit/parent.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import type { WatchPaneId } from './meta.ts';

export interface WatchInput
  extends WithParent<{ type: 'ACCESS_BACK' } | { type: 'STACK_GONE'; stackName: string }> {
  /** Name or ARN. */
  readonly stack: string;
  readonly access: AccessChoice;
  /** Region of the stack. */
  readonly region: string;
  /** The deployment bucket of the stack's project; absent for a stack that was named. */
  readonly bucket?: OwnBucket | undefined;
}

export interface WatchContext extends WatchInput {
  readonly update?: FollowUpdate | undefined;
  readonly problem?: ProblemText | undefined;
  /** The resources that continuing the rollback skips, by the names that AWS takes. */
  readonly skip: readonly string[];
  /** The rollback has just been requested: it may not show yet. */
  readonly continued: boolean;
  /** Whether the bucket blocks public access; absent if unknown. */
  readonly keepsPublicOut?: boolean | undefined;
}

/** Whether AWS has returned the state of the stack. */
export function isRead({ progress }: FollowUpdate): boolean {
  return progress.status !== '';
}

/** Whether the project's bucket is known to allow public access. */
export function isBucketOpen({ bucket, keepsPublicOut }: WatchContext): boolean {
  return bucket !== undefined && keepsPublicOut === false;
}

/** The stack that is followed, and what is known about it. */
export type Watched = Pick<WatchContext, 'stack' | 'access' | 'region' | 'continued' | 'update'>;

/** What is needed to ask about the deployment bucket. */
export type WatchedBucket = Pick<WatchContext, 'access' | 'region' | 'bucket' | 'update'>;

const watched = ({ context }: { context: WatchContext }): Watched => {
  const { stack, access, region, continued, update } = context;
  return { stack, access, region, continued, update };
};

/** A rollback that is continued. */
export type StuckRollback = Given<WatchContext, 'access' | 'region' | 'skip' | 'update'>;

/** A bucket that is closed to the public. */
export type OpenBucket = Given<WatchContext, 'access' | 'region' | 'bucket'>;

export type WatchEvent =
  | { type: 'UPDATE'; update: FollowUpdate }
  | { type: 'SETTLED'; update: FollowUpdate }
  | { type: 'BROKEN'; problem: ProblemText }
  /** A settled stack has changed. */
  | { type: 'CHANGED' }
  | { type: 'REFRESH' }
  /** Home is asked to read everything again. */
  | { type: 'READ_AGAIN' }
  | { type: 'CONTINUE_ROLLBACK' }
  | { type: 'SKIP'; name: string }
  | { type: 'BLOCK_PUBLIC_ACCESS' }
  | { type: 'CONFIRM' }
  | { type: 'BACK' }
  | { type: 'OPEN_CONSOLE' }
  | { type: 'COPY_ERROR' };

const openConsole: TransitionMeta = { key: 'o', label: 'open in the console', footer: 4 };
const readAgain: TransitionMeta = {
  key: 'r',
  label: 'sign in again',
  footer: 1,
  help: 'Reads the profile again, and asks for the MFA code where it takes one.',
};
/** The key for a bucket that can be made public: beside the stack, and on home. */
export const blockBucket: TransitionMeta = {
  key: 'b',
  label: 'block public access',
  footer: 3,
  help: 'Shows what S3 then refuses for the deployment bucket, and sets it after you confirm.',
};
const copyError: TransitionMeta = { key: 'y', label: 'copy the error', footer: 3 };

/** A settled stack is being read again and nothing has happened: until everything is read, what was read before says more. */
function isReadAgain(
  { progress: next }: FollowUpdate,
  before: FollowUpdate | undefined,
): before is FollowUpdate {
  if (!before || before.progress.outcome === 'running') return false;
  const { stackId, status, endedAt } = before.progress;
  return (
    next.stackId === stackId &&
    next.status === status &&
    (next.endedAt === undefined || next.endedAt === endedAt)
  );
}

/** The new state, with the earlier progress if that says more: what was read is not forgotten because of one failed look. */
function withWhatWasRead(update: FollowUpdate, before: FollowUpdate | undefined): FollowUpdate {
  if (before && isRead(before) && !isRead(update))
    return {
      ...update,
      progress: before.progress,
      ...(before.readAt === undefined ? {} : { readAt: before.readAt }),
    };
  return isReadAgain(update, before) ? { ...update, progress: before.progress } : update;
}

/** Follows one stack, whoever started its operation, in any state; looks again on request. */
export const watchMachine = setup({
  types: {
    context: {} as WatchContext,
    events: {} as WatchEvent,
    input: {} as WatchInput,
    meta: {} as StateMeta<WatchPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    /** Sends UPDATE while it runs, then SETTLED or BROKEN. */
    follow: tellingNotProvided<Watched>('follow'),
    /** Looks at a settled stack now and then: sends UPDATE after each look, then CHANGED or BROKEN. */
    lookAgain: tellingNotProvided<Watched>('lookAgain'),
    /** Asks AWS to continue a rollback that failed. */
    continueRollback: fromPromise<void, StuckRollback>(notProvided('continueRollback')),
    /** Whether the bucket blocks public access; undefined if there is none, or AWS does not say. */
    lookAtBucket: fromPromise<boolean | undefined, WatchedBucket>(notProvided('lookAtBucket')),
    /** Has the bucket block all public access. */
    blockPublicAccess: fromPromise<void, OpenBucket>(notProvided('blockPublicAccess')),
  },
  guards: {
    isStuck: ({ context }) => context.update !== undefined && isRollbackStuck(context.update.progress),
    isBucketOpen: ({ context }) => isBucketOpen(context),
    isBack: ({ context, event }) =>
      event.type === 'UPDATE' &&
      context.update?.connection.kind === 'expired' &&
      event.update.connection.kind === 'ok',
    /** The AWS CLI signs in, with another key. */
    isSignedOut: ({ context: { update } }) =>
      update?.connection.kind === 'expired' && update.connection.signIn !== undefined,
    isExpired: ({ context }) => context.update?.connection.kind === 'expired',
    isInTrouble: ({ context }) => context.update !== undefined && context.update.connection.kind !== 'ok',
    hasError: ({ context }) =>
      context.problem !== undefined || (context.update?.progress.causes.length ?? 0) > 0,
  },
  actions: {
    keepProblem: assign(keepProblem),
    openConsole: actionNotProvided('openConsole'),
    copyError: actionNotProvided('copyError'),
    /** Gets new credentials, with a code if necessary, then looks at the stack. */
    signInAgain: actionNotProvided('signInAgain'),
    /** Does not wait for the next look. */
    lookNow: actionNotProvided('lookNow'),
    /** The session asks again who is signed in: then it knows the account, and how long the session lasts. */
    tellBack: sendTo(toParent<WatchContext>(), { type: 'ACCESS_BACK' }),
    takeUpdate: enqueueActions(({ context: { update: before }, event, enqueue }) => {
      if (event.type !== 'SETTLED' && event.type !== 'UPDATE') return;
      const { outcome, stackName } = event.update.progress;
      // It existed when it was last read.
      if (outcome === 'deleted' && before && isRead(before) && before.progress.outcome !== 'deleted')
        enqueue.sendTo(toParent<WatchContext>(), { type: 'STACK_GONE', stackName });
      const update = event.type === 'SETTLED' ? event.update : withWhatWasRead(event.update, before);
      enqueue.assign({ update, problem: undefined });
    }),
    /** A problem with something the user did stays until they try again. */
    takeLook: assign(({ event }) => (event.type === 'UPDATE' ? { update: event.update } : {})),
    toggleSkip: assign(({ context: { skip }, event }) => {
      if (event.type !== 'SKIP') return {};
      const { name } = event;
      return { skip: skip.includes(name) ? skip.filter((other) => other !== name) : [...skip, name] };
    }),
  },
}).createMachine({
  id: 'watch',
  context: ({ input }) => ({ ...input, skip: [], continued: false }),
  initial: 'following',
  states: {
    following: {
      meta: { pane: 'watch', title: 'The stack', busy: 'following the stack' },
      invoke: {
        src: 'follow',
        input: watched,
        onError: failsTo('broken'),
      },
      exit: assign({ continued: false }),
      on: {
        UPDATE: [{ guard: 'isBack', actions: ['takeUpdate', 'tellBack'] }, { actions: 'takeUpdate' }],
        SETTLED: { target: 'settled', actions: 'takeUpdate' },
        BROKEN: { target: 'broken', actions: assign(({ event }) => ({ problem: event.problem })) },
        REFRESH: [
          {
            guard: 'isSignedOut',
            actions: 'signInAgain',
            meta: { key: 'r', label: 'refresh', footer: 2 },
          },
          { guard: 'isExpired', actions: 'signInAgain', meta: readAgain },
          { guard: 'isInTrouble', actions: 'lookNow', meta: { key: 'r', label: 'try now', footer: 1 } },
          { actions: 'lookNow', meta: { key: 'r', label: 'look now', footer: 2 } },
        ],
        READ_AGAIN: { actions: 'lookNow' },
        OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
      },
    },
    settled: {
      meta: { pane: 'watch', title: 'The stack' },
      invoke: [
        { src: 'lookAgain', input: watched, onError: failsTo('broken') },
        {
          // A deployment may have removed the block.
          src: 'lookAtBucket',
          input: ({ context: { access, region, bucket, update } }) => ({ access, region, bucket, update }),
          onDone: { actions: assign(({ event }) => ({ keepsPublicOut: event.output })) },
          // If it is unknown, nothing is shown here; the list of calls has it.
          onError: { actions: assign({ keepsPublicOut: undefined }) },
        },
      ],
      on: {
        UPDATE: [{ guard: 'isBack', actions: ['takeLook', 'tellBack'] }, { actions: 'takeLook' }],
        CHANGED: { target: 'following', actions: assign({ problem: undefined }) },
        BROKEN: { target: 'broken', actions: assign(({ event }) => ({ problem: event.problem })) },
        READ_AGAIN: { target: 'following', actions: assign({ problem: undefined }) },
        CONTINUE_ROLLBACK: {
          guard: 'isStuck',
          target: 'choosing',
          actions: assign({ skip: [], problem: undefined }),
          meta: {
            key: 'c',
            label: 'continue the rollback',
            footer: 1,
            help: 'Shows what could not be taken back, and has AWS try again; you choose what it skips.',
          },
        },
        BLOCK_PUBLIC_ACCESS: {
          guard: 'isBucketOpen',
          target: 'openBucket',
          actions: assign({ problem: undefined }),
          meta: blockBucket,
        },
        REFRESH: {
          target: 'following',
          actions: assign({ problem: undefined }),
          meta: { key: 'r', label: 'refresh', footer: 2 },
        },
        OPEN_CONSOLE: { actions: 'openConsole', meta: openConsole },
        COPY_ERROR: { guard: 'hasError', actions: 'copyError', meta: copyError },
      },
    },
    choosing: {
      meta: { pane: 'watch.rollback', title: 'Continue the rollback?' },
      on: {
        SKIP: { actions: 'toggleSkip' },
        CONFIRM: {
          target: 'continuing',
          meta: { key: 'enter', label: 'continue', footer: 1, decides: true },
        },
        BACK: { target: 'settled', meta: { key: 'escape', label: 'back', footer: 5 } },
      },
    },
    continuing: {
      meta: {
        pane: 'watch.rollback',
        title: 'Continuing the rollback',
        busy: 'asking AWS to continue the rollback',
        writes: true,
      },
      invoke: {
        src: 'continueRollback',
        input: ({ context }) => given(context, 'access', 'region', 'skip', 'update'),
        onDone: { target: 'following', actions: assign({ continued: true, skip: [] }) },
        onError: failsTo('settled'),
      },
    },
    openBucket: {
      meta: { pane: 'watch.bucket', title: 'Block public access?' },
      on: {
        CONFIRM: {
          target: 'blocking',
          meta: { key: 'enter', label: 'block public access', footer: 1, decides: true },
        },
        BACK: { target: 'settled', meta: { key: 'escape', label: 'back', footer: 5 } },
      },
    },
    blocking: {
      meta: {
        pane: 'watch.bucket',
        title: 'Blocking public access',
        busy: 'asking S3 to block public access',
        writes: true,
      },
      invoke: {
        src: 'blockPublicAccess',
        input: ({ context }) => given(context, 'access', 'region', 'bucket'),
        onDone: { target: 'settled', actions: assign({ keepsPublicOut: true }) },
        onError: failsTo('settled'),
      },
    },
    broken: {
      meta: { pane: 'watch', title: 'The stack cannot be read' },
      on: {
        REFRESH: {
          target: 'following',
          actions: assign({ problem: undefined }),
          meta: { key: 'r', label: 'retry', footer: 1 },
        },
        READ_AGAIN: { target: 'following', actions: assign({ problem: undefined }) },
        COPY_ERROR: { guard: 'hasError', actions: 'copyError', meta: copyError },
      },
    },
  },
});
