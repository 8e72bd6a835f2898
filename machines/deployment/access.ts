import { assign } from 'xstate';
import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import { sameChoice } from '../../src/credentials/access.ts';
import { optionIn } from '../../src/credentials/option-rows.ts';
import { retry } from '../kit/keys.ts';
import { failsTo, problemOf } from '../kit/problem.ts';
import { asking, deploymentSetup } from './setup.ts';
import type { DeploymentContext, DeploymentPhase } from './types.ts';

const phases = [
  'creating',
  'following',
  'storing',
  'removing',
  'removingForNewName',
  'cleaning',
  'deletingBucket',
] as const satisfies readonly DeploymentPhase[];

const back = { key: 'escape', label: 'back', footer: 3 } as const;

/** The access no longer works: another one in the same account is chosen, then the deployment continues where it was. */
export const accessStates = {
  choosingAccess: deploymentSetup.createStateConfig({
    meta: { pane: 'init.other-access', title: 'Continue with which profile?', step: 'deploy' },
    invoke: {
      src: 'listAccess',
      onDone: { actions: assign(({ event }) => ({ accessOptions: event.output })) },
      onError: { actions: assign(({ event }) => ({ problem: problemOf(event.error) })) },
    },
    on: {
      TAKE_ACCESS: {
        target: 'checkingAccess',
        actions: assign(({ event }) => ({ candidate: event.choice, problem: undefined })),
      },
      RETRY: { guard: 'hasFailedCandidate', target: 'checkingAccess', actions: 'forgetProblem', meta: retry },
      BACK: [
        // Going back deletes nothing: the question about the bucket is asked again.
        { guard: { type: 'wasAt', params: { phase: 'deletingBucket' } }, target: 'askingBucket', meta: back },
        { target: 'goingOn', meta: back },
      ],
      ABANDON: { target: 'cleaning' },
    },
  }),
  checkingAccess: deploymentSetup.createStateConfig({
    meta: {
      pane: 'init.other-access',
      title: 'Continue with which profile?',
      step: 'deploy',
      busy: 'asking AWS who it is',
    },
    invoke: {
      src: 'checkAccess',
      input: (args) => ({ ...asking(args), access: candidateOf(args.context) }),
      onDone: [
        {
          guard: ({ context, event }) => isSameAccount(context, event.output) && mayTie(context),
          target: 'askingFiles',
          actions: assign(({ context, event }) => ({
            access: context.candidate,
            other: event.output,
            problem: undefined,
          })),
        },
        {
          guard: ({ context, event }) => isSameAccount(context, event.output),
          target: 'goingOn',
          actions: assign(({ context }) => ({ access: context.candidate, problem: undefined })),
        },
        {
          target: 'choosingAccess',
          actions: assign(({ context, event }) => ({ problem: otherAccount(context, event.output) })),
        },
      ],
      onError: failsTo('choosingAccess'),
    },
    exit: 'forgetConnection',
    on: {
      CONNECTION: { actions: 'takeConnection' },
      BACK: { target: 'choosingAccess', meta: back },
    },
  }),
  askingFiles: deploymentSetup.createStateConfig({
    meta: {
      pane: 'init.files-access',
      title: 'Which profile do the files of the project get?',
      step: 'deploy',
    },
    on: {
      TIE: {
        target: 'goingOn',
        actions: assign(({ context: { plan, other, ...context } }) => ({
          plan: { ...plan, access: candidateOf({ ...context, plan }), identity: other ?? plan.identity },
          other: undefined,
        })),
        meta: {
          key: 'enter',
          label: 'the one in use now',
          decides: true,
          footer: 1,
          help: 'The project is tied to the profile in use now: it may do what the other one may not.',
        },
      },
      KEEP_TIED: {
        target: 'goingOn',
        meta: {
          key: 'k',
          label: 'keep the confirmed one',
          decides: true,
          footer: 2,
          help: 'The project is tied to the profile that you confirmed in the beginning.',
        },
      },
      ABANDON: { target: 'cleaning' },
    },
  }),
  goingOn: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Continuing', step: 'deploy', busy: 'continuing' },
    entry: 'forgetProblem',
    always: [
      ...phases.map((phase) => ({ guard: { type: 'wasAt' as const, params: { phase } }, target: phase })),
      { target: 'following' },
    ],
  }),
};

function isSameAccount({ plan }: DeploymentContext, found: Identity): boolean {
  return found.account === plan.identity.account;
}

/**
 * Whether to offer the other access to the project's files, too: the confirmed one was denied something, files are still
 * to be written, and the other one has the stack's region. Credentials that merely expired will be renewed.
 */
function mayTie({ denied, phase, plan, candidate, accessOptions }: DeploymentContext): boolean {
  if (!denied || phase === 'cleaning' || phase === 'deletingBucket' || !candidate) return false;
  if (sameChoice(candidate, plan.access)) return false;
  const option = optionIn(accessOptions, candidate);
  return option?.region === undefined || option.region === plan.identity.region;
}

function candidateOf({ candidate, plan }: Pick<DeploymentContext, 'candidate' | 'plan'>) {
  return candidate ?? plan.access;
}

/** What was started in one account is never continued in another. */
function otherAccount({ plan }: DeploymentContext, found: Identity): ProblemText {
  return {
    code: 'PROFILE_NOT_USABLE',
    what: `${found.access} is account ${found.account}; the stack is in account ${plan.identity.account}.`,
    why: 'A stack can only be reached from its own account.',
    next: `Take a profile of account ${plan.identity.account}.`,
  };
}
