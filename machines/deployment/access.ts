import { assign } from 'xstate';
import type { Identity } from '../../src/values/plan.ts';
import type { ProblemText } from '../../src/values/problem.ts';
import { asking, deploymentSetup, problemOf } from './setup.ts';
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

/** The access does not work any more: another one of the same account is chosen, then it goes on where it was. */
export const accessStates = {
  choosingAccess: deploymentSetup.createStateConfig({
    meta: { pane: 'init.other-access', title: 'Which profile shall go on?', step: 'deploy' },
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
      BACK: [
        // Nothing is deleted by going back: the question about the bucket is asked again.
        { guard: { type: 'wasAt', params: { phase: 'deletingBucket' } }, target: 'askingBucket', meta: back },
        { target: 'goingOn', meta: back },
      ],
      ABANDON: { target: 'cleaning' },
    },
  }),
  checkingAccess: deploymentSetup.createStateConfig({
    meta: {
      pane: 'init.other-access',
      title: 'Which profile shall go on?',
      step: 'deploy',
      busy: 'asking AWS who it is',
    },
    invoke: {
      src: 'checkAccess',
      input: ({ context, self }) => ({ ...asking({ context, self }), choice: candidateOf(context) }),
      onDone: [
        {
          guard: ({ context, event }) => event.output.account === context.plan.identity.account,
          target: 'goingOn',
          actions: assign(({ context }) => ({ access: context.candidate, problem: undefined })),
        },
        {
          target: 'choosingAccess',
          actions: assign(({ context, event }) => ({ problem: otherAccount(context, event.output) })),
        },
      ],
      onError: {
        target: 'choosingAccess',
        actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
      },
    },
    exit: 'forgetConnection',
    on: {
      CONNECTION: { actions: 'takeConnection' },
      BACK: { target: 'choosingAccess', meta: back },
    },
  }),
  goingOn: deploymentSetup.createStateConfig({
    meta: { pane: 'init.deploying', title: 'Going on', step: 'deploy', busy: 'going on' },
    entry: 'forgetProblem',
    always: [
      ...phases.map((phase) => ({ guard: { type: 'wasAt' as const, params: { phase } }, target: phase })),
      { target: 'following' },
    ],
  }),
};

function candidateOf({ candidate, plan }: DeploymentContext) {
  return candidate ?? plan.access;
}

/** What was begun in one account is never gone on with in another. */
function otherAccount({ plan }: DeploymentContext, found: Identity): ProblemText {
  return {
    code: 'PROFILE_NOT_USABLE',
    what: `${found.access} is account ${found.account}; the stack is in account ${plan.identity.account}.`,
    why: 'A stack can only be reached from its own account.',
    next: `Take a profile of account ${plan.identity.account}.`,
  };
}
