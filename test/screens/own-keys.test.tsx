import { afterEach, describe, expect, it } from 'vitest';
import { pretend, startSession } from '../support/pretend.ts';
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

describe('keys of the person', () => {
  it('act in place of the others, and are what foot, help and palette show', async () => {
    const session = begin();
    const screen = await showApp(session, { columns: 120, rows: 40, bindings, patience: 2000 });
    await screen.see(/P profiles .*H help/);
    await screen.press('p');
    expect(session.getSnapshot().value.view).toBe('home');
    await screen.press('H');
    await screen.see(/P {2}\^p +Shows the AWS profiles/);
    await screen.press('escape');
    await screen.press(':');
    await screen.see(/profiles +Shows the AWS profiles and … +P/);
    await screen.press('escape');
    await screen.press('P');
    expect(session.getSnapshot().value.view).toBe('profiles');
  });

  it('move in a list, and leave it its arrows', async () => {
    const session = begin();
    await open('OPEN_SETTINGS')(session);
    const screen = await showApp(session, { columns: 100, rows: 30, bindings });
    await screen.see(/▸ +theme/);
    await screen.press('n', 'j');
    await screen.see(/▸ +glyphs/);
    await screen.press('down');
    await screen.see(/▸ +mouse/);
  });
});
