import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { pretend, sends, startSession } from '../support/pretend.ts';
import { freshHome, identity, project, updates } from '../support/pretend-values.ts';
import { closeScreens, type Screen } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

/** Home of a project with two environments, whose stack is complete. */
async function home(columns: number, rows: number) {
  const pretended = pretend({
    loadHome: async () => ({
      ...freshHome,
      found: { kind: 'project', project: { ...project, layout: 'multi-env', environment: 'dev' } },
      environments: ['dev', 'prod'],
    }),
    compareBackend: async () => [
      { category: 'api', name: 'shopApi', service: 'AppSync', change: 'update' },
      { category: 'auth', name: 'shopAuth', service: 'Cognito', change: 'create' },
    ],
    watch: sends({ type: 'SETTLED', update: updates.complete }),
  });
  const session = startSession(pretended);
  running.push(session);
  await waitFor(session, ({ value, context }) => value.who === 'known' && context.backend !== undefined);
  const screen = await showApp(session, { columns, rows });
  const focused = () =>
    screen
      .text()
      .join('\n')
      .match(/╭ (\d [A-Z]+)/)?.[1];
  return { session, screen, focused, calls: pretended.calls };
}

const pointed = (screen: Screen) => screen.text().find((row) => row.includes('▸'));

describe('the panes of home', () => {
  it('take the focus by number and by Tab, in their order and back', async () => {
    const { screen, focused } = await home(140, 40);
    expect(focused()).toBe('2 STACK');
    const seen: (string | undefined)[] = [];
    for (const key of ['1', '3', '4', '5', 'tab', 'tab', 'shift+tab']) {
      await screen.press(key);
      seen.push(focused());
    }
    expect(seen).toEqual([
      '1 PROJECT',
      '3 ENVIRONMENTS',
      '4 PROFILES',
      '5 ACTIVITY',
      '1 PROJECT',
      '2 STACK',
      '1 PROJECT',
    ]);
  });

  it.each([
    ['1', 'down', /▸ auth +shopAuth/, 'copy amplify/backend/auth/shopAuth', 'configureProject'],
    ['3', 'j', /▸ +prod/, 'copy prod', 'environments'],
    ['4', 'j', /▸ +deployrole/, 'copy deployrole', 'profiles'],
    ['5', 'j', /▸ .*something was done before/, 'copy something was done before', 'calls'],
  ])('%s has a cursor that moves, is copied from and opened', async (key, move, row, copied, view) => {
    const { session, screen, calls } = await home(140, 40);
    await screen.press(key);
    await screen.press(move);
    expect(pointed(screen)).toMatch(row);
    await screen.press('y');
    expect(calls).toContain(copied);
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === view);
  });

  it('copy what AWS calls the row: a resource by its physical id, the profile in use by its ARN', async () => {
    const { session, screen, calls } = await home(140, 40);
    await screen.press('y');
    const first = updates.complete.progress.resources[0]!;
    expect(calls).toContain(`copy ${first.physicalId ?? first.logicalId}`);
    await screen.press('4');
    await screen.press('y');
    expect(calls).toContain(`copy ${identity.arn}`);
    await screen.press('2');
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === 'watch');
  });

  it('are filtered', async () => {
    const { screen } = await home(140, 40);
    await screen.press('4');
    await screen.press('/');
    await screen.type('noreg');
    await screen.gone('deployrole  ');
    expect(pointed(screen)).toContain('noregion');
  });

  it.each([
    [140, 40],
    [120, 40],
  ])('tell more of the row at %i by %i', async (columns, rows) => {
    const { screen } = await home(columns, rows);
    await screen.press('3');
    await screen.see('DETAIL');
    expect(screen.text().join('\n')).toMatch(/account +111122223333/);
  });

  it.each([
    [80, 24],
    [60, 16],
  ])(
    'show at %i by %i the one with the focus, and have it again after another pane',
    async (columns, rows) => {
      const { session, screen, focused } = await home(columns, rows);
      await screen.press('4');
      expect(focused()).toBe('4 PROFILES');
      await screen.see('deployrole');
      session.send({ type: 'OPEN_PROFILES' });
      session.send({ type: 'HOME' });
      await screen.see('deployrole');
      expect(focused()).toBe('4 PROFILES');
    },
  );
});

it('a machine with nothing has a list of what to do, and the key of the first thing first', async () => {
  const session = startSession(
    pretend({ loadHome: async () => ({ ...freshHome, access: undefined as never, profiles: [] }) }),
    { cloud: { kind: 'aws' } },
  );
  running.push(session);
  await waitFor(session, ({ value }) => value.view === 'home');
  const screen = await showApp(session, { columns: 120, rows: 40 });
  const text = screen.text().join('\n');
  expect(text).toMatch(/▸ 1 {2}AWS access +✖ none/);
  expect(text).toMatch(/2 {2}A project +○ after that/);
  expect(text).toMatch(/3 {2}Or try it .*amplify-tui demo/);
  expect(screen.text().at(-1)).toMatch(/^ c configure/);
  await screen.press('enter');
  await waitFor(session, ({ value }) => value.view === 'configure');
});
