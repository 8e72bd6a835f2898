import { assign, fromPromise, setup } from 'xstate';
import type { FollowConnection } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import { sameValue } from '../../src/core/same-value.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import {
  environmentFaults,
  type InitAnswers,
  nameFaults,
  settingsFaults,
} from '../../src/flows/init/answers.ts';
import type { InitPlan } from '../../src/flows/init/init-plan.ts';
import type { GitIgnore } from '../../src/project/layouts/git-ignore.ts';
import { isClone } from '../../src/project/project.ts';
import type { InitJournalEntry } from '../../src/state/journal.ts';
import { deploymentMachine } from '../deployment/machine.ts';
import { isInTrouble } from '../kit/connection.ts';
import { type Given, given } from '../kit/given.ts';
import { keepProblem } from '../kit/problem.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import type { InitPaneId } from './meta.ts';
import { answersAdding, chosenOption, editAnswers, newEnvironmentFaults, takeUp } from './steps.ts';
import type { InitContext, InitEvent, InitInput, InitLocalState, InitOutput } from './types.ts';

/** The input for asking AWS about an identity. */
export interface IdentifyInput {
  readonly access: AccessChoice;
  readonly region: string | undefined;
  readonly tell: (connection: FollowConnection) => void;
}

/** The input for a plan. */
export interface InitWork
  extends Given<InitContext, 'answers' | 'identity'>,
    Pick<InitContext, 'folder' | 'resumed' | 'cleanUp' | 'addsTo'> {
  readonly access: AccessChoice;
}

/** The input of an actor that calls AWS. */
export const asking = ({
  context,
  self,
}: {
  readonly context: InitContext;
  readonly self: { send(event: InitEvent): void };
}): IdentifyInput => {
  const { answers } = given(context, 'answers');
  return {
    ...given(answers, 'access'),
    region: answers.region,
    tell: (connection) => self.send({ type: 'CONNECTION', connection }),
  };
};

/** The input for making the plan. */
export const planning = ({ context }: { readonly context: InitContext }): InitWork => {
  const { folder, resumed, cleanUp, addsTo } = context;
  const known = given(context, 'answers', 'identity');
  return { folder, resumed, cleanUp, addsTo, ...known, ...given(known.answers, 'access') };
};

/** The types, guards and actors of the flow `init`; its states use them in the files beside this one. */
export const initSetup = setup({
  types: {
    context: {} as InitContext,
    events: {} as InitEvent,
    input: {} as InitInput,
    output: {} as InitOutput,
    meta: {} as StateMeta<InitPaneId>,
    transitionMeta: {} as TransitionMeta,
    children: {} as { deployment: 'deployment' },
  },
  actors: {
    lookAround: fromPromise<InitLocalState, { folder: string }>(notProvided('lookAround')),
    identify: fromPromise<Identity, IdentifyInput>(notProvided('identify')),
    makePlan: fromPromise<InitPlan, InitWork>(notProvided('makePlan')),
    saveAnswers: fromPromise<string, Given<InitContext, 'folder' | 'answers'>>(notProvided('saveAnswers')),
    forget: fromPromise<void, { entry: InitJournalEntry | undefined }>(notProvided('forget')),
    deployment: deploymentMachine,
  },
  guards: {
    isNested: ({ context }) => context.localState?.found.kind === 'nested',
    isProject: ({ context }) => context.localState?.found.kind === 'project',
    isClone: ({ context: { localState } }) =>
      localState?.found.kind === 'project' && isClone(localState.found.project),
    hasEnvironments: ({ context: { localState } }) =>
      localState?.found.kind === 'project' && localState.found.project.layout === 'multi-env',
    /** No file records where an environment is deployed, so this machine cannot be tied to one. */
    isWithoutEnvironments: ({ context: { localState } }) =>
      localState?.found.kind === 'project' &&
      localState.found.project.layout === 'multi-env' &&
      localState.found.project.stack === undefined &&
      (localState.environments ?? []).length === 0,
    adds: ({ context }) => context.adds === true,
    addsEnvironment: ({ context }) => context.addsTo !== undefined,
    environmentIsGood: ({ context }) =>
      context.answers !== undefined && newEnvironmentFaults(context).length === 0,
    isUnreadable: ({ context }) => context.localState?.found.kind === 'unreadable',
    hasNoteProblem: ({ context }) => context.localState?.noteProblem !== undefined,
    isInTrouble: ({ context }) => isInTrouble(context),
    hasProblem: ({ context }) => context.problem !== undefined,
    /** Whether the unfinished init was being cleaned up. */
    wasCleaning: ({ context }) => context.localState?.unfinished?.step === 'cleaning',
    isUnfinished: ({ context }) => context.localState?.unfinished !== undefined,
    nameIsGood: ({ context: { answers } }) =>
      answers !== undefined && nameFaults(answers).length === 0 && environmentFaults(answers).length === 0,
    settingsAreGood: ({ context }) =>
      context.answers !== undefined && settingsFaults(context.answers).length === 0,
    settingsDiffer: ({ context: { answers, localState } }) =>
      answers !== undefined &&
      localState !== undefined &&
      !sameValue(detected(answers), detected(localState.answers)),
    isJavascript: ({ context }) => context.answers?.app === 'javascript',
    hasResources: ({ context }) => context.answers?.app === 'android' || context.answers?.app === 'flutter',
    accessIsUsable: ({ context }) => chosenOption(context)?.usable.ok === true,
    isReady: ({ context }) =>
      chosenOption(context)?.usable.ok === true && context.answers?.region !== undefined,
    hasRegion: ({ context }) => context.answers?.region !== undefined,
    regionWasAsked: ({ context }) => chosenOption(context)?.region === undefined,
    offersIgnoring: ({ context: { plan } }) => plan?.ignoring === 'offered',
    addsIgnoring: ({ context: { plan } }) => plan?.ignoring === 'added',
    isResumed: ({ context }) => context.resumed !== undefined,
  },
  actions: {
    keepProblem: assign(keepProblem),
    /** Wakes whatever waits for its next try. */
    tryNow: actionNotProvided('tryNow'),
    takeConnection: assign(({ event }) =>
      event.type === 'CONNECTION' ? { connection: event.connection } : {},
    ),
    forgetConnection: assign({ connection: undefined }),
    edit: assign(({ context, event }) => {
      if (event.type !== 'EDIT') return {};
      const answers = editAnswers(context, event.answers);
      return answers ? { answers, problem: undefined, note: undefined } : {};
    }),
    takeMade: assign(({ context: { answers }, event }) =>
      event.type === 'ACCESS_MADE' && event.choice && answers
        ? { answers: { ...answers, access: event.choice } }
        : {},
    ),
    /** The current profiles, with the region of the chosen one; every other answer stays. */
    takeProfiles: assign(({ context }, found: InitLocalState) => {
      const { localState, answers } = context;
      if (!localState || !answers) return {};
      const { accessOptions, accessSource, accessGiven, accessAbsent, accessMissing } = found;
      const next = { ...localState, accessOptions, accessSource, accessGiven, accessAbsent, accessMissing };
      const access = answers.access ?? found.answers.access;
      return {
        localState: next,
        answers: access ? editAnswers({ ...context, localState: next }, { access }) : answers,
      };
    }),
    addEnvironment: assign(({ context }) => answersAdding(context)),
    addNothing: assign(({ context }) => ({ addsTo: undefined, answers: context.localState?.answers })),
    sayIgnoring: assign(({ context: { answers } }, gitIgnore: GitIgnore) =>
      answers ? { answers: { ...answers, gitIgnore }, problem: undefined, note: undefined } : {},
    ),
    resetSettings: assign(({ context }) => {
      const { answers, localState } = context;
      if (!answers || !localState) return {};
      return { answers: { ...answers, ...detected(localState.answers) } };
    }),
    forgetProblem: assign({ problem: undefined, note: undefined }),
    takeUpToFinish: assign(({ context }) => ({ ...takeUp(context), cleanUp: false })),
    takeUpToCleanUp: assign(({ context }) => ({ ...takeUp(context), cleanUp: true })),
    /** Another access for the last request, unless the event names one. */
    takeUpWith: assign(({ context, event }) =>
      event.type === 'TAKE_ACCESS'
        ? { ...takeUp(context, event.choice), cleanUp: event.cleanUp ?? context.cleanUp === true }
        : {},
    ),
    layDown: assign({ resumed: undefined }),
  },
});

/** The answers that were detected in the app's own files. */
function detected({ framework, javascript, resDir }: InitAnswers) {
  return { framework, javascript, resDir };
}
