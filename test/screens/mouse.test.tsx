import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens, type Screen } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function home(columns: number, rows: number) {
  const session = startSession(pretend());
  running.push(session);
  await waitFor(session, ({ value }) => value.who === 'known');
  return { session, screen: await showApp(session, { columns, rows }) };
}

/** Clicks the last occurrence of a text on the screen. */
async function click(screen: Screen, text: string) {
  await screen.see(text);
  const rows = screen.text();
  const row = rows.findLastIndex((each) => each.includes(text));
  await screen.send(`\u001B[<0;${rows[row]!.lastIndexOf(text) + 1};${row + 1}M\u001B[<0;1;1m`);
}

describe.each([
  [60, 16],
  [120, 40],
])('a click at %i by %i', (columns, rows) => {
  it('activates a key of the footer, a row, a button of a dialog, and nothing behind a dialog', async () => {
    const { session, screen } = await home(columns, rows);
    await click(screen, '? help');
    await screen.see('esc close');
    // Neither what the dialog covers of its pane nor what it leaves visible reacts.
    await screen.send('\u001B[<0;1;1M\u001B[<0;3;5M');
    await screen.see('esc close');
    await click(screen, 'esc close');
    await screen.gone('esc close');
    await screen.press('i');
    await screen.see('called?');
    await click(screen, 'Layout');
    await screen.type('x');
    await screen.press('right');
    await screen.see('Environment');
    await click(screen, 'Project name');
    await screen.press('end');
    await screen.type('y');
    await screen.see(/Project name +\w+y/);
    await screen.press('enter');
    await screen.see('editor');
    await screen.press('enter');
    await screen.see('kind of app');
    const selectedWithin = () =>
      screen.text().find((row) => /▸ (?:Android|iOS|Flutter|JavaScript)/.test(row));
    const before = selectedWithin();
    await click(screen, /▸.*JavaScript/.test(before ?? '') ? 'Android' : 'JavaScript');
    expect(selectedWithin()).not.toBe(before);
    await click(screen, '⏎ next');
    await screen.gone('kind of app');
    expect(session.getSnapshot().value.view).toBe('init');
  });
});

describe('a click on a part of home', () => {
  it.each([
    ['noregion', 'profiles'],
    ['something was done', 'calls'],
  ])('on %s goes to it, then onto the row, then opens %s', async (text, view) => {
    const { session, screen } = await home(120, 40);
    await click(screen, text);
    await screen.see('╭ ');
    await click(screen, text);
    await screen.see(new RegExp(`▸ .*${text}`));
    await click(screen, text);
    await waitFor(session, ({ value }) => [value.view, value.front].some((shown) => shown === view));
  });

  it('on the first message does what it says', async () => {
    const { session, screen } = await home(120, 40);
    await click(screen, 'A project');
    await screen.see('What is the project called?');
    expect(session.getSnapshot().value.view).toBe('init');
  });

  it('opens the calls, and by a key the log, whose lines accept clicks and the wheel, and its filter', async () => {
    const { screen } = await home(120, 40);
    await screen.press('L');
    await screen.see('Calls to AWS');
    await screen.press('L');
    const selectedWithin = () => screen.text().find((row) => row.includes('▸'));
    await screen.see('▸ 09:45:59');
    await click(screen, '09:45:51');
    expect(selectedWithin()).toContain('09:45:51');
    await screen.send('\u001B[<64;10;10M');
    expect(selectedWithin()).toContain('09:45:48');
    await click(screen, '/ filter');
    await screen.type('45:30');
    await screen.see('▸ 09:45:30');
  });
});

describe('the wheel', () => {
  it('scrolls a list and back', async () => {
    const { screen } = await home(80, 24);
    await screen.press('?');
    await screen.see('esc close');
    const first = screen.text();
    await screen.send('\u001B[<65;10;10M');
    expect(screen.text()).not.toEqual(first);
    await screen.send('\u001B[<64;10;10M');
    expect(screen.text()).toEqual(first);
  });
});
