import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { eventually } from '../support/eventually.ts';
import { pretend, sends, startSession } from '../support/pretend.ts';
import { freshHome, updates } from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { scenes } from './support/scenes.ts';
import { walkTo } from './support/walk.tsx';
import { walkedScenes } from './support/walked.ts';
import { at, deployed, started } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function show(input: Parameters<typeof startSession>[1], given = {}) {
  const session = startSession(pretend(given), input);
  running.push(session);
  return { session, screen: await showApp(session, { columns: 120, rows: 40 }) };
}

it('the top line names a cloud only when the profiles are read: one may have an endpoint of its own', async () => {
  const endpoint = 'http://127.0.0.1:5000';
  const profiles = Array.from(freshHome.profiles, (option) => ({ ...option, endpoint }));
  let read = (_home: typeof freshHome) => {};
  const given = {
    loadHome: () =>
      new Promise<typeof freshHome>((resolve) => {
        read = resolve;
      }),
    whoAmI: () => new Promise<never>(() => {}),
  };
  const { screen } = await show({ start: 'home', cloud: { kind: 'aws' } }, given);
  await screen.see('amplify-tui');
  expect(screen.text()[0]).not.toContain('AWS');
  read({ ...freshHome, profiles });
  await screen.see('127.0.0.1:5000');
  expect(screen.text()[0]).not.toContain('AWS');
});

describe('the calls in front of a view', () => {
  it('leave what was typed and the position unchanged', async () => {
    const { session, screen } = await show(started);
    await at('name')(session);
    await screen.see('Name');
    await screen.type('shop7');
    await screen.press('enter');
    await screen.see('ditor');
    await screen.press('down');
    const before = screen.text();
    await screen.press('L');
    await screen.see('Calls to AWS');
    await screen.gone('ditor');
    // Its own keys work, none of those behind it.
    await screen.press('down', 'j', 'enter', 'escape');
    expect(session.getSnapshot().value).toMatchObject({ view: 'init', front: 'none' });
    expect(screen.text()).toEqual(before);
    await screen.press('enter');
    await screen.gone('Which editor');
  });

  it('let a deployment continue behind them, and show its progress when they are closed', async () => {
    const { session, screen } = await show(started, {
      follow: sends(
        { type: 'UPDATE', update: updates.running },
        { type: 'UPDATE', update: updates.complete },
      ),
    });
    await deployed('following')(session);
    await screen.press('L');
    await screen.see('Calls to AWS');
    await screen.press('L');
    await screen.see('09:45:59');
    await screen.press('L');
    await screen.see('Calls to AWS');
    await screen.press('escape');
    await waitFor(session, ({ value }) => value.front === 'none' && value.view === 'init');
    await screen.gone('Calls to AWS');
  });

  it('are explained by the help, which is above them, and are closed the way they were opened', async () => {
    const { session, screen } = await show({ start: 'home' });
    await waitFor(session, ({ value }) => value.view === 'home');
    await screen.press('L', '?');
    await screen.see('THIS SCREEN');
    await screen.see(/Every call to AWS of this session/);
    await screen.press('escape', 'escape');
    await screen.see('1 PROJECT');
  });

  it('leave no key of the view in the footer and the help', async () => {
    const { session, screen } = await show({ start: 'home' });
    await waitFor(session, ({ value }) => value.view === 'home');
    await screen.press('L');
    await screen.see('Calls to AWS');
    await eventually(async () => expect(screen.text().at(-1)).toMatch(/esc back/));
    await screen.press('p', 'i', 'c', 'o');
    await screen.see('Calls to AWS');
    expect(session.getSnapshot().value).toMatchObject({ view: 'home', front: 'calls' });
  });
});

const isWhole = process.env.EVERY_SIZE === '1';
const open = isWhole
  ? walkedScenes
  : scenes.filter(({ pane }, place) => scenes.findIndex((each) => each.pane === pane) === place);

/** The commands of panes in which letters are typed, so that L does not open the calls. */
const isTyping = (id: string) => /^(?:field|filter|device)\.|^settings\.keep-key$/.test(id);

it.each(
  open
    .filter(({ pane, dialog }) => !/^(?:calls|log)$/.test(pane) && !dialog)
    .map((scene) => [`${scene.pane} ${scene.name}`.trim(), scene] as const),
)('are opened by their key from %s, which is unchanged afterwards', async (_, scene) => {
  const { session, screen, commands, close } = await walkTo(scene);
  const ids = commands().map(({ id }) => id);
  if (ids.includes('OPEN_CALLS')) {
    const [before, { view }] = [still(screen.text()), session.getSnapshot().value];
    await screen.press('L');
    await screen.see('Calls to AWS');
    await screen.press('escape');
    await screen.gone('Calls to AWS');
    expect(session.getSnapshot().value.view).toEqual(view);
    await eventually(async () => expect(still(screen.text())).toEqual(before));
  } else if (session.getSnapshot().value.modal === 'none') expect(ids.filter(isTyping)).not.toEqual([]);
  await close();
});

/** The rows without spinners and their texts, which appear after a moment. */
function still(rows: readonly string[]): readonly string[] {
  return rows.map((row) => row.replace(/ *[⠀-⣿] .*$/, '').trimEnd());
}
