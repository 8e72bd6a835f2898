import { waitFor } from 'xstate';
import type { ConfigureEvent } from '../../../machines/configure/types.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { ConfigureAnswers } from '../../../src/flows/configure/answers.ts';
import { noKeys } from '../../../src/flows/configure/keys.ts';
import { at, reaches } from '../../support/flow-steps.ts';
import {
  type ConfigurePretence,
  configureLocalState,
  configureNote,
  configurePlan,
  goodKeys,
  twoKeys,
  verified,
  waited,
} from '../../support/pretend-configure.ts';
import { trouble } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';

type Step = Partial<ConfigureAnswers> | Exclude<ConfigureEvent['type'], 'EDIT'> | { readonly at: string };

/** Sends events to the flow; `{ at }` waits for a state first. */
const walk =
  (...steps: readonly Step[]) =>
  async (session: Session) => {
    await waitFor(session, ({ context }) => context.configure !== undefined);
    const configure = session.getSnapshot().context.configure!;
    for (const step of steps) {
      if (typeof step === 'object' && 'at' in step) await reaches(configure, step.at);
      else
        configure.send(
          (typeof step === 'string' ? { type: step } : { type: 'EDIT', answers: step }) as ConfigureEvent,
        );
    }
  };

const toUser = [
  at('way'),
  { way: 'create' } as const,
  'NEXT' as const,
  at('access'),
  'NEXT' as const,
  at('identity'),
  'NEXT' as const,
];
const toPolicy = [...toUser, at('user'), 'NEXT' as const, at('policy')];
const toSaveAs = [
  ...toPolicy,
  'NEXT' as const,
  at('region'),
  { region: 'eu-west-1' },
  'NEXT' as const,
  at('saveAs'),
];
const toReview = [...toSaveAs, 'NEXT' as const, at('review.summary')];
const toSignIn = [
  at('way'),
  { way: 'console' } as const,
  'NEXT' as const,
  { region: 'eu-west-1' },
  'NEXT' as const,
  at('signIn'),
];
const toTyped = [...toSignIn, 'HAVE_KEYS' as const, { keys: goodKeys }];

const rejects = () => Promise.reject(new Problem(trouble));
const broken = (send: (event: { type: string; problem: typeof trouble }) => void) =>
  queueMicrotask(() => send({ type: 'BROKEN', problem: trouble }));

/** Replaces a profile's key. */
const rotating: Partial<ConfigurePretence> = {
  lookAround: async () => ({
    ...configureLocalState,
    answers: { ...configureLocalState.answers, way: 'rotate' },
  }),
};
const paste = [{ label: '~/.aws/credentials', path: '/x', text: goodKeys.secretAccessKey, masked: ['****'] }];

interface ConfigureScene extends Omit<Scene, 'given' | 'go'> {
  readonly does?: Partial<ConfigurePretence>;
  readonly steps: readonly Step[];
}

const list: readonly ConfigureScene[] = [
  {
    pane: 'configure.looking',
    name: 'that cannot go on',
    does: { lookAround: rejects },
    steps: [at('unreadable')],
    sees: [trouble.what],
  },
  {
    pane: 'configure.unfinished',
    name: 'a key of an earlier start',
    does: { lookAround: async () => ({ ...configureLocalState, unfinished: configureNote }) },
    steps: [at('unfinished.asking')],
    sees: ['amplify-dev', 'amplify'],
  },
  {
    pane: 'configure.lost',
    name: 'a key that nobody can use',
    does: {
      lookAround: async () => ({ ...configureLocalState, unfinished: configureNote }),
      findLost: async () => ({ kind: 'lost', keys: twoKeys.slice(1) }),
    },
    steps: [at('unfinished.asking'), 'RESUME', at('lost')],
    sees: ['****************0012', 'never used'],
  },
  {
    pane: 'configure.way',
    name: 'three ways',
    steps: [at('way')],
    sees: ['2 profiles', 'Create an IAM user'],
  },
  {
    pane: 'configure.way',
    name: 'on a fresh machine',
    does: {
      lookAround: async () => ({ ...configureLocalState, accessOptions: [], profiles: [] }),
    },
    steps: [at('way')],
    sees: ['no profile', /there is none/],
  },
  {
    pane: 'configure.access',
    name: '',
    steps: [at('way'), 'NEXT', at('access')],
    sees: ['default', 'noregion'],
  },
  {
    pane: 'configure.region',
    name: 'to search',
    steps: [at('way'), { way: 'console' }, 'NEXT', at('region')],
    sees: ['eu-west-1', /of 41 regions/],
  },
  {
    pane: 'configure.account',
    name: 'that creates, its clock off',
    does: { identify: async () => ({ ...verified, clockOffset: 3_600_000 }) },
    steps: toUser.slice(0, -1),
    sees: ['111122223333', /1h 00m behind/],
  },
  {
    pane: 'configure.account',
    name: 'of keys that AWS does not know yet',
    does: { checkKeys: (send) => queueMicrotask(() => send(waited)) },
    steps: [...toTyped, 'NEXT', at('checkingKeys')],
    sees: [/asked 3 times/],
  },
  {
    pane: 'configure.account',
    name: 'that AWS refuses',
    does: { checkKeys: broken },
    steps: [...toTyped, 'NEXT', at('notAccepted')],
    sees: [trouble.what],
  },
  { pane: 'configure.user', name: '', steps: [...toUser, at('user')], sees: ['amplify-a1b2c', '1 to 64'] },
  {
    pane: 'configure.keys',
    name: 'that are two already',
    does: { lookAtUser: async () => ({ name: 'amplify-a1b2c', exists: true, keys: twoKeys }) },
    steps: [...toUser, at('user'), 'NEXT', at('keys.choosing')],
    sees: ['****************0011', '****************0012', 'never used'],
  },
  {
    pane: 'configure.keys',
    name: 'one to be deleted',
    does: { lookAtUser: async () => ({ name: 'amplify-a1b2c', exists: true, keys: twoKeys }) },
    steps: [...toUser, at('user'), 'NEXT', at('keys.choosing'), 'DELETE', at('keys.confirming')],
    sees: ['****************0011', /stops/],
  },
  {
    pane: 'configure.policy',
    name: 'for Amplify alone',
    steps: [...toPolicy, { policy: { kind: 'amplify' } }],
    sees: ['AdministratorAccess-Amplify', /amplify-\*/],
  },
  {
    pane: 'configure.policy',
    name: 'of your own',
    steps: [...toPolicy, { policy: { kind: 'own', arn: 'arn:aws' } }],
    sees: ['Policy ARN', /An ARN looks like/],
  },
  {
    pane: 'configure.console',
    name: 'to sign in',
    steps: toSignIn,
    sees: ['https://console.aws.amazon.com/', 'https://portal.aws.amazon.com/billing/signup'],
  },
  {
    pane: 'configure.console',
    name: 'to create the user',
    steps: [...toSignIn, 'NEXT', at('createByHand')],
    sees: ['iamv2/home#/users/create', 'amplify-a1b2c'],
  },
  {
    pane: 'configure.console',
    name: 'to create the key',
    steps: [...toSignIn, 'NEXT', at('createByHand'), 'NEXT', at('createKeyByHand')],
    sees: [/Command Line Interface/],
  },
  { pane: 'configure.typed', name: 'masked', steps: toTyped, sees: ['AKIAEXAMPLE000000002', '●●●●●●●●'] },
  {
    pane: 'configure.save-as',
    name: 'a profile that is there',
    steps: [...toSaveAs, { profile: 'deployrole' }],
    sees: [/already exists/, /role_arn/],
  },
  {
    pane: 'configure.review',
    name: 'of a new user',
    steps: toReview,
    sees: ['CreateUser', 'CreateAccessKey', '~/.aws/credentials', '~/.aws/config', 'aws_session_token'],
  },
  {
    pane: 'configure.plan-text',
    name: '',
    steps: [...toReview, 'CONTENTS', at('review.contents')],
    sees: ['WHO', 'arn:aws:iam::111122223333:user/amplify-dev'],
  },
  {
    pane: 'configure.working',
    name: 'waiting for AWS to know the key',
    does: { verifySaved: (send) => queueMicrotask(() => send(waited)) },
    steps: [...toReview, 'CONFIRM', at('verifying')],
    sees: ['read back', /asked 3 times/],
  },
  {
    pane: 'configure.not-finished',
    name: 'its key in no file',
    does: { save: rejects },
    steps: [...toReview, 'CONFIRM', at('notFinished')],
    sees: [trouble.what, 'amplify-dev', '****************0003'],
  },
  {
    pane: 'configure.not-finished',
    name: 'cleaned up',
    does: { save: rejects },
    steps: [...toReview, 'CONFIRM', at('notFinished'), 'TAKE_BACK', at('takenBack')],
    sees: [/is deleted/],
  },
  {
    pane: 'configure.old-key',
    name: '',
    does: rotating,
    input: { rotate: 'default' },
    steps: [at('identity'), 'NEXT', at('review.summary'), 'CONFIRM', at('oldKey')],
    sees: ['****************0001', 'switched off'],
  },
  {
    pane: 'configure.done',
    name: '',
    steps: [...toReview, 'CONFIRM', at('done')],
    sees: [/is ready/, 'AWS_PROFILE'],
  },
];

const sceneOf = <S extends Omit<ConfigureScene, 'sees'>>({ does, steps, input, ...scene }: S) => ({
  ...scene,
  input: { start: 'configure', ...input } as const,
  given: { configure: does ?? {} },
  go: walk(...steps),
});

/** At least one way to every pane of `configure`. */
export const scenes: readonly Scene[] = list.map(sceneOf);

const walkedList: readonly Omit<ConfigureScene, 'sees'>[] = [
  {
    pane: 'configure.account',
    name: 'of a profile that is there',
    steps: [at('way'), 'NEXT', at('access'), 'NEXT', at('identity')],
  },
  {
    pane: 'configure.keys',
    name: 'of a user that is there with one key',
    does: { lookAtUser: async () => ({ name: 'amplify-a1b2c', exists: true, keys: twoKeys.slice(1) }) },
    steps: [...toUser, at('user'), 'NEXT', at('userThere')],
  },
  {
    pane: 'configure.typed',
    name: 'the name of a file',
    steps: [...toSignIn, 'HAVE_KEYS', { keys: { ...noKeys, accessKeyId: '~/Downloads/rootkey.csv' } }],
  },
  {
    pane: 'configure.review',
    name: 'of keys that were typed',
    steps: [...toTyped, 'NEXT', at('identity'), 'NEXT', at('saveAs'), 'NEXT', at('review.summary')],
  },
  {
    pane: 'configure.review',
    name: 'of a key that is replaced',
    does: rotating,
    input: { rotate: 'default' },
    steps: [at('identity'), 'NEXT', at('review.summary')],
  },
  {
    pane: 'configure.review',
    name: 'of files that changed meanwhile',
    does: { save: async () => ({ kind: 'changed', plan: configurePlan }) },
    steps: [...toReview, 'CONFIRM', at('changed.summary')],
  },
  {
    pane: 'configure.not-finished',
    name: 'the user with two keys',
    does: { makeKey: () => Promise.reject(new Problem({ ...trouble, code: 'KEYS_FULL' })) },
    steps: [...toReview, 'CONFIRM', at('notFinished')],
  },
  {
    pane: 'configure.not-finished',
    name: 'with lines to put in by hand',
    does: { save: () => Promise.reject(Object.assign(new Problem(trouble), { paste })) },
    steps: [...toReview, 'CONFIRM', at('notFinished')],
  },
];

export const walked: readonly WalkedScene[] = walkedList.map(sceneOf);
