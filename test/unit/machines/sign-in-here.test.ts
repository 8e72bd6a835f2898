import { expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { machineCommands } from '../../../machines/commands.ts';
import { Problem } from '../../../src/values/problem.ts';
import { pretend, startSession } from '../../support/pretend.ts';

const signedOut = new Problem({
  code: 'SIGNED_OUT',
  what: 'corp is signed out.',
  why: 'There is no sign-in of it on this machine.',
  next: 'Run `aws sso login --profile corp` in another window, then try again. It belongs to the AWS CLI, version 2.',
  signIn: 'corp',
});

it('a flow that is told that its profile is signed out offers to sign in, and tries again after that', async () => {
  const { calls, ...pretended } = pretend({ identify: () => Promise.reject(signedOut) });
  const session = startSession({ calls, ...pretended });
  await waitFor(session, ({ value }) => value.who === 'known');
  const signIn = () => machineCommands(session).filter(({ key }) => key === 'l');
  expect(signIn()).toEqual([]);
  session.send({ type: 'OPEN_INIT' });
  const { init } = await waitFor(session, ({ context }) => context.init !== undefined).then(
    ({ context }) => context,
  );
  for (const step of ['name', 'editor', 'app', 'framework', 'access'] as const) {
    await waitFor(init!, ({ value }) => value === step);
    init!.send({ type: 'NEXT' });
  }
  await waitFor(init!, ({ value }) => value === 'notIdentified');
  const [command] = signIn();
  expect(command).toMatchObject({ label: 'sign in', id: 'SIGN_IN_HERE' });
  const before = calls.length;
  command?.run();
  expect(calls.slice(before)).toContain('signed in corp');
  // It is asked again at once; nobody has signed in really.
  expect(init!.getSnapshot().value).toBe('identifying');
  session.stop();
});
