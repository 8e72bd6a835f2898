import { waitFor } from 'xstate';
import type { FollowConnection, FollowUpdate } from '../../../src/aws/progress/model.ts';
import type { Cloud } from '../../../src/core/plan.ts';
import { Problem } from '../../../src/core/problem.ts';
import { never, type Pretence, sends } from '../../support/pretend.ts';
import { identity, project, stack, trouble, updates } from '../../support/pretend-values.ts';
import { host } from './app.tsx';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { at, deployed, follows, home, initOf, next, otherAccess, review, started, watched } from './ways.ts';

const now = host.now();
export const offline: FollowConnection = {
  kind: 'offline',
  since: now - 12_000,
  nextTryAt: now + 4_000,
  why: 'The name of the server cannot be looked up; this machine seems to have no network. (ENOTFOUND)',
};
const expired: FollowConnection = {
  kind: 'expired',
  since: now - 3_000,
  nextTryAt: now + 2_000,
  why: 'Temporary credentials end after the time they were made for.',
};

/** An actor that asks AWS, reports this state of the connection, and gets no answer. */
const telling = (connection: FollowConnection) =>
  (({ tell }: { tell: (connection: FollowConnection) => void }) => {
    queueMicrotask(() => tell(connection));
    return never();
  }) as never;

const words = /no connection for 12s, trying again in 4s/;
const paused: Partial<Pretence> = {
  follow: sends({ type: 'UPDATE', update: { ...updates.running, connection: expired } }),
};

const many = Array.from({ length: 2_000 }, (_, at) => ({
  ...updates.complete.progress.resources[0]!,
  logicalId: `Function${at}`,
}));

let fail = () => {};

/** Each phase while AWS cannot be reached. */
export const scenes: readonly Scene[] = [
  { pane: 'home', name: 'without a connection', given: { whoAmI: telling(offline) }, sees: [words] },
  {
    pane: 'home',
    name: 'of three environments, the session of the stack ended',
    given: {
      loadHome: async () => ({
        ...home,
        found: { kind: 'project', project: { ...project, layout: 'multi-env', environment: 'dev' } },
        environments: ['dev', 'test', 'prod'],
      }),
      watch: sends({ type: 'UPDATE', update: { ...updates.running, connection: expired } }),
    },
    sees: [/cannot be read: the credentials/, /it was creating/],
  },
  {
    pane: 'home',
    name: 'of a stack that may not be read',
    given: {
      loadHome: async () => ({
        ...home,
        found: { kind: 'project', project },
        remembered: { name: stack.stackName, status: 'CREATE_COMPLETE', at: now - 3_600_000 },
      }),
      watch: sends({
        type: 'BROKEN',
        problem: {
          code: 'ACCESS_DENIED',
          what: 'AWS refuses cloudformation:DescribeStacks.',
          why: `User ${identity.arn} is not authorized to perform it: no identity-based policy allows it. AWS says: ${identity.arn} is refused`,
          next: 'Ask an administrator of the account for the permission.',
        },
      }),
    },
    sees: [/You may not read the stack/, /it was complete/, /again\./],
  },
  {
    pane: 'home',
    name: 'of a stack of 2,000 resources',
    given: {
      loadHome: async () => ({ ...home, found: { kind: 'project', project } }),
      watch: sends({
        type: 'SETTLED',
        update: {
          ...updates.complete,
          progress: { ...updates.complete.progress, total: 2_000, completed: 2_000, resources: many },
        },
      }),
    },
    sees: [/complete/, '2,000 of 2,000', 'Function0'],
  },
  {
    pane: 'init.identity',
    name: 'without a connection',
    input: started,
    given: { identify: telling(offline) },
    go: at('name', next, next, next, next, next),
    sees: [words, 'ENOTFOUND', /try now/],
  },
  {
    pane: 'init.deploying',
    name: 'while the template cannot be sent',
    input: started,
    given: { createStack: telling(offline) },
    go: (session) => review(session, { type: 'CONFIRM' }),
    sees: [stack.stackName, words, 'ENOTFOUND', /try now/],
  },
  {
    pane: 'init.deploying',
    name: 'while the stack cannot be looked at',
    input: started,
    given: { follow: sends({ type: 'UPDATE', update: { ...updates.running, connection: offline } }) },
    go: deployed('following'),
    sees: [words, 'Bucket', /try now/],
  },
  {
    pane: 'init.deploying',
    name: 'paused by expired credentials',
    input: started,
    given: paused,
    go: deployed('following'),
    sees: [/credentials have expired/, 'Bucket', /read profile again/, /other profile/],
  },
  {
    pane: 'init.other-access',
    name: '',
    input: started,
    given: paused,
    go: otherAccess(),
    sees: ['default', identity.account, /continue with it/],
  },
  {
    pane: 'init.other-access',
    name: 'of another account',
    input: started,
    given: { ...paused, checkAccess: async () => ({ ...identity, account: '444455556666', access: 'biz' }) },
    go: otherAccess({ kind: 'profile', name: 'biz' }),
    sees: [/biz is account 444455556666/],
  },
  {
    pane: 'init.files-access',
    name: 'after the confirmed one was denied',
    input: started,
    given: {
      createStack: () => Promise.reject(new Problem({ ...trouble, code: 'ACCESS_DENIED' })),
      checkAccess: async () => ({ ...identity, access: 'noregion' }),
    },
    go: async (session) => {
      await deployed('notCreated')(session);
      const deployment = (await initOf(session)).getSnapshot().children.deployment!;
      deployment.send({ type: 'OTHER_ACCESS' });
      await waitFor(deployment, ({ context }) => context.accessOptions !== undefined);
      deployment.send({ type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'noregion' } });
      await waitFor(deployment, ({ value }) => value === 'askingFiles');
    },
    sees: ['noregion', 'was denied', /the one in use now/],
  },
  {
    pane: 'home',
    name: 'when a deployment has failed behind it',
    input: started,
    given: {
      follow: (send) => {
        fail = () => send({ type: 'SETTLED', update: updates.denied });
      },
    },
    go: async (session) => {
      await deployed('following')(session);
      session.send({ type: 'HOME' });
      fail();
      await deployed('failed', false)(session);
    },
    sees: [/failed; press i/],
  },
];

/** A stack whose bucket is in a nested stack of its own. */
const nested: FollowUpdate = {
  ...updates.complete,
  progress: {
    ...updates.complete.progress,
    resources: updates.complete.progress.resources.map((resource, at) =>
      at === 0
        ? {
            ...resource,
            type: 'AWS::CloudFormation::Stack',
            nested: { ...updates.complete.progress, events: [] },
          }
        : resource,
    ),
  },
};

const leaving = (cloud: Cloud): WalkedScene => ({
  pane: 'init.deploying',
  name: `that is left, on ${cloud.kind}`,
  input: { ...started, cloud },
  given: { follow: sends({ type: 'UPDATE', update: updates.running }) },
  go: async (session) => {
    await deployed('following')(session);
    session.send({ type: 'QUIT' });
  },
});

export const walked: readonly WalkedScene[] = [
  leaving({ kind: 'aws' }),
  leaving({ kind: 'demo', url: 'http://127.0.0.1:4566' }),
  { pane: 'watch', name: 'of nested stacks', input: watched, given: follows(nested) },
  {
    pane: 'watch',
    name: 'of nested stacks, one of them folded',
    input: watched,
    given: follows(nested),
    keys: ['space'],
  },
  {
    pane: 'watch',
    name: 'without a connection',
    input: watched,
    given: follows({ ...updates.running, connection: offline }, false),
  },
  {
    pane: 'watch',
    name: 'of a session that has ended',
    input: watched,
    given: follows({ ...updates.running, connection: expired }, false),
  },
  {
    pane: 'init.stack-failed',
    name: 'before there was a stack',
    input: started,
    given: { createStack: () => Promise.reject(new Problem({ ...trouble, code: 'ACCESS_DENIED' })) },
    go: deployed('notCreated'),
  },
];
