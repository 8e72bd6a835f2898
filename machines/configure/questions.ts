import { assign } from 'xstate';
import { accept, back, cancel, next, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { acting } from './inputs.ts';
import { configureSetup } from './setup.ts';

/** The way, the acting profile, the region, the name to save under. */
export const questionStates = {
  way: configureSetup.createStateConfig({
    meta: { pane: 'configure.way', title: 'How should amplify-tui sign in to AWS?', step: 'way' },
    entry: assign({
      resumed: undefined,
      note: undefined,
      verified: undefined,
      user: undefined,
      plan: undefined,
    }),
    exit: 'adoptProfile',
    on: {
      EDIT: { actions: 'edit' },
      NEXT: [
        { guard: 'isConsole', target: 'region', meta: next() },
        { guard: 'hasAccess', target: 'access', meta: next() },
      ],
      BACK: { target: 'left', meta: cancel },
    },
  }),
  access: configureSetup.createStateConfig({
    meta: { pane: 'configure.access', title: 'Which AWS profile?', step: 'profile' },
    exit: 'forgetProblem',
    on: {
      NEXT: [
        { guard: 'needsRegion', target: 'region', meta: next() },
        { guard: 'accessIsUsable', target: 'identifying', meta: next() },
      ],
      BACK: { target: 'way', meta: back() },
    },
  }),
  region: configureSetup.createStateConfig({
    meta: { pane: 'configure.region', title: 'Which AWS region?', step: 'region' },
    on: {
      NEXT: [
        { guard: 'goodRegionToVerify', target: 'identifying', meta: next() },
        { guard: 'goodRegionToSave', target: 'saveAs', meta: next() },
        { guard: 'goodRegionToSignIn', target: 'signIn', meta: next() },
      ],
      BACK: [
        { guard: 'isExisting', target: 'access', meta: back() },
        { guard: 'isCreate', target: 'policy', meta: back() },
        { target: 'way', meta: back() },
      ],
    },
  }),
  saveAs: configureSetup.createStateConfig({
    meta: { pane: 'configure.save-as', title: 'Save as which profile?', step: 'save-as' },
    exit: 'forgetProblem',
    on: {
      NEXT: { guard: 'profileIsGood', target: 'planning', meta: next() },
      BACK: [
        { guard: 'isCreate', target: 'region', meta: back() },
        { target: 'identity', meta: back() },
      ],
    },
  }),
};

/** The acting identity: AWS is asked before any plan is made. */
export const accountStates = {
  identifying: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.account',
      title: 'Who are you there?',
      step: 'account',
      busy: 'asking AWS who you are',
    },
    invoke: {
      src: 'identify',
      input: acting,
      onDone: { target: 'identity', actions: assign(({ event }) => ({ verified: event.output })) },
      onError: failsTo('notIdentified'),
    },
    on: {
      BACK: [
        { guard: 'isRotate', target: 'left', meta: cancel },
        { target: 'access', meta: back() },
      ],
    },
  }),
  notIdentified: configureSetup.createStateConfig({
    meta: { pane: 'configure.account', title: 'AWS did not let you in', step: 'account' },
    exit: 'forgetProblem',
    on: {
      RETRY: { target: 'identifying', meta: retry },
      BACK: [
        { guard: 'isRotate', target: 'left', meta: cancel },
        { target: 'access', meta: back('choose another profile') },
      ],
    },
  }),
  identity: configureSetup.createStateConfig({
    meta: { pane: 'configure.account', title: 'Is this the right account?', step: 'account' },
    on: {
      NEXT: [
        { guard: 'isCreate', target: 'user', meta: accept('yes, continue') },
        { guard: 'isRotate', target: 'lookingAtUser', meta: accept('yes, continue') },
        { guard: 'isConsole', target: 'saveAs', meta: accept('yes, continue') },
        { guard: 'writesRegion', target: 'planning', meta: accept('yes, continue') },
        {
          target: 'done',
          actions: assign(({ context }) => ({ saved: context.verified, written: [] })),
          meta: accept('yes, use it'),
        },
      ],
      BACK: [
        { guard: 'isRotate', target: 'left', meta: cancel },
        { guard: 'isConsole', target: 'typed', meta: back('change the keys') },
        { target: 'access', meta: back('choose another profile') },
      ],
    },
  }),
};
