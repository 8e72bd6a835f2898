import { assign, fromPromise, setup } from 'xstate';
import { faultsOf } from '../../src/flows/assume-role/answers.ts';
import type { AssumePlan, UserWork } from '../../src/flows/assume-role/plan.ts';
import type { Given } from '../kit/given.ts';
import { keepProblem } from '../kit/problem.ts';
import { tellingNotProvided } from '../kit/telling.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { ChoosingField, Filled, Finishing, Giving, Planned } from './inputs.ts';
import type { AssumePaneId } from './meta.ts';
import type {
  AssumeContext,
  AssumeEvent,
  AssumeInput,
  AssumeLocalState,
  AssumeOutput,
  FieldChoice,
} from './types.ts';

/** What is still missing for the plan. A named note provides the role's values. */
export function faultsNow({ chosen, values }: Pick<AssumeContext, 'chosen' | 'values'>) {
  const fromNote = ['roleArn', 'externalId', 'mfa'];
  return faultsOf(chosen, values).filter(({ field }) => !(values.note && fromNote.includes(field)));
}

export const assumeSetup = setup({
  types: {
    context: {} as AssumeContext,
    events: {} as AssumeEvent,
    input: {} as AssumeInput,
    output: {} as AssumeOutput,
    meta: {} as StateMeta<AssumePaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<AssumeLocalState>(notProvided('look')),
    /** Lists the choices for a field, from AWS and files. */
    listChoices: fromPromise<readonly FieldChoice[], ChoosingField>(notProvided('listChoices')),
    plan: fromPromise<AssumePlan, Filled>(notProvided('plan')),
    /** Writes the script. @returns its path */
    writeScript: fromPromise<string, { plan: AssumePlan }>(notProvided('writeScript')),
    /** Sends STEP, and MADE at the end. */
    make: tellingNotProvided<Planned>('make'),
    give: fromPromise<void, Giving>(notProvided('give')),
    /** Sends STEP, and WRITTEN at the end. */
    finish: tellingNotProvided<Finishing>('finish'),
    /** Sends STEP, and PROVED at the end. */
    prove: tellingNotProvided<{ work: UserWork }>('prove'),
    cleanUp: fromPromise<void, Given<AssumeContext, 'note' | 'values'>>(notProvided('cleanUp')),
    forget: fromPromise<void, Given<AssumeContext, 'note'>>(notProvided('forget')),
  },
  guards: {
    wasCutOff: ({ context }) => context.localState?.unfinished !== undefined,
    isNamed: ({ context }) => context.part !== undefined,
    isFilledIn: ({ context }) => faultsNow(context).length === 0,
    canScript: ({ context }) => context.chosen !== 'profiles' && context.script === undefined,
    isDenied: ({ context: { chosen, script, problem } }) =>
      chosen !== 'profiles' && script === undefined && problem?.code === 'ACCESS_DENIED',
    isRole: ({ context }) => context.plan?.roleWork !== undefined,
    isUser: ({ context }) => context.plan?.part === 'user',
    waits: ({ context, event }) =>
      context.plan?.userWork !== undefined && event.type === 'MADE' && event.waiting !== undefined,
  },
  actions: {
    keepProblem: assign(keepProblem),
    /** Copies the hand-over note, or the role's profile. */
    copy: (_: { context: AssumeContext }) => {
      throw new Error('the action "copy" is not provided');
    },
    forget: assign({ problem: undefined }),
    takeProblem: assign(({ event }) => (event.type === 'BROKE' ? { problem: event.problem } : {})),
    takeStep: assign(({ event }) => (event.type === 'STEP' ? { step: event.step } : {})),
    takeNote: assign(({ event }) => (event.type === 'NOTED' ? { note: event.note } : {})),
    leaveBegun: assign({ begun: ({ context }) => context.note !== undefined }),
    takeMade: assign(({ context, event }) =>
      event.type === 'MADE' ? { note: event.note ?? context.note, waiting: event.waiting } : {},
    ),
    choosePart: assign(({ context, event }) => {
      const part = event.type === 'CHOOSE' ? event.part : (context.part ?? context.chosen);
      return { chosen: part, values: context.localState?.values[part] ?? {}, note: undefined };
    }),
    takePick: assign(({ context: { choosing, values }, event }) => {
      if (event.type !== 'PICK' || choosing === undefined) return {};
      const before =
        choosing === 'permissions' && /arn:/.test(values.permissions ?? '') ? values.permissions : '';
      return { values: { ...values, [choosing]: [before, event.value].filter(Boolean).join(' ') } };
    }),
    resume: assign(({ context: { localState } }) => {
      const note = localState?.unfinished;
      return note ? { chosen: note.part, values: note.values, note } : {};
    }),
  },
});
