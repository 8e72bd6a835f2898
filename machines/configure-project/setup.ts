import { assign, fromPromise, setup } from 'xstate';
import type { FollowConnection } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import { sameValue } from '../../src/core/same-value.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { machineIn, optionIn } from '../../src/credentials/option-rows.ts';
import {
  projectChanges,
  projectFaults,
  writesConfigFiles,
} from '../../src/flows/configure-project/answers.ts';
import { elsewhereOf } from '../../src/flows/configure-project/elsewhere.ts';
import { accessOf, stackOf, switches } from '../../src/flows/configure-project/facts.ts';
import { isEmptyPlan, isIncomplete, type ProjectPlan } from '../../src/flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../src/flows/configure-project/project-answers.ts';
import type { ProjectRun } from '../../src/flows/configure-project/run.ts';
import type { ProjectAccess } from '../../src/project/project.ts';
import { isInTrouble } from '../kit/connection.ts';
import { type Given, given } from '../kit/given.ts';
import { keepProblem } from '../kit/problem.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { actionNotProvided, notProvided } from '../not-provided.ts';
import type { ConfigureProjectPaneId } from './meta.ts';
import type {
  ConfigureProjectContext,
  ConfigureProjectEvent,
  ConfigureProjectInput,
  ConfigureProjectOutput,
  Looked,
} from './types.ts';

/** The input for a plan. */
export interface ProjectWork extends Given<ConfigureProjectContext, 'facts' | 'answers'> {
  /** The identity of the new access; absent: the project's own stays. */
  readonly identity: Identity | undefined;
}

export const projectWork = (context: ConfigureProjectContext): ProjectWork => ({
  ...given(context, 'facts', 'answers'),
  identity: context.identity,
});

/** The access to ask AWS about, and its region. */
interface AskedAccess {
  readonly choice: AccessChoice;
  readonly region: string | undefined;
}

/** The input of `identify`, with a callback for the state of the connection. */
export interface AskingWhoItIs extends AskedAccess {
  readonly tell: (connection: FollowConnection) => void;
}

/** The option on this machine for a project's access; undefined if there is none. */
export function optionFor(
  { facts }: Pick<ConfigureProjectContext, 'facts'>,
  access: ProjectAccess | undefined,
): AccessOption | undefined {
  const options = facts?.accessOptions;
  if (access?.kind === 'profile') return optionIn(options, { kind: 'profile', name: access.name });
  if (access?.kind !== 'environment') return undefined;
  // Without keys in the environment it is the machine's own access.
  return optionIn(options, { kind: 'environment' }) ?? machineIn(options);
}

/** The chosen access, if AWS has to identify it before the project is tied to it. */
export function accessToAsk({ facts, answers }: ConfigureProjectContext): AskedAccess | undefined {
  const access = answers?.access;
  if (!facts || !access || access.kind === 'keys-file') return undefined;
  const same = sameValue(access, facts.answers.access);
  // On another machine a profile of the same name may be somebody else's; another environment may be anywhere.
  const elsewhere = facts.restores || facts.movedFrom !== undefined || switches(facts, answers);
  if (same && !elsewhere) return undefined;
  const option = optionFor({ facts }, access);
  // Without keys in the environment its identity is still unknown.
  if (access.kind === 'environment' && !option) return undefined;
  const choice: AccessChoice =
    access.kind === 'profile' ? { kind: 'profile', name: access.name } : (option?.choice ?? access);
  return { choice, region: option?.region ?? stackOf(facts, answers)?.region };
}

/** Whether there is anything to write. */
export function hasWork({ facts, answers }: ConfigureProjectContext): boolean {
  if (!facts || !answers) return false;
  return (
    facts.restores ||
    facts.movedFrom !== undefined ||
    mayFetch({ facts, answers }) ||
    projectChanges(answers, facts).length > 0 ||
    (answers.configFiles === 'write' && writesConfigFiles(answers, facts))
  );
}

/** Whether the deployed backend is missing here, and could be fetched. */
function mayFetch({ facts, answers }: Pick<ConfigureProjectContext, 'facts' | 'answers'>): boolean {
  if (!facts?.backendMissing || !answers || !stackOf(facts, answers)) return false;
  return answers.access !== undefined && answers.access.kind !== 'keys-file';
}

/** The places of the chosen access and of the stack, if they differ. */
export function otherPlace({ facts, answers, identity }: ConfigureProjectContext) {
  const stack = facts && answers && stackOf(facts, answers);
  return stack && identity ? elsewhereOf(stack, identity, answers.environment) : undefined;
}

/** The types, guards and actors of `configure project`; its states, in the file beside this one, use them. */
export const projectSetup = setup({
  types: {
    context: {} as ConfigureProjectContext,
    events: {} as ConfigureProjectEvent,
    input: {} as ConfigureProjectInput,
    output: {} as ConfigureProjectOutput,
    meta: {} as StateMeta<ConfigureProjectPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    look: fromPromise<Looked, { folder: string }>(notProvided('look')),
    identify: fromPromise<Identity, AskingWhoItIs>(notProvided('identify')),
    plan: fromPromise<ProjectPlan, ProjectWork>(notProvided('plan')),
    write: fromPromise<ProjectRun, { plan: ProjectPlan }>(notProvided('write')),
  },
  guards: {
    canUndo: ({ context: { undo, facts, answers } }) =>
      undo.length > 0 && !sameValue(answers, facts?.answers),
    isReady: ({ context }) => isReady(context),
    mustAsk: ({ context }) => isReady(context) && accessToAsk(context) !== undefined,
    isUsable: ({ context }) => context.selected?.usable.ok === true,
    hasFiles: ({ context: { plan } }) => plan !== undefined && !isEmptyPlan(plan),
    keepsValues: ({ context: { plan } }) => plan?.oldValues === 'keep' && plan.values.length > 0,
    takesValues: ({ context: { plan } }) => plan?.oldValues === 'remove' && plan.values.length > 0,
    isIncomplete: ({ context: { plan, facts } }) =>
      plan !== undefined && isIncomplete(plan, facts?.restores === true),
    isInTrouble: ({ context }) => isInTrouble(context),
    isElsewhere: ({ context }) => otherPlace(context) !== undefined,
  },
  actions: {
    keepProblem: assign(keepProblem),
    forget: assign({ problem: undefined }),
    takeConnection: assign(({ event }) =>
      event.type === 'CONNECTION' ? { connection: event.connection } : {},
    ),
    forgetConnection: assign({ connection: undefined }),
    /** Wakes whatever waits for its next try. */
    tryNow: actionNotProvided('tryNow'),
    edit: assign(({ context: { answers, undo, facts }, event }) => {
      if (event.type !== 'EDIT' || !answers || !facts) return {};
      // Letters typed consecutively into a field are one change.
      const kept = undo.at(-1)?.field === event.field ? undo : [...undo, { field: event.field, answers }];
      const { environment } = event.answers;
      // Another environment comes with its access on this machine, if it has one.
      const tied =
        environment !== undefined && environment !== answers.environment
          ? { access: accessOf(facts, { environment }) ?? answers.access }
          : {};
      return { answers: { ...answers, ...tied, ...event.answers }, undo: kept };
    }),
    oldValues: assign(({ context: { answers } }, oldValues: ProjectAnswers['oldValues']) =>
      answers ? { answers: { ...answers, oldValues }, plan: undefined } : {},
    ),
    undo: assign(({ context: { undo } }) => ({ answers: undo.at(-1)?.answers, undo: undo.slice(0, -1) })),
    selectRow: assign(({ event }) => (event.type === 'SELECT_ROW' ? { selected: event.option } : {})),
    tie: assign(
      ({ context: { answers, undo } }, { access }: { readonly access: ProjectAccess | undefined }) =>
        answers && access
          ? { answers: { ...answers, access }, undo: [...undo, { field: 'access' as const, answers }] }
          : {},
    ),
  },
});

function isReady(context: ConfigureProjectContext): boolean {
  const { facts, answers } = context;
  return (
    facts !== undefined &&
    answers !== undefined &&
    projectFaults(answers, facts).length === 0 &&
    hasWork(context)
  );
}
