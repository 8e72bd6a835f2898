import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, next, retry } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import type { TransitionMeta } from '../meta.ts';
import { configureSetup } from './setup.ts';

const open = (label: string): TransitionMeta => ({
  key: 'o',
  label,
  footer: 3,
  help: 'Opens it in the browser.',
});
const copy: TransitionMeta = { key: 'y', label: 'copy the address', footer: 6 };

/** The keys for a page of the console: opening it, or copying its address. */
const pageOf = <const Page extends 'signIn' | 'createUser' | 'createKey'>(page: Page, label: string) =>
  ({
    OPEN_CONSOLE: { actions: { type: 'openConsole', params: { page } }, meta: open(label) },
    COPY_ADDRESS: { actions: { type: 'copyAddress', params: { page } }, meta: copy },
  }) as const;

/** The user is created in the console, and its keys are typed, pasted or read here. */
export const givenKeyStates = {
  signIn: configureSetup.createStateConfig({
    meta: { pane: 'configure.console', title: 'Sign in to the AWS console', step: 'console' },
    on: {
      NEXT: { target: 'createByHand', meta: next('I am signed in') },
      ...pageOf('signIn', 'open the console'),
      OPEN_SIGN_UP: {
        actions: { type: 'openConsole', params: { page: 'signUp' } },
        meta: { key: 'u', label: 'sign up', footer: 5, help: 'For those without an account.' },
      },
      HAVE_KEYS: {
        target: 'typed',
        meta: { key: 'k', label: 'I have a key', footer: 2, help: 'Continues without the console.' },
      },
      BACK: { target: 'region', meta: { ...back(), footer: 3 } },
    },
  }),
  createByHand: configureSetup.createStateConfig({
    meta: { pane: 'configure.console', title: 'Create the user in the console', step: 'console' },
    on: {
      NEXT: { target: 'createKeyByHand', meta: next('the user is there') },
      ...pageOf('createUser', 'open the page'),
      BACK: { target: 'signIn', meta: back() },
    },
  }),
  createKeyByHand: configureSetup.createStateConfig({
    meta: { pane: 'configure.console', title: 'Create its access key in the console', step: 'console' },
    on: {
      NEXT: { target: 'typed', meta: next('I have the key') },
      ...pageOf('createKey', 'open the page'),
      BACK: { target: 'createByHand', meta: back() },
    },
  }),
  typed: configureSetup.createStateConfig({
    meta: { pane: 'configure.typed', title: 'Paste your access keys', step: 'keys' },
    exit: 'forgetProblem',
    on: {
      NEXT: [
        { guard: 'isCsvPath', target: 'readingCsv', meta: next('read the file') },
        { guard: 'keysAreGood', target: 'checkingKeys', meta: next('check them') },
      ],
      PASTED: { actions: 'takeKeys' },
      BACK: { target: 'createKeyByHand', meta: back() },
    },
  }),
  readingCsv: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.typed',
      title: 'Paste your access keys',
      step: 'keys',
      busy: 'reading the file',
    },
    invoke: {
      src: 'readCsv',
      input: ({ context }) => ({ path: given(context, 'answers').answers.keys.accessKeyId }),
      onDone: {
        target: 'typed',
        actions: assign(({ context, event }) =>
          context.answers
            ? {
                answers: { ...context.answers, keys: { ...context.answers.keys, ...event.output } },
                confirmation: 'Read from the file',
              }
            : {},
        ),
      },
      onError: failsTo('typed'),
    },
    on: { BACK: { target: 'typed', meta: back() } },
  }),
  checkingKeys: configureSetup.createStateConfig({
    meta: {
      pane: 'configure.account',
      title: 'Whose keys are these?',
      step: 'account',
      busy: 'asking AWS whose keys these are',
    },
    invoke: {
      src: 'checkKeys',
      input: ({ context }) => {
        const { answers } = given(context, 'answers');
        return { answers, ...given(answers, 'region') };
      },
      onError: failsTo('notAccepted'),
    },
    exit: assign({ wait: undefined }),
    on: {
      WAITED: { actions: 'takeWait' },
      KNOWN: { target: 'identity', actions: 'takeVerified' },
      BROKEN: { target: 'notAccepted', actions: 'takeProblem' },
      BACK: { target: 'typed', meta: back('change the keys') },
    },
  }),
  notAccepted: configureSetup.createStateConfig({
    meta: { pane: 'configure.account', title: 'AWS does not accept these keys', step: 'account' },
    exit: 'forgetProblem',
    on: {
      RETRY: { target: 'checkingKeys', meta: retry },
      BACK: { target: 'typed', meta: back('change the keys') },
    },
  }),
};
