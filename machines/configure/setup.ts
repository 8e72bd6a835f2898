import { assign, fromPromise, setup } from 'xstate';
import type { NewAccessKey } from '../../src/aws/iam/access-keys.ts';
import type { ConfigureAnswers } from '../../src/flows/configure/answers.ts';
import type { TypedKeys } from '../../src/flows/configure/keys.ts';
import type { ConfigurePlan } from '../../src/flows/configure/plan.ts';
import type { LostKeys } from '../../src/flows/configure/run.ts';
import type { PasteText } from '../../src/profiles/edit/paste.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import type { Given } from '../kit/given.ts';
import { keepProblem, problemOf } from '../kit/problem.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import { editAnswers, mergeKeys } from './answers.ts';
import { guards } from './guards.ts';
import type { Acting, ActingAs, KeyWork, PlanWork, SaveWork } from './inputs.ts';
import type {
  ConfigureContext,
  ConfigureEvent,
  ConfigureInput,
  ConfigureLocalState,
  ConfigureMeta,
  ConfigureOutput,
  FoundUser,
  RunStep,
  Verified,
} from './types.ts';

/** The result of writing the profile. */
export type SaveOutcome =
  | {
      readonly kind: 'written';
      readonly files: readonly string[];
      /** The copy of the replaced keys. */
      readonly kept?: string;
      readonly note?: ConfigureNote;
    }
  /** Somebody changed the files after the review: nothing was written, and this is the new plan. */
  | { readonly kind: 'changed'; readonly plan: ConfigurePlan };

const promise = <Output, Input extends object>(name: string) => fromPromise<Output, Input>(notProvided(name));

/** The types, guards and actors of the flow `configure`; its states use them in the files beside this one. */
export const configureSetup = setup({
  types: {
    context: {} as ConfigureContext,
    events: {} as ConfigureEvent,
    input: {} as ConfigureInput,
    output: {} as ConfigureOutput,
    meta: {} as ConfigureMeta,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    lookAround: fromPromise<ConfigureLocalState, { rotate: string | undefined }>(notProvided('lookAround')),
    identify: promise<Verified, Acting>('identify'),
    forget: promise<void, { id: string }>('forget'),
    findLost: promise<LostKeys, KeyWork>('findLost'),
    deleteLost: promise<void, Acting & Given<ConfigureContext, 'lost'>>('deleteLost'),
    lookAtUser: promise<FoundUser, ActingAs>('lookAtUser'),
    switchOff: promise<void, Acting & { id: string }>('switchOff'),
    deleteKey: promise<void, Acting & { id: string }>('deleteKey'),
    checkPolicy: promise<void, ActingAs>('checkPolicy'),
    readCsv: promise<Partial<TypedKeys>, { path: string }>('readCsv'),
    /** Sends its progress: WAITED, KNOWN, BROKEN. */
    checkKeys: tellingNotProvided<{ answers: ConfigureAnswers; region: string }>('checkKeys'),
    makePlan: promise<ConfigurePlan, PlanWork>('makePlan'),
    makeUser: promise<ConfigureNote, KeyWork>('makeUser'),
    makeKey: promise<{ note: ConfigureNote; key: NewAccessKey }, KeyWork>('makeKey'),
    save: promise<SaveOutcome, SaveWork>('save'),
    /** Sends its progress: WAITED, KNOWN, BROKEN. */
    verifySaved: tellingNotProvided<PlanWork>('verifySaved'),
    retire: promise<{ readonly id: string } | undefined, KeyWork>('retire'),
    deleteOld: promise<void, Acting & { id: string }>('deleteOld'),
    takeBack: promise<void, KeyWork>('takeBack'),
  },
  guards,
  actions: {
    keepProblem: assign(keepProblem),
    edit: assign(({ context, event }) => {
      if (event.type !== 'EDIT') return {};
      const answers = editAnswers(context, event.answers);
      return answers ? { answers, problem: undefined, confirmation: undefined } : {};
    }),
    /** A usable profile is used under its own name. */
    adoptProfile: assign(({ context: { answers } }) =>
      answers?.way === 'existing' && answers.access?.kind === 'profile'
        ? { answers: { ...answers, profile: answers.access.name } }
        : {},
    ),
    takeKeys: assign(({ context, event }) =>
      event.type === 'PASTED' && context.answers
        ? {
            answers: { ...context.answers, keys: mergeKeys(context.answers.keys, event.keys) },
            problem: undefined,
          }
        : {},
    ),
    chooseKey: assign(({ event }) => (event.type === 'CHOOSE_KEY' ? { chosenKey: event.id } : {})),
    takeWait: assign(({ event }) => (event.type === 'WAITED' ? { wait: event.wait } : {})),
    takeVerified: assign(({ event }) =>
      event.type === 'KNOWN' ? { verified: event.verified, wait: undefined, problem: undefined } : {},
    ),
    takeSaved: assign(({ event }) =>
      event.type === 'KNOWN' ? { saved: event.verified, wait: undefined, problem: undefined } : {},
    ),
    takeProblem: assign(({ event }) =>
      event.type === 'BROKEN' ? { problem: event.problem, wait: undefined } : {},
    ),
    /** Which step of the run failed, to continue with it. */
    fail: assign((_, { step, error }: { readonly step: RunStep; readonly error: unknown }) => ({
      failedStep: step,
      problem: problemOf(error),
      paste: pasteIn(error),
      pasteShown: undefined,
    })),
    forgetProblem: assign({ problem: undefined, confirmation: undefined }),
    /** Opens the console page of the step. */
    openConsole: actionNotProvided<{ readonly page: 'signIn' | 'createUser' | 'createKey' | 'signUp' }>(
      'openConsole',
    ),
    /** Copies the address of the step's page. */
    copyAddress: actionNotProvided<{ readonly page: 'signIn' | 'createUser' | 'createKey' | 'signUp' }>(
      'copyAddress',
    ),
    copyError: actionNotProvided('copyError'),
  },
});

export const copyError: TransitionMeta = { key: 'y', label: 'copy the error', footer: 5 };

/** Text that the user can paste into a file that cannot be written. */
function pasteIn(error: unknown): readonly PasteText[] | undefined {
  return error instanceof Error && 'paste' in error ? (error.paste as readonly PasteText[]) : undefined;
}
