import { expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { machineCommands } from '../../../machines/commands.ts';
import { Problem } from '../../../src/core/problem.ts';
import { type Pretence, pretend, startSession } from '../../support/pretend.ts';
import { freshHome, project, stack, updates } from '../../support/pretend-values.ts';

const signedOut = new Problem({
  code: 'SIGNED_OUT',
  what: 'corp is signed out.',
  why: 'There is no sign-in of it on this machine.',
  next: 'Run `aws sso login --profile corp` in another window, then try again. It belongs to the AWS CLI, version 2.',
  signIn: 'corp',
});

const signIn = (session: ReturnType<typeof startSession>) =>
  machineCommands(session).filter(({ key }) => key === 'l');

it('a flow whose profile is signed out offers to sign in, and tries again after that', async () => {
  const { calls, ...pretended } = pretend({ identify: () => Promise.reject(signedOut) });
  const session = startSession({ calls, ...pretended });
  await waitFor(session, ({ value }) => value.who === 'known');
  expect(signIn(session)).toEqual([]);
  session.send({ type: 'OPEN_INIT' });
  const { init } = await waitFor(session, ({ context }) => context.init !== undefined).then(
    ({ context }) => context,
  );
  for (const step of ['name', 'editor', 'app', 'framework', 'access'] as const) {
    await waitFor(init!, ({ value }) => value === step);
    init!.send({ type: 'NEXT' });
  }
  await waitFor(init!, ({ value }) => value === 'notIdentified');
  const [command] = signIn(session);
  expect(command).toMatchObject({ label: 'sign in', id: 'SIGN_IN_HERE' });
  const before = calls.length;
  command?.run();
  expect(calls.slice(before)).toContain('signed in corp');
  // The identity is checked again immediately; nobody has really signed in.
  expect(init!.getSnapshot().value).toBe('identifying');
  session.stop();
});

const connection = {
  kind: 'expired',
  since: 0,
  why: 'There is no sign-in of it on this machine.',
  code: 'SIGNED_OUT',
  signIn: 'corp',
} as const;

it.each([
  ['the pane of the stack', { start: 'watch', stack: stack.stackId }],
  ['home, which tells of the stack, too', {}],
] as const)('a stack that cannot be read without a sign-in offers it in %s', async (_, input) => {
  let say: Parameters<Pretence['watch']>[0] = () => {};
  const pretended = pretend({
    loadHome: async () => ({ ...freshHome, found: { kind: 'project', project: { ...project, stack } } }),
    watch: (told) => {
      say = told;
    },
  });
  const session = startSession(pretended, input);
  await waitFor(session, ({ value, context }) => value.who === 'known' && context.watch !== undefined);
  expect(signIn(session)).toEqual([]);
  say({ type: 'UPDATE', update: { ...updates.running, connection } });
  const [command] = signIn(session);
  expect(command?.label).toBe('sign in');
  expect(machineCommands(session).find(({ key }) => key === 'r')?.label).toBe('refresh');
  pretended.calls.length = 0;
  command?.run();
  expect(pretended.calls).toContain('signed in corp');
  session.stop();
});

it('a deployment paused for a sign-in offers it, and continues after that', async () => {
  const pretended = pretend({});
  const session = startSession(pretended, { start: 'init' });
  await waitFor(session, ({ value }) => value.view === 'init');
  const init = session.getSnapshot().context.init!;
  for (const step of ['name', 'editor', 'app', 'framework', 'access', 'identity']) {
    await waitFor(init, ({ value }) => value === step);
    init.send({ type: 'NEXT' });
  }
  await waitFor(init, (snapshot) => snapshot.matches('review'));
  init.send({ type: 'CONFIRM' });
  const deployment = init.getSnapshot().children.deployment!;
  deployment.send({ type: 'CONNECTION', connection });
  const [command] = signIn(session);
  pretended.calls.length = 0;
  command?.run();
  expect(pretended.calls).toEqual(['signed in corp', 'tryNow']);
  session.stop();
});

it('a profile whose test failed for lack of a sign-in offers it, and is tested again after that', async () => {
  const pretended = pretend({ profiles: { test: () => Promise.reject(signedOut) } });
  const session = startSession(pretended, { start: 'profiles' });
  await waitFor(session, ({ children }) => children.profiles?.getSnapshot().value === 'list');
  const profiles = session.getSnapshot().children.profiles!;
  profiles.send({ type: 'TEST' });
  await waitFor(profiles, ({ value, context }) => value === 'list' && context.tests.size === 1);
  signIn(session)[0]?.run();
  expect(pretended.calls).toContain('signed in corp');
  expect(profiles.getSnapshot().value).toBe('testing');
  await waitFor(profiles, ({ value }) => value === 'list');
  // Another row has another result.
  const { looked, chosen } = profiles.getSnapshot().context;
  const option = [...(looked?.options ?? [])].find((each) => each !== chosen);
  profiles.send({ type: 'SELECT_ROW', option });
  expect(signIn(session)).toEqual([]);
  session.stop();
});
