import { assign, fromPromise, sendTo, setup } from 'xstate';
import type { PlannedFile } from '../../src/core/plan.ts';
import { type AccessChoice, choiceKey, sameChoice } from '../../src/credentials/access.ts';
import { ownKeyId } from '../../src/credentials/own-key-id.ts';
import type { ProfileChange, ProfilePlan } from '../../src/profiles/profile-plan.ts';
import type { Project } from '../../src/project/project.ts';
import { toParent } from '../kit/parent.ts';
import { keepProblem } from '../kit/problem.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import {
  accessEvent,
  afterChange,
  chosenName,
  chosenProfile,
  chosenSession,
  formChange,
  inUseChanged,
  nameFault,
  optionOf,
} from './chosen.ts';
import { draftOf } from './draft.ts';
import type { ProfilesPaneId } from './meta.ts';
import type {
  Looked,
  PinPlan,
  ProfilesContext,
  ProfilesEvent,
  ProfilesInput,
  Tested,
  TestResult,
  WrittenChange,
} from './types.ts';

/** The result of writing a change. */
export type WriteOutcome =
  | (WrittenChange & { readonly looked: Looked })
  /** Somebody changed the files after the review: nothing was written, and this is the new plan. */
  | { readonly kind: 'changed'; readonly plan: ProfilePlan };

interface WithContext {
  readonly context: ProfilesContext;
}

const toSession = toParent<ProfilesContext>();

/** For an action that has nothing to send. */
const nothing = { type: 'NOTHING' } as const;

/** The types, guards and actors of the profiles; the states use them in the files beside this one. */
export const profilesSetup = setup({
  types: {
    context: {} as ProfilesContext,
    events: {} as ProfilesEvent,
    input: {} as ProfilesInput,
    meta: {} as StateMeta<ProfilesPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    /** Sends LOOKED immediately, and again whenever the files change. */
    look: tellingNotProvided('look'),
    /** Marks a profile as production, or removes the mark. @returns all that are marked now */
    mark: fromPromise<readonly string[], { name: string }>(notProvided('mark')),
    /** Sends SESSIONS once. */
    sessions: tellingNotProvided('sessions'),
    /** Removes the cached sessions of a profile's roles. @returns how many there were */
    forgetSessions: fromPromise<number, { name: string }>(notProvided('forgetSessions')),
    test: fromPromise<Tested, { choice: AccessChoice }>(notProvided('test')),
    /** Asks AWS who the profile is, and plans the file that ties the project to it. */
    planPin: fromPromise<PinPlan, { project: Project; name: string }>(notProvided('planPin')),
    writePin: fromPromise<readonly string[], { file: PlannedFile }>(notProvided('writePin')),
    /** Makes a profile the default of the folder, in our own settings. */
    keepHere: fromPromise<void, { name: string }>(notProvided('keepHere')),
    plan: fromPromise<ProfilePlan, { change: ProfileChange }>(notProvided('plan')),
    write: fromPromise<WriteOutcome, { plan: ProfilePlan }>(notProvided('write')),
  },
  guards: {
    hasChosen: ({ context }) => context.chosen !== undefined,
    hasSession: ({ context }) => chosenSession(context) !== undefined,
    /** Its session can be replaced, and the user was not told yet that it still works. */
    hasUntoldSession: ({ context }) =>
      chosenSession(context) !== undefined &&
      context.chosen !== undefined &&
      !sameChoice(context.chosen.choice, context.renews),
    isUsable: ({ context }) => context.chosen?.usable.ok === true,
    hasAccess: ({ context }) => {
      const { settings } = chosenProfile(context) ?? {};
      return settings?.has('aws_access_key_id') === true || settings?.has('role_arn') === true;
    },
    hasOwnKey: ({ context }) => {
      const { looked } = context;
      const name = chosenName(context);
      return looked !== undefined && name !== undefined && ownKeyId(looked.list, name) !== undefined;
    },
    isProfile: ({ context }) => chosenProfile(context) !== undefined,
    canPin: ({ context }) => context.project !== undefined && chosenProfile(context) !== undefined,
    canKeep: ({ context }) => {
      const name = chosenName(context);
      return name !== undefined && context.chosen?.usable.ok === true && name !== context.folderProfile;
    },
    hasPin: ({ context }) => context.pin?.file !== undefined,
    hasFormChange: ({ context }) => formChange(context) !== undefined,
    hasNewName: ({ context }) => nameFault(context) === undefined,
    hasChange: ({ context }) => context.change !== undefined,
    isSet: ({ context }) => context.change?.kind === 'set',
    isRename: ({ context }) => context.change?.kind === 'rename',
    isRemove: ({ context }) => context.change?.kind === 'remove',
    hasFiles: ({ context }) => (context.plan?.files.length ?? 0) > 0,
  },
  actions: {
    keepProblem: assign(keepProblem),
    takeLooked: assign(({ context, event }) =>
      event.type === 'LOOKED'
        ? { looked: event.looked, chosen: optionOf(event.looked, context.chosen?.choice ?? context.inUse) }
        : {},
    ),
    takeSessions: assign(({ event }) => (event.type === 'SESSIONS' ? { sessions: event.sessions } : {})),
    selectRow: assign(({ event, context }) => {
      if (event.type !== 'SELECT_ROW') return {};
      const { option: chosen } = event;
      const key = context.chosen && choiceKey(context.chosen.choice);
      // The result for a removed row is shown until the user moves.
      const stays = key === undefined || (chosen && choiceKey(chosen.choice) === key);
      return stays ? { chosen } : { chosen, confirmation: undefined, problem: undefined, renews: undefined };
    }),
    /** Clears the result of the previous step. */
    forget: assign({ problem: undefined, confirmation: undefined, renews: undefined }),
    /** A code takes a user half a minute, so replacing a working session has to be confirmed. */
    tellSession: assign(({ context: { chosen } }) => ({
      problem: undefined,
      renews: chosen?.choice,
      confirmation:
        'Its session still works. Once more replaces it, and asks for a code where the role requires one.',
    })),
    beginForm: assign(({ context }) => {
      const profile = chosenProfile(context);
      return profile ? { draft: draftOf(profile) } : {};
    }),
    beginName: assign(({ context }) => ({ newName: chosenName(context) ?? '' })),
    keepTest: assign(({ context }, { result }: { readonly result: TestResult }) =>
      context.testing
        ? { tests: new Map(context.tests).set(choiceKey(context.testing), result), testing: undefined }
        : {},
    ),
    planForm: assign(({ context }) => ({ change: formChange(context), plan: undefined })),
    planName: assign(({ context: { newName = '', ...context } }) => {
      const change: ProfileChange = { kind: 'rename', name: chosenName(context) ?? '', to: newName };
      return { change, plan: undefined };
    }),
    planRemoval: assign(({ context }) => {
      const change: ProfileChange = { kind: 'remove', name: chosenName(context) ?? '' };
      return { change, plan: undefined };
    }),
    beginPin: assign({ pin: undefined }),
    takeDraft: assign(({ event }) => (event.type === 'DRAFT' ? { draft: event.draft } : {})),
    takeName: assign(({ event }) => (event.type === 'NAME' ? { newName: event.name } : {})),
    beginTest: assign(({ context }) => ({
      testing: context.chosen?.choice,
      problem: undefined,
      confirmation: undefined,
      renews: undefined,
    })),
    /** Takes over the files after a change, and selects what was changed. */
    takeWritten: assign(({ context }) => afterChange(context)),
    /** The profile in use has changed, or has another name. Runs before the change is cleared. */
    followInUse: sendTo(toSession, ({ context }: WithContext) => inUseChanged(context) ?? nothing),
    renameInUse: assign(({ context }) => ({ inUse: inUseChanged(context)?.choice ?? context.inUse })),
    /** The user wants to use the chosen access. */
    useChosen: sendTo(toSession, ({ context }: WithContext) => accessEvent(context) ?? nothing),
    openConfigure: sendTo(toSession, { type: 'OPEN_CONFIGURE' }),
    openRotate: sendTo(toSession, ({ context }: WithContext) => {
      const rotate = chosenName(context);
      return rotate === undefined ? nothing : { type: 'OPEN_CONFIGURE', rotate };
    }),
    openAccess: sendTo(toSession, ({ context }: WithContext) => {
      const profile = chosenName(context);
      return profile === undefined ? nothing : { type: 'OPEN_ACCESS', profile };
    }),
    /** The project is now tied to the plan's profile. */
    tellPinned: sendTo(toSession, ({ context }: WithContext) => {
      const name = context.pin?.name;
      return name === undefined ? nothing : { type: 'PINNED', name };
    }),
    /** The folder's default is now the selected profile. */
    tellKept: sendTo(toSession, ({ context }: WithContext) => {
      const name = chosenName(context);
      return name === undefined ? nothing : { type: 'KEPT', name };
    }),
    /** The facts about the access in use came from the session that was removed. */
    tellForgotten: sendTo(toSession, ({ context: { chosen, inUse } }: WithContext) => {
      if (!chosen || !sameChoice(chosen.choice, inUse)) return nothing;
      const { choice, region } = chosen;
      return { type: 'ACCESS_CHANGED', choice, ...(region ? { region } : {}) };
    }),
    tellProduction: sendTo(toSession, (_, { production }: { readonly production: readonly string[] }) => ({
      type: 'PRODUCTION',
      production,
    })),
    copyExport: actionNotProvided('copyExport'),
  },
});
