import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, cancel, next } from '../kit/keys.ts';
import { failsTo, problemOf } from '../kit/problem.ts';
import { acting, actingAs } from './inputs.ts';
import { configureSetup } from './setup.ts';

/** The IAM user: its name, keys and permissions. */
export const userStates = {
  user: configureSetup.createStateConfig({
    meta: { pane: 'configure.user', title: 'What is the new user called?', step: 'user' },
    exit: 'forgetProblem',
    on: {
      NEXT: { guard: 'userNameIsGood', target: 'lookingAtUser', meta: next() },
      BACK: { target: 'identity', meta: back() },
    },
  }),
  lookingAtUser: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.user',
      title: 'Looking up the user',
      step: 'user',
      busy: 'asking AWS whether the user exists',
    },
    invoke: {
      src: 'lookAtUser',
      input: actingAs,
      onDone: {
        target: 'sortingUser',
        actions: assign(({ context, event }) => ({
          user: event.output,
          chosenKey: event.output.keys?.[0]?.id,
          ...(context.answers ? { answers: { ...context.answers, userName: event.output.name } } : {}),
        })),
      },
      onError: [
        {
          guard: 'isRotate',
          target: 'notIdentified',
          actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
        },
        { target: 'user', actions: assign(({ event }) => ({ problem: problemOf(event.error) })) },
      ],
    },
    on: {
      BACK: [
        { guard: 'isRotate', target: 'identity', meta: back() },
        { target: 'user', meta: back() },
      ],
    },
  }),
  sortingUser: configureSetup.createStateConfig({
    always: [
      { guard: 'keysAreFull', target: 'keys' },
      { guard: 'isRotate', target: 'planning' },
      { guard: 'userExists', target: 'userThere' },
      { target: 'policy' },
    ],
    meta: {
      pane: 'configure.user',
      title: 'Looking up the user',
      step: 'user',
      busy: 'asking AWS whether the user exists',
    },
    on: { BACK: { target: 'user', meta: back() } },
  }),
  userThere: configureSetup.createStateConfig({
    meta: { pane: 'configure.keys', title: 'A user with that name exists', step: 'user' },
    on: {
      NEXT: { target: 'policy', meta: next('give it one more key') },
      BACK: { target: 'user', meta: back('choose another name') },
    },
  }),
  keys: configureSetup.createStateConfig({
    initial: 'choosing',
    states: {
      choosing: {
        meta: { pane: 'configure.keys', title: 'The user already has two keys', step: 'user' },
        on: {
          SWITCH_OFF: {
            guard: 'maySwitchOff',
            target: 'switchingOff',
            meta: {
              key: 'o',
              label: 'switch it off',
              decides: true,
              footer: 2,
              help: 'To see what still needs it; it can be switched on again and still counts.',
            },
          },
          DELETE: {
            guard: 'mayDeleteKey',
            target: 'confirming',
            meta: { key: 'd', label: 'delete it', footer: 1 },
          },
          BACK: [
            { guard: 'isRotate', target: '#configure.left', meta: cancel },
            { target: '#configure.user', meta: back('choose another name') },
          ],
        },
      },
      switchingOff: {
        meta: {
          pane: 'configure.keys',
          title: 'The user already has two keys',
          step: 'user',
          busy: 'switching the key off',
        },
        invoke: {
          src: 'switchOff',
          input: (args) => ({ ...acting(args), id: given(args.context, 'chosenKey').chosenKey }),
          onDone: '#configure.lookingAtUser',
          onError: failsTo('choosing'),
        },
      },
      confirming: {
        meta: { pane: 'configure.keys', title: 'Delete this key for good?', step: 'user' },
        on: {
          CONFIRM: {
            target: 'deleting',
            meta: {
              key: 'd',
              label: 'delete it for good',
              decides: true,
              footer: 1,
              help: 'Whatever still uses it stops working at once.',
            },
          },
          BACK: { target: 'choosing', meta: back('keep it') },
        },
      },
      deleting: {
        meta: {
          pane: 'configure.keys',
          title: 'The user already has two keys',
          step: 'user',
          busy: 'deleting the key',
        },
        invoke: {
          src: 'deleteKey',
          input: (args) => ({ ...acting(args), id: given(args.context, 'chosenKey').chosenKey }),
          onDone: '#configure.lookingAtUser',
          onError: failsTo('choosing'),
        },
      },
    },
    on: { CHOOSE_KEY: { actions: ['chooseKey', 'forgetProblem'] } },
  }),
  policy: configureSetup.createStateConfig({
    meta: { pane: 'configure.policy', title: 'What may the user do?', step: 'policy' },
    exit: 'forgetProblem',
    on: {
      NEXT: { guard: 'policyIsGood', target: 'checkingPolicy', meta: next() },
      BACK: { target: 'user', meta: back() },
    },
  }),
  checkingPolicy: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.policy',
      title: 'Looking up the policy',
      step: 'policy',
      busy: 'asking AWS whether the policy exists',
    },
    invoke: {
      src: 'checkPolicy',
      input: actingAs,
      onDone: 'region',
      onError: failsTo('policy'),
    },
    on: { BACK: { target: 'policy', meta: back() } },
  }),
};
