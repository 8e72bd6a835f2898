import { afterEach, expect, test } from 'vitest';
import { waitFor } from 'xstate';
import { createProgress } from '../../src/aws/progress/reducer.ts';
import type { ProblemCode } from '../../src/core/problem.ts';
import { Problem } from '../../src/core/problem.ts';
import { codeNeeded } from '../../src/credentials/sign-in.ts';
import { never, type Pretence, pretend, sends, startSession } from '../support/pretend.ts';
import { freshHome, identity, project, stack, updates } from '../support/pretend-values.ts';
import { host, showApp } from './support/app.tsx';
import { deployed } from './support/ways.ts';

let close: () => unknown = () => {};
afterEach(() => close());

async function show(given: Partial<Pretence>, view: 'home' | 'watch' | 'init' = 'home') {
  const session = startSession(pretend(given), view === 'home' ? {} : { start: view });
  await waitFor(session, ({ value }) => value.view === view);
  const screen = await showApp(session, { columns: 120, rows: 40 });
  close = () => screen.unmount();
  return { session, screen };
}

const inProject = async () => ({ ...freshHome, found: { kind: 'project', project } as const });
const nothingSeen = createProgress({ stackId: stack.stackId, stackName: stack.stackName });
const lost = (code: ProblemCode) => ({
  ...updates.running,
  progress: nothingSeen,
  connection: { kind: 'expired', since: 0, why: 'So it is.', code } as const,
});

test.each([
  ['MFA_NEEDED', 'an MFA code is needed', 'Press r, then type the code'],
  ['SIGNED_OUT', 'the profile is signed out', 'Press l to sign in'],
  ['CREDENTIALS_EXPIRED', 'the credentials have expired', 'then press r'],
] as const)(
  'a stack that was not read is not called working, and the key is named: %s',
  async (code, why, key) => {
    for (const view of ['home', 'watch'] as const) {
      const follow = sends({ type: 'UPDATE', update: lost(code) });
      const { screen } = await show({ loadHome: inProject, whoAmI: never, watch: follow }, view);
      await screen.see(why);
      const text = screen.text().join('\n');
      expect(text).toContain(key);
      expect(text).not.toMatch(/working|0 of 0/);
      await close();
    }
  },
);

test('home says if a stack may not be read', async () => {
  const problem = {
    code: 'ACCESS_DENIED',
    what: 'You may not read it.',
    why: 'No policy.',
    next: 'Ask.',
  } as const;
  const watch = sends(
    { type: 'UPDATE', update: { ...lost('MFA_NEEDED'), connection: { kind: 'ok' } } },
    { type: 'BROKEN', problem },
  );
  const { screen } = await show({ loadHome: inProject, watch });
  await screen.see('You may not read it.');
  expect(screen.text().join('\n')).toContain('Press p for another profile');
});

test('watch says of a stack that can no longer be read how it was', async () => {
  const problem = { code: 'ACCESS_DENIED', what: 'No.', why: 'No policy.', next: 'Ask.' } as const;
  const update = { ...updates.complete, readAt: Date.UTC(2026, 10, 20, 9, 0) };
  const watch = sends({ type: 'UPDATE', update }, { type: 'BROKEN', problem });
  const whoAmI = async () => ({ ...identity, account: '444455556666' });
  const { screen } = await show({ loadHome: inProject, whoAmI, watch }, 'watch');
  await screen.see('This stack is in account');
  await screen.see(/As of 2026-11-20 \d\d:00 it was complete\./);
});

test('a deployment whose session ended names one key for the code, and the top line says expired', async () => {
  const expiresAt = host.now() + 3_600_000;
  const follow = sends({
    type: 'UPDATE',
    update: { ...lost('MFA_NEEDED'), progress: updates.running.progress },
  });
  const { session, screen } = await show(
    { identify: async () => ({ ...identity, expiresAt }), follow },
    'init',
  );
  await deployed('following')(session);
  await screen.see('an MFA code is needed');
  const text = screen.text();
  const at = text.findIndex((row) => row.includes('an MFA code is needed'));
  expect(text[at + 1]).toContain('Press r to enter the code, or p for another profile.');
  expect(text.at(-1)).toContain('r enter the code');
  expect(text[0]).toMatch(/expired$/);
});

test('a stack that was read stays, with the reason why it cannot be read now', async () => {
  const needed = codeNeeded('biz', 'arn:aws:iam::111122223333:mfa/dev');
  const watch = sends({ type: 'SETTLED', update: updates.complete });
  const { screen } = await show({ loadHome: inProject, watch, whoAmI: () => Promise.reject(needed) });
  await screen.see('needs an MFA code');
  const text = screen.text().join('\n');
  expect(text).toContain('Press r, then type the code of your device.');
  expect(text).toContain('it was complete');
  expect(text).toContain(stack.stackName);
});

test('profiles of which none is chosen are not "no access"', async () => {
  const { access: _, ...unchosen } = freshHome;
  const { screen } = await show({ loadHome: async () => unchosen });
  await screen.see('none chosen');
  expect(screen.text().join('\n')).toMatch(/\d profiles?, none chosen/);
});

test('the top line says that the account is not known yet, and then which it is', async () => {
  let answer = (_: typeof identity) => {};
  const whoAmI = () => new Promise<typeof identity>((resolve) => (answer = resolve));
  const { screen } = await show({ whoAmI }, 'init');
  await screen.see('account not known yet');
  answer(identity);
  await screen.see(identity.account);
  expect(screen.text()[0]).toContain(identity.account);
});

test('an error in saving a profile is shown', async () => {
  const { session, screen } = await show({});
  const full = new Problem({ code: 'FILE_UNWRITABLE', what: 'The disk is full.', why: 'w.', next: 'n.' });
  session.send({ type: 'NOT_KEPT', problem: full.toJSON() });
  await screen.see('The disk is full.');
});
