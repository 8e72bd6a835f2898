import { assign } from 'xstate';
import { optionIn } from '../../src/credentials/option-rows.ts';
import { problemOf } from '../kit/problem.ts';
import { signIn } from '../sign-in.ts';
import { isDeploying, sessionSetup, stackRegion, startWatch, stopWatch } from './setup.ts';
import type { SessionContext } from './types.ts';

const renewClients = {
  type: 'renewClients',
  params: ({ context }: { readonly context: SessionContext }) => ({
    choice: context.access?.choice,
    deploying: isDeploying(context),
  }),
} as const;

/** The profile in use is in no file any more: nobody is signed in with it now, and the answer to the question says so. */
export const askWithoutProfile = sessionSetup.enqueueActions(({ context, event, enqueue }) => {
  const choice = context.access?.choice;
  if (event.type !== 'PROFILES_CHANGED' || choice?.kind !== 'profile' || !context.identity) return;
  if (optionIn(event.profiles, choice)) return;
  enqueue({ type: 'renewClients', params: { choice, deploying: isDeploying(context) } });
  enqueue.raise({ type: 'ACCESS_BACK' });
});

/** How the entry of the activity begins. */
const signedIn = 'signed in with ';

/**
 * Who is signed in: AWS is asked in the background as soon as there is an access, and again when another one is chosen.
 * The header shows the answer; it also shows a failure, which stops nothing.
 */
export const whoRegion = sessionSetup.createStateConfig({
  initial: 'unknown',
  on: {
    USE_ACCESS: { target: '.unknown', actions: ['useAccess', 'askedFor', stopWatch, renewClients] },
    // Nobody is waiting for it: no code is asked for, and the connection of the deployment is used here too.
    USE_DEPLOYED: [
      { guard: 'isBeforeDeployed', target: '.unknown', actions: ['useDeployed', stopWatch] },
      { actions: assign({ deployedWith: undefined }) },
    ],
    ACCESS_FOUND: { guard: 'hasNoOther', target: '.unknown', actions: 'takeFound' },
    ACCESS_CHANGED: { target: '.unknown', actions: ['useAccess', stopWatch, renewClients] },
  },
  states: {
    unknown: {
      meta: { pane: 'home', title: 'Nobody is signed in yet' },
      always: { guard: 'hasAccess', target: 'identifying' },
    },
    identifying: {
      meta: { pane: 'home', title: 'Signing in', busy: 'asking AWS who you are' },
      invoke: {
        src: 'identify',
        input: ({ context, self }) => ({
          choice: context.access?.choice ?? { kind: 'environment' },
          // A profile may name no region; the project's stack has one.
          region: context.access?.region ?? stackRegion(context),
          mayAsk: context.mayAsk === true,
          tell: (connection) => self.send({ type: 'CONNECTION', connection }),
        }),
        onDone: {
          target: 'known',
          actions: [
            {
              type: 'record',
              params: ({ context: { identity, activity }, event: { output } }) => {
                const text = `${signedIn}${output.access}`;
                // The last entry says so already, and in this session it was the same user.
                const isTold = activity.findLast((entry) => entry.text.startsWith(signedIn))?.text === text;
                const isSame = (identity ?? output).arn === output.arn;
                return {
                  text,
                  tone: 'plain' as const,
                  ...(isTold && isSame ? { passing: true as const } : {}),
                };
              },
            },
            assign(({ event }) => ({ identity: event.output, identityProblem: undefined })),
          ],
        },
        onError: {
          target: 'rejected',
          actions: assign(({ event }) => ({ identity: undefined, identityProblem: problemOf(event.error) })),
        },
      },
      exit: assign({ connection: undefined, mayAsk: false }),
      on: { CONNECTION: { actions: assign(({ event }) => ({ connection: event.connection })) } },
    },
    known: {
      entry: startWatch,
      meta: { pane: 'home', title: 'Signed in' },
      on: { REFRESH: { target: 'identifying', actions: 'askedFor' }, ACCESS_BACK: { target: 'identifying' } },
    },
    rejected: {
      meta: { pane: 'home', title: 'Not signed in' },
      on: {
        REFRESH: { target: 'identifying', actions: 'askedFor' },
        ACCESS_BACK: { target: 'identifying' },
        SIGN_IN: { guard: 'isSignedOut', target: 'signingIn', meta: signIn },
      },
    },
    signingIn: {
      meta: { pane: 'home', title: 'Signing in', busy: 'signing in with the AWS CLI' },
      entry: 'forgetRejection',
      invoke: {
        src: 'signIn',
        input: ({ context: { access } }) => ({ choice: access?.choice ?? { kind: 'environment' } }),
        onDone: { target: 'identifying', actions: 'askedFor' },
        onError: {
          target: 'rejected',
          actions: assign(({ event }) => ({ identityProblem: problemOf(event.error) })),
        },
      },
    },
  },
});
