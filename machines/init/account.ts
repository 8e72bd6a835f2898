import { assign } from 'xstate';
import { whileAsking } from '../kit/connection.ts';
import { accept, back, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { asking, initSetup } from './setup.ts';

/** The acting identity: AWS is asked before any plan is made. */
export const accountStates = {
  identifying: initSetup.createStateConfig({
    meta: {
      pane: 'init.identity',
      title: 'Who are you there?',
      step: 'account',
      busy: 'asking AWS who you are',
    },
    invoke: {
      src: 'identify',
      input: asking,
      onDone: {
        target: 'identity',
        actions: assign(({ event }) => ({ identity: event.output, problem: undefined })),
      },
      onError: failsTo('notIdentified'),
    },
    exit: 'forgetConnection',
    on: { ...whileAsking, BACK: { target: 'access', meta: back() } },
  }),
  notIdentified: initSetup.createStateConfig({
    meta: { pane: 'init.identity', title: 'AWS did not let you in', step: 'account' },
    on: {
      RETRY: { target: 'identifying', actions: 'forgetProblem', meta: retry },
      BACK: { target: 'access', meta: back('choose another profile') },
    },
  }),
  identity: initSetup.createStateConfig({
    meta: { pane: 'init.identity', title: 'Is this the right account?', step: 'account' },
    on: {
      NEXT: { target: 'planning', meta: accept('yes, continue') },
      BACK: [
        { guard: 'regionWasAsked', target: 'region', meta: back() },
        { target: 'access', meta: back('choose another profile') },
      ],
    },
  }),
};
