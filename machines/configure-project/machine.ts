import { assign } from 'xstate';
import { plainText } from '../../src/core/text.ts';
import { accessOf, switches } from '../../src/flows/configure-project/facts.ts';
import { isIncomplete } from '../../src/flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../src/flows/configure-project/project-answers.ts';
import { whileAsking } from '../kit/connection.ts';
import { given } from '../kit/given.ts';
import { back, cancel, leave, next, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { failed, finished, left, notYet } from '../kit/states.ts';
import { accessToAsk, optionFor, projectSetup } from './setup.ts';
import type { ConfigureProjectContext, ConfigureProjectOutput, Looked } from './types.ts';
import { writeStates } from './write.ts';

const review = { key: 'enter', label: 'review', footer: 1 } as const;
const otherProfile = { key: 'p', label: 'choose another profile', footer: 1 } as const;

/**
 * The flow `configure project`: the project's settings in one form, the identity of a new access, review, write. Nothing
 * is written before CONFIRM on the review, and no access in another account or region than the stack's gets there.
 */
export const configureProjectMachine = projectSetup.createMachine({
  id: 'configureProject',
  context: ({ input }) => ({ ...input, undo: [] }),
  initial: 'looking',
  output: ({ context }) => outputOf(context),
  states: {
    looking: {
      meta: { pane: 'project.looking', title: 'Looking at the project', busy: 'reading the project' },
      invoke: {
        src: 'look',
        input: ({ context }) => ({ folder: context.folder }),
        onDone: {
          target: 'form',
          actions: assign(({ context: { environment }, event: { output } }) => ({
            facts: output.facts,
            answers: answersAtFirst(output, environment),
            undo: [],
            problem: undefined,
          })),
        },
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: cancel } },
    },
    unreadable: failed('project.looking', notYet, 'looking', 'left', leave),
    form: {
      meta: {
        pane: 'project.form',
        title: 'Change the project',
        titleOf: ({ environment }: ConfigureProjectContext) =>
          environment === undefined ? undefined : `Switch to ${plainText(environment)}`,
      },
      entry: assign({ identity: undefined, plan: undefined, changed: undefined }),
      on: {
        EDIT: { actions: 'edit' },
        CHOOSE_ACCESS: {
          target: 'access',
          meta: {
            key: 'ctrl+p',
            label: 'profile',
            footer: 4,
            help: 'Ties the project to another profile, or to none.',
          },
        },
        NEXT: [
          { guard: 'mustAsk', target: 'identifying', meta: review },
          { guard: 'isReady', target: 'planning', meta: review },
        ],
        BACK: [
          { guard: 'canUndo', actions: 'undo', meta: { ...back(), label: 'undo' } },
          { target: 'left', meta: cancel },
        ],
      },
    },
    access: {
      meta: { pane: 'project.access', title: 'Which AWS profile?' },
      entry: assign(({ context }) => ({ selected: optionFor(context, context.answers?.access) })),
      on: {
        SELECT_ROW: { actions: 'selectRow' },
        USE: {
          guard: 'isUsable',
          target: 'form',
          actions: { type: 'tie', params: ({ context }) => ({ access: selectedAccess(context) }) },
          meta: next('use it'),
        },
        REMOVE: {
          target: 'form',
          actions: { type: 'tie', params: { access: { kind: 'environment' } } },
          meta: {
            key: 'x',
            label: 'tie to none',
            footer: 3,
            help: 'The project then uses whatever access the shell provides.',
          },
        },
        NEW_PROFILE: {
          target: 'left',
          actions: assign({ wantsProfile: true }),
          meta: {
            key: 'n',
            label: 'new keys',
            footer: 4,
            help: 'Leaves this and opens configure: keys are checked and saved as a profile, never in the project.',
          },
        },
        BACK: { target: 'form', meta: back() },
      },
    },
    identifying: {
      meta: { pane: 'project.account', title: 'Who is that?', busy: 'asking AWS who this is' },
      invoke: {
        src: 'identify',
        input: ({ context, self }) => ({
          ...given({ asked: accessToAsk(context) }, 'asked').asked,
          tell: (connection) => self.send({ type: 'CONNECTION', connection }),
        }),
        onDone: { target: 'comparing', actions: assign(({ event }) => ({ identity: event.output })) },
        onError: failsTo('notIdentified'),
      },
      exit: 'forgetConnection',
      on: { ...whileAsking, BACK: { target: 'form', meta: back() } },
    },
    comparing: {
      meta: { pane: 'project.account', title: 'Who is that?', busy: 'comparing it with the stack' },
      always: [{ guard: 'isElsewhere', target: 'elsewhere' }, { target: 'planning' }],
    },
    notIdentified: {
      meta: { pane: 'project.account', title: 'AWS did not let you in' },
      exit: 'forget',
      on: {
        RETRY: { target: 'identifying', meta: retry },
        CHOOSE_ACCESS: { target: 'access', meta: otherProfile },
        BACK: { target: 'form', meta: back() },
      },
    },
    elsewhere: {
      meta: { pane: 'project.account', title: 'The stack is somewhere else' },
      on: {
        CHOOSE_ACCESS: { target: 'access', meta: otherProfile },
        BACK: { target: 'form', meta: back() },
      },
    },
    ...writeStates,
    finished,
    left: { ...left, entry: assign({ written: undefined }) },
  },
});

/** The project's current answers, with the default access if it is tied to none; for the environment that was named. */
function answersAtFirst({ facts, suggested }: Looked, named: string | undefined): ProjectAnswers {
  const known = named !== undefined && facts.environments.includes(named);
  const environment = known ? named : facts.answers.environment;
  const tied = known ? accessOf(facts, { environment }) : facts.answers.access;
  // A complete project without an access, as from Amplify Studio, stays so until somebody chooses one.
  const wanted = facts.restores || switches(facts, { environment });
  const app = named === undefined ? facts.suggested : {};
  return { ...facts.answers, ...app, environment, access: tied ?? (wanted ? suggested : undefined) };
}

function selectedAccess({ selected }: ConfigureProjectContext) {
  const choice = selected?.choice;
  return choice?.kind === 'profile' ? choice : choice && ({ kind: 'environment' } as const);
}

function outputOf(context: ConfigureProjectContext): ConfigureProjectOutput {
  const { facts, answers, plan, identity, written, wantsProfile } = context;
  if (wantsProfile) return { kind: 'new-profile' };
  if (!answers || !plan || !written) return { kind: 'left' };
  const { access } = answers;
  const named = access?.kind === 'profile' || access?.kind === 'environment' ? access : undefined;
  const choice = named?.kind === 'environment' ? (optionFor(context, named)?.choice ?? named) : named;
  return {
    kind: 'configured',
    name: answers.name,
    changes: plan.changes,
    files: written,
    plan,
    incomplete: isIncomplete(plan, facts?.restores === true),
    ...(identity && choice ? { access: { choice, region: identity.region } } : {}),
  };
}
