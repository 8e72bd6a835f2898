import { afterEach, describe, expect, it } from 'vitest';
import { pretend, startSession } from '../support/pretend.ts';
import { freshHome, project } from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { open } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

function begin(): Session {
  const session = startSession(pretend());
  running.push(session);
  return session;
}

const bindings = new Map([
  ['session.open-profiles', ['P', 'ctrl+p']],
  ['session.help', ['H']],
  ['list.down', ['n']],
]);

describe('your own keys', () => {
  it('work in place of the defaults, and are shown by footer and help', async () => {
    const session = begin();
    const screen = await showApp(session, { columns: 80, rows: 24, bindings });
    await screen.see(/P profiles .*H help/);
    await screen.press('p', 'H');
    await screen.see(/n {2}↓ +down/);
    expect(session.getSnapshot().value.view).toBe('home');
  });

  it('are shown by the palette', async () => {
    const session = begin();
    const screen = await showApp(session, { columns: 80, rows: 24, bindings });
    await screen.press('P');
    expect(session.getSnapshot().value.view).toBe('profiles');
    session.send({ type: 'HOME' });
    session.send({ type: 'PALETTE' });
    await screen.see(/profiles +Shows the AWS profiles and switches\. +P/);
  });

  it('appear in sentences, and those of other panes as before', async () => {
    const { access: _, ...home } = freshHome;
    const session = startSession(
      pretend({ loadHome: async () => ({ ...home, found: { kind: 'project', project } }) }),
    );
    running.push(session);
    const moved = [
      { was: 'p', now: 'P', panes: 'all' },
      { was: 'c', now: 'x', panes: new Set(['watch']) },
    ] as const;
    const screen = await showApp(session, { columns: 100, rows: 30, moved });
    await screen.see(/none chosen: P chooses/);
  });

  it('move in a list, which keeps its arrows', async () => {
    const session = begin();
    await open('OPEN_SETTINGS')(session);
    const screen = await showApp(session, { columns: 80, rows: 24, bindings });
    await screen.see(/▸ +theme/);
    await screen.press('n', 'j', 'down');
    await screen.see(/▸ +mouse/);
  });
});
