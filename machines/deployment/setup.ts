import { assign, fromPromise, setup } from 'xstate';
import type { FollowConnection, FollowUpdate } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { ProblemCode, ProblemText } from '../../src/core/problem.ts';
import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { InitPlan } from '../../src/flows/init/init-plan.ts';
import type { StoredBackend } from '../../src/flows/init/run.ts';
import { derivedNames } from '../../src/project/names.ts';
import type { InitPaneId } from '../init/meta.ts';
import { type Given, given } from '../kit/given.ts';
import { keepProblem } from '../kit/problem.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import type {
  DeploymentContext,
  DeploymentEvent,
  DeploymentInput,
  DeploymentOutput,
  DeploymentPhase,
} from './types.ts';

export const cleanUp: TransitionMeta = {
  key: 'c',
  label: 'clean up',
  footer: 2,
  decides: true,
  help: 'Deletes the stack of this attempt; asks before it deletes a bucket.',
};

export const keep: TransitionMeta = {
  key: 'escape',
  label: 'leave it there',
  footer: 3,
  help: 'Leaves everything as it is; `init` in this folder offers to resume it.',
};

export const otherAccess: TransitionMeta = {
  key: 'p',
  label: 'other profile',
  footer: 1.5,
  help: 'Continues with another profile of the same account.',
};

export const copyError: TransitionMeta = { key: 'y', label: 'copy the error', footer: 4 };
export const openConsole: TransitionMeta = { key: 'o', label: 'open in the console', footer: 5 };

/** Receives the state of the connection from whatever calls AWS. */
export type TellConnection = (connection: FollowConnection) => void;

/** The input of an actor that calls AWS. */
export interface Asking {
  readonly plan: InitPlan;
  /** The access to continue with. */
  readonly access: AccessChoice;
  readonly tell: TellConnection;
}

/** The input of an actor that creates or removes the stack. */
export interface AskingOfAttempt extends Asking, Pick<DeploymentContext, 'resumed' | 'stackId'> {}

/** The input of an actor that works with the stack. */
export interface AskingOfStack extends Asking {
  readonly stackId: string;
}

/** A created stack, whose files are to be written. */
export interface Made extends Given<DeploymentContext, 'plan' | 'stack'> {
  readonly access: AccessChoice;
}

/** The input of an actor that forgets an attempt. */
export type OfAttempt = Pick<DeploymentContext, 'plan' | 'stack'>;

/** Problems that another access may not have. */
const accessCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
  'ACCESS_DENIED',
  'ACCESS_NONE',
  'PROFILE_UNKNOWN',
  'PROFILE_NOT_USABLE',
  'UPLOAD_FAILED',
  'MFA_NEEDED',
  'SIGNED_OUT',
  'SIGN_IN_EXPIRED',
]);

/** A denial that will not change by waiting. */
const deniedCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['ACCESS_DENIED', 'UPLOAD_FAILED']);

const isDenied = (problem: ProblemText | undefined) => problem !== undefined && deniedCodes.has(problem.code);

interface Args {
  readonly context: DeploymentContext;
  readonly self: { send(event: DeploymentEvent): void };
}

/** The input of an actor that calls AWS. */
export const asking = ({ context: { plan, access = plan.access }, self }: Args): Asking => ({
  plan,
  access,
  tell: (connection) => self.send({ type: 'CONNECTION', connection }),
});

export const askingOfAttempt = (args: Args): AskingOfAttempt => {
  const { resumed, stackId } = args.context;
  return { ...asking(args), resumed, stackId };
};

export const askingOfStack = (args: Args): AskingOfStack => ({
  ...asking(args),
  ...given(args.context, 'stackId'),
});

export const ofAttempt = ({ context: { plan, stack } }: Pick<Args, 'context'>): OfAttempt => ({
  plan,
  stack,
});

/** The types, guards and actors of a deployment; its states use them in the files beside this one. */
export const deploymentSetup = setup({
  types: {
    context: {} as DeploymentContext,
    events: {} as DeploymentEvent,
    input: {} as DeploymentInput,
    output: {} as DeploymentOutput,
    meta: {} as StateMeta<InitPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    createStack: fromPromise<{ stackId: string }, AskingOfAttempt>(notProvided('createStack')),
    /** Sends UPDATE while it runs, then SETTLED or BROKEN. */
    follow: tellingNotProvided<AskingOfStack>('follow'),
    storeBackend: fromPromise<StoredBackend, AskingOfStack>(notProvided('storeBackend')),
    writeFiles: fromPromise<string[], Made>(notProvided('writeFiles')),
    /** Deletes the stack and sends UPDATE meanwhile, then REMOVED or BROKEN. */
    removeStack: tellingNotProvided<AskingOfAttempt>('removeStack'),
    /** Another attempt: a new token, and a new name if the old one cannot be used. */
    planAgain: fromPromise<InitPlan, OfAttempt & { rename: boolean }>(notProvided('planAgain')),
    deleteBucket: fromPromise<void, Asking>(notProvided('deleteBucket')),
    forget: fromPromise<void, OfAttempt>(notProvided('forget')),
    listAccess: fromPromise<Rows<AccessOption>>(notProvided('listAccess')),
    /** Asks AWS who another access is, in the region of the stack. */
    checkAccess: fromPromise<Identity, Asking>(notProvided('checkAccess')),
  },
  guards: {
    isCleanUp: ({ context }) => context.cleanUp === true,
    hasSucceeded: ({ event }) => event.type === 'SETTLED' && isThere(event.update.progress),
    nameIsTaken: ({ context }) =>
      context.problem?.code === 'STACK_EXISTS' ||
      context.problem?.code === 'NAME_TAKEN' ||
      context.failure?.progress.causes.some((cause) => cause.nameTaken) === true,
    /** This attempt, or the one that it resumes, had a known stack. */
    hadStack: ({ context: { stackId, update, resumed } }) =>
      stackId !== undefined || update !== undefined || resumed?.step === 'cleaning',
    hasStack: ({ context }) => context.stackId !== undefined,
    isExpired: ({ context }) => context.connection?.kind === 'expired',
    needsCode: ({ context: { connection } }) =>
      connection?.kind === 'expired' && connection.code === 'MFA_NEEDED',
    isInTrouble: ({ context }) => context.connection !== undefined && context.connection.kind !== 'ok',
    isAccessTrouble: ({ context }) => context.problem !== undefined && accessCodes.has(context.problem.code),
    hasFailedCandidate: ({ context: { candidate, problem } }) =>
      candidate !== undefined && problem !== undefined,
    isAbandoned: ({ context }) => context.abandoned === true,
    wasAt: ({ context }, { phase }: { phase: DeploymentPhase }) => context.phase === phase,
  },
  actions: {
    keepProblem: assign(keepProblem),
    openConsole: actionNotProvided('openConsole'),
    copyError: actionNotProvided('copyError'),
    /** Wakes whatever waits for its next try, which reads the credentials again. */
    tryNow: actionNotProvided('tryNow'),
    takeUpdate: assign(({ context, event }) =>
      event.type === 'UPDATE' || event.type === 'SETTLED'
        ? {
            update: withWhatIsKnown(context.update, event.update),
            connection: event.update.connection,
            problem: undefined,
          }
        : {},
    ),
    takeConnection: assign(({ event }) =>
      event.type === 'CONNECTION' ? { connection: event.connection } : {},
    ),
    forgetConnection: assign({ connection: undefined }),
    pauseAt: assign(({ context: { problem } }, { phase }: { phase: DeploymentPhase }) => ({
      phase,
      denied: isDenied(problem),
      problem: undefined,
    })),
    pauseAgain: assign(({ context: { problem } }) => ({
      denied: isDenied(problem),
      problem: undefined,
    })),
    /** Another access continues with the broken phase. */
    brokeAt: assign((_, { phase }: { phase: DeploymentPhase }) => ({ phase })),
    noteDeletion: assign({ deletedHere: true }),
    /** Keeps the name of a retained bucket, because the note of this attempt is about to be removed. */
    keepBucketName: assign(({ context: { bucketsKept, plan }, event }) =>
      event.type === 'REMOVED'
        ? {
            stackId: undefined,
            bucketsKept: event.bucketLeft
              ? [...bucketsKept, derivedNames(plan.stackName).bucket]
              : bucketsKept,
          }
        : {},
    ),
    takeProblem: assign(({ event }) => (event.type === 'BROKEN' ? { problem: event.problem } : {})),
    keepFailure: assign(({ context }) => ({ failure: context.update })),
    startOver: assign({
      stackId: undefined,
      update: undefined,
      problem: undefined,
      failure: undefined,
      resumed: undefined,
      abandoned: undefined,
      deletedHere: undefined,
      phase: undefined,
    }),
    forgetProblem: assign({ problem: undefined }),
  },
});

/** Somebody may have started an update meanwhile: if it is rolled back, the stack is still complete. */
function isThere({ outcome, status }: { readonly outcome: string; readonly status: string }): boolean {
  return outcome === 'succeeded' || /^(UPDATE|IMPORT)_ROLLBACK_COMPLETE$/.test(status);
}

/** A restarted follower that cannot reach AWS yet knows less than the previous one: only its connection is new. */
function withWhatIsKnown(known: FollowUpdate | undefined, update: FollowUpdate): FollowUpdate {
  const isBlind = update.connection.kind !== 'ok' && update.progress.events.length === 0;
  return isBlind && known && known.progress.events.length > 0
    ? {
        ...update,
        progress: known.progress,
        ...(known.readAt === undefined ? {} : { readAt: known.readAt }),
      }
    : update;
}

const tryNow: TransitionMeta = { key: 'r', label: 'try now', footer: 1 };
const readAgain: TransitionMeta = {
  key: 'r',
  label: 'read profile again',
  footer: 1,
  help: 'It is also read again every few seconds by itself.',
};

const enterCode: TransitionMeta = { key: 'r', label: 'enter the code', footer: 1 };

/** What is possible in every state that calls AWS, besides waiting. */
export const whileAsking = (phase: DeploymentPhase) =>
  ({
    CONNECTION: { actions: 'takeConnection' },
    TRY_NOW: [
      { guard: 'needsCode', actions: 'tryNow', meta: enterCode },
      { guard: 'isExpired', actions: 'tryNow', meta: readAgain },
      { guard: 'isInTrouble', actions: 'tryNow', meta: tryNow },
    ],
    OTHER_ACCESS: {
      guard: 'isExpired',
      target: 'choosingAccess',
      actions: { type: 'pauseAt', params: { phase } },
      meta: otherAccess,
    },
  }) as const;

/** After a failure of the access itself: choose another one, and continue from there. */
export const withOtherAccess = (phase: DeploymentPhase) =>
  ({
    guard: 'isAccessTrouble',
    target: 'choosingAccess',
    actions: { type: 'pauseAt', params: { phase } },
    meta: otherAccess,
  }) as const;

/** The same if several phases may have broken: it continues with the one that did. */
export const withOtherAccessAgain = {
  guard: 'isAccessTrouble',
  target: 'choosingAccess',
  actions: 'pauseAgain',
  meta: otherAccess,
} as const;
