import { waitFor } from 'xstate';
import { homeCursorOf } from '../../../components/panes/home/home-cursor.ts';
import type { PaneId } from '../../../machines/flows.ts';
import type { SessionInput } from '../../../machines/session/types.ts';
import { Problem } from '../../../src/core/problem.ts';
import { never, type Pretence, sends, settledWith } from '../../support/pretend.ts';
import {
  accessOptions,
  folder,
  identity,
  project,
  stack,
  trouble,
  unfinished,
  updates,
} from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import type { Dialog } from './dialog-scenes.ts';
import {
  app,
  at,
  cleaned,
  deployed,
  follows,
  home,
  looks,
  next,
  noRegion,
  open,
  rejects,
  review,
  started,
  watched,
} from './ways.ts';

/** From a stack with a stuck rollback to the question whether to continue it. */
const continuing = async (session: Session) => {
  const { context } = await waitFor(session, ({ context: { watch } }) => watch !== undefined);
  const watch = context.watch!;
  await waitFor(watch, (state) => state.matches('settled'));
  watch.send({ type: 'CONTINUE_ROLLBACK' });
};

/** Some of the outputs of a parent stack. */
const outputs = {
  StackName: stack.stackName,
  Region: 'eu-west-1',
  AuthRoleArn: `arn:aws:iam::${identity.account}:role/${stack.stackName}-authRole`,
};

/** A project whose bucket can be made public. */
const openBucket: Partial<Pretence> = {
  loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
  lookAtBucket: async () => false,
  ...follows(updates.complete),
};
const bucketIsOpen = async (session: Session) => {
  const { context } = await waitFor(session, ({ context: { watch } }) => watch !== undefined);
  await waitFor(context.watch!, (state) => state.context.keepsPublicOut === false);
};

/** The steps to a pane, and what a user must be able to read there at every size. */
export interface Scene {
  readonly pane: PaneId;
  readonly name: string;
  /** The dialog in front of the pane. */
  readonly dialog?: Dialog;
  readonly given?: Partial<Pretence>;
  readonly input?: Partial<SessionInput>;
  readonly go?: (session: Session) => Promise<unknown>;
  readonly sees: readonly (string | RegExp)[];
}

/** Each flow has its own in `<flow>-scenes.ts`. */
const ofFlows = import.meta.glob<{ readonly scenes: readonly Scene[] }>('./*-scenes.ts', { eager: true });

/** At least one scene for every pane. */
export const scenes: readonly Scene[] = [
  { pane: 'home', name: 'of an empty folder', sees: [/no Amplify project/i, /2 {2}A project/] },
  {
    pane: 'home',
    name: 'of a project, its stack rolled back',
    given: {
      loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
      ...follows(updates.denied),
    },
    sees: ['shop', /rolled back/],
  },
  {
    pane: 'home',
    name: 'of a project that is complete',
    given: {
      loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
      watch: sends({
        type: 'SETTLED',
        update: { ...updates.complete, progress: { ...updates.complete.progress, outputs } },
      }),
    },
    sees: ['shop', /✔ complete/],
  },
  {
    pane: 'home',
    name: 'of a project whose files are selected',
    given: {
      loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
      compareBackend: async () => [
        {
          category: 'api',
          name: 'shopApi',
          service: 'AppSync',
          change: 'update',
          files: [{ path: 'schema.graphql', change: 'update' }],
        },
        { category: 'auth', name: 'shopAuth', service: 'Cognito', change: 'create' },
      ],
      readFiles: async () => [
        {
          label: 'amplify/.config/project-config.json',
          state: 'there',
          purpose: 'name, kind of app and its settings',
          isOfMachine: true,
        },
        {
          label: 'amplify/.config/aws-info.json',
          state: 'missing',
          purpose: 'the profile that this machine works with',
          isOfMachine: true,
        },
        {
          label: '.amplifyrc',
          state: 'broken',
          why: 'It is not JSON.',
          purpose: 'the stack, for deployments by machines',
          isOfMachine: false,
        },
      ],
      ...follows(updates.complete),
    },
    go: async (session) => {
      await waitFor(session, ({ context }) => context.files !== undefined);
      homeCursorOf(session).take('project');
    },
    sees: ['shop', /api +shopApi +~ changed/, /schema.graphql/, /open in the editor/],
  },
  {
    pane: 'home',
    name: 'of a folder whose init did not finish',
    given: { loadHome: async () => ({ ...home, unfinished }) },
    sees: [/did not finish/, unfinished.stackName],
  },
  {
    pane: 'home',
    name: 'of a project whose stack is in another account, with changes that are not deployed',
    given: {
      loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
      whoAmI: async () => ({ ...identity, account: '444455556666' }),
      compareBackend: async () => [
        { category: 'api', name: 'shop', service: 'AppSync', change: 'update' },
        { category: 'auth', name: 'shop', service: 'Cognito', change: 'create' },
        { category: 'storage', name: 'files', service: 'S3', change: 'none' },
      ],
    },
    sees: ['shop', /This stack is in account/, /Press p and choose/],
  },
  {
    pane: 'home',
    name: 'of a project whose stack is gone',
    given: {
      loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
      watch: sends({ type: 'BROKEN', problem: { ...trouble, code: 'STACK_UNKNOWN' } }),
    },
    sees: ['shop', /is gone\./],
  },
  {
    pane: 'home',
    name: 'when AWS cannot be reached',
    given: { whoAmI: rejects },
    sees: [trouble.what],
  },
  {
    pane: 'home',
    name: 'of a project that cannot be read',
    given: {
      loadHome: async () => ({
        ...home,
        found: { kind: 'unreadable', root: '/home/sam/shop', problem: new Problem(trouble) },
      }),
    },
    sees: [trouble.what],
  },
  {
    pane: 'watch',
    name: 'without a stack',
    input: { start: 'watch' },
    sees: [/Which stack to watch is missing/, /amplify-tui watch STACK/],
  },
  { pane: 'calls', name: 'the newest calls', go: open('OPEN_CALLS'), sees: ['DescribeStackEvents', /403/] },
  {
    pane: 'log',
    name: 'the newest lines',
    go: async (session) => {
      await open('OPEN_CALLS')(session);
      session.send({ type: 'OPEN_LOG' });
    },
    sees: ['09:45:59'],
  },
  { pane: 'watch', name: 'half-way', input: watched, given: follows(updates.running, false), sees: [/of 3/] },
  {
    pane: 'watch',
    name: 'rolled back',
    input: watched,
    given: follows(updates.taken),
    sees: [/Do .*y copy the error/, /already exists|taken/],
  },
  {
    pane: 'watch',
    name: 'stuck in its rollback',
    input: watched,
    given: follows(updates.stuck),
    sees: [/stuck: the rollback failed/, /continue the rollback.* y copy/, /Left +What .*marked below\./],
  },
  {
    pane: 'home',
    name: 'of a project whose bucket can be made public',
    given: openBucket,
    go: bucketIsOpen,
    sees: [/Public access is not blocked/, /block public access/],
  },
  {
    pane: 'watch',
    name: 'of a project whose bucket can be made public',
    given: openBucket,
    go: async (session) => {
      await bucketIsOpen(session);
      session.send({ type: 'OPEN_WATCH' });
    },
    sees: [/Public access is not blocked/, /b block public access/],
  },
  {
    pane: 'watch.bucket',
    name: '',
    given: openBucket,
    go: async (session) => {
      await bucketIsOpen(session);
      session.send({ type: 'BLOCK_PUBLIC_ACCESS' });
    },
    sees: [/PutPublicAccessBlock/, /RestrictPublicBuckets/, /public ACLs/],
  },
  {
    pane: 'watch.rollback',
    name: '',
    input: watched,
    given: follows(updates.stuck),
    go: continuing,
    sees: [/\[try\] {3}AuthRole/, /skip it/, /A skipped resource/, / continue .*esc back/],
  },
  {
    pane: 'watch',
    name: 'out of reach',
    input: watched,
    given: { watch: sends({ type: 'BROKEN', problem: trouble }) },
    sees: [trouble.what, 'Check the network, then press r.'],
  },
  {
    pane: 'init.looking',
    name: '',
    input: started,
    given: { lookAround: never },
    sees: ['ooking at the folder'],
  },
  {
    pane: 'init.existing',
    name: '',
    input: started,
    given: looks({ found: { kind: 'project', project } }),
    go: at('existing'),
    sees: ['shop', stack.stackName],
  },
  {
    pane: 'init.environment',
    name: '',
    input: started,
    given: looks({
      found: { kind: 'project', project: { ...project, layout: 'multi-env', environment: 'dev' } },
      environments: ['dev'],
    }),
    go: at('existing', { type: 'NEW_ENVIRONMENT' }),
    sees: ['Environment', 'dev stays as it is'],
  },
  {
    pane: 'init.nested',
    name: '',
    input: started,
    given: looks({ found: { kind: 'nested', root: '/home/sam' } }),
    go: at('nested'),
    sees: ['is inside another Amplify project'],
  },
  {
    pane: 'init.unreadable',
    name: '',
    input: started,
    given: looks({ found: { kind: 'unreadable', root: folder, problem: new Problem(trouble) } }),
    go: at('unreadable'),
    sees: [trouble.what],
  },
  {
    pane: 'init.unfinished',
    name: '',
    input: started,
    given: looks({ unfinished }),
    go: at('unfinished'),
    sees: ['begun', stack.stackName, /resume/],
  },
  {
    pane: 'init.unfinished',
    name: 'before it is deleted',
    input: started,
    given: looks({ unfinished }),
    go: at('unfinished', { type: 'CLEAN_UP' }),
    sees: [stack.stackName, /delete the stack/, /deleted only/],
  },
  { pane: 'init.name', name: '', input: started, go: at('name'), sees: ['shop', /3 to 20/] },
  { pane: 'init.editor', name: '', input: started, go: at('name', next), sees: ['Visual Studio Code'] },
  { pane: 'init.app', name: '', input: started, go: at('name', next, next), sees: ['JavaScript', 'Flutter'] },
  {
    pane: 'init.framework',
    name: '',
    input: started,
    go: at('name', next, next, next),
    sees: ['Found Vite and React', 'Source folder', 'Start command'],
  },
  {
    pane: 'init.resources',
    name: '',
    input: started,
    go: at('name', next, next, app('android'), next),
    sees: ['app/src/main/res'],
  },
  {
    pane: 'init.access',
    name: '',
    input: started,
    go: at('name', next, next, app('ios'), next),
    sees: ['default', 'deployrole'],
  },
  {
    pane: 'init.region',
    name: '',
    input: started,
    given: looks({ accessOptions }),
    go: at('name', next, next, app('ios'), next, noRegion, next),
    sees: ['us-east-1'],
  },
  {
    pane: 'init.identity',
    name: 'known',
    input: started,
    go: at('name', next, next, next, next, next),
    sees: ['arn:aws:iam::111122223333:user/amplify-dev'],
  },
  {
    pane: 'init.identity',
    name: 'refused',
    input: started,
    given: { identify: rejects },
    go: at('name', next, next, next, next, next),
    sees: [trouble.what, trouble.next],
  },
  {
    pane: 'init.review',
    name: '',
    input: started,
    go: (session) => review(session),
    sees: [stack.stackName, '.amplifyrc', /account 1111/, /create/],
  },
  {
    pane: 'init.plan-text',
    name: '',
    input: started,
    go: (session) => review(session, { type: 'CONTENTS' }),
    sees: [/▸ as {2}arn:/, / {3}in {2}account 1111/],
  },
  {
    pane: 'init.deploying',
    name: 'half-way',
    input: started,
    given: { follow: sends({ type: 'UPDATE', update: updates.running }) },
    go: deployed('following'),
    sees: ['Bucket', /of 3/],
  },
  {
    pane: 'init.stack-failed',
    name: '',
    input: started,
    given: { follow: settledWith(updates.taken) },
    go: deployed('failed'),
    sees: [/could not be created/, /Why /, /Left /, /Do +r retry.* y copy/],
  },
  {
    pane: 'init.not-finished',
    name: '',
    input: started,
    given: { follow: settledWith(updates.complete), storeBackend: rejects },
    go: deployed('notFinished'),
    sees: [trouble.what, stack.stackName],
  },
  {
    pane: 'init.bucket',
    name: '',
    input: started,
    given: { follow: settledWith(updates.denied), removeStack: sends({ type: 'REMOVED', bucketLeft: true }) },
    go: cleaned('askingBucket'),
    sees: [stack.deploymentBucketName, /delete bucket/],
  },
  {
    pane: 'init.cleaned',
    name: '',
    input: started,
    given: { follow: settledWith(updates.denied) },
    go: cleaned('cleaned'),
    sees: [/is deleted/, /Nothing was written/],
  },
  {
    pane: 'init.done',
    name: '',
    input: started,
    given: { follow: settledWith(updates.complete) },
    go: deployed('done'),
    sees: ['complete in', '.amplifyrc', /Add it to/],
  },
  ...Object.values(ofFlows).flatMap((module) => module.scenes),
];
