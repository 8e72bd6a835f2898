import { afterEach, describe, expect, it } from 'vitest';
import type { SettingsToWrite } from '../../machines/settings/types.ts';
import { defaultValues, type SettingValues } from '../../src/state/setting-values.ts';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens } from '../support/screen.tsx';
import { showApp } from './support/app.tsx';
import { scenes as settingsScenes } from './support/settings-scenes.ts';

afterEach(closeScreens);

describe('the settings pane', () => {
  it('changes the selected row, also if keys arrive together, and saves after the review', async () => {
    const written: SettingValues[] = [];
    const scene = settingsScenes.find(({ name }) => name === 'as they are');
    const session = startSession(
      pretend({ settings: { write: async ({ values }) => void written.push(values) } }),
    );
    await scene?.go?.(session);
    const screen = await showApp(session, { columns: 80, rows: 24 });
    await screen.see('Colours.');
    await screen.send('\u001B[C\u001B[B\u001B[B\u001B[C\u001B[B\u001B[D');
    await screen.see('3 changes shown, not saved yet');
    await screen.see(/~ theme .*\[dark\].*was auto/);
    await screen.see(/~ mouse .*\[off\]/);
    await screen.see(/~ bell .*\[off\]/);
    await screen.press('enter');
    await screen.see(/mouse +off +was on/);
    expect(written).toEqual([]);
    await screen.press('enter');
    await screen.see(/settings saved: theme dark/);
    expect(written.map(({ theme, mouse }) => [theme, mouse])).toEqual([['dark', 'off']]);
    session.stop();
  });

  it('shows everything that is wrong in settings.ini if there is room, and that leaving drops the changes', async () => {
    const findings = Array.from(
      { length: 3 },
      (_, at) =>
        `settings.ini, line ${at + 1}: "${'x'.repeat(90)} = y" is left out: ${'because '.repeat(8)}end${at}.`,
    );
    const look = async () => ({ file: 'settings.ini', values: defaultValues, commands: [], findings });
    const session = startSession(pretend({ settings: { look } }));
    await settingsScenes.find(({ name }) => name === 'as they are')?.go?.(session);
    const screen = await showApp(session, { columns: 120, rows: 40 });
    for (const at of [0, 1, 2]) await screen.see(`end${at}.`);
    expect(screen.text().at(-1)).toContain('esc close');
    await screen.press('right');
    await screen.see('esc discard and close');
    await screen.resize(80, 24);
    await screen.see('settings.ini, line 1');
    await closeScreens();
    session.stop();
  });

  it('gives a command the pressed key, shows which command has it already, and saves it after the review', async () => {
    const written: SettingsToWrite[] = [];
    const scene = settingsScenes.find(({ name }) => name === 'as they are');
    const session = startSession(
      pretend({ settings: { write: async (chosen) => void written.push(chosen) } }),
    );
    await scene?.go?.(session);
    const screen = await showApp(session, { columns: 80, rows: 24 });
    await screen.press('e');
    await screen.see(/session\.open-init/);
    await screen.press('enter');
    await screen.see('Press the key that it gets.');
    await screen.press('p');
    await screen.see(/p is taken on the same pane.* Press another one\./);
    await screen.press('n');
    await screen.see(/~ n +session\.open-init/);
    // The command's default keys work again, too.
    await screen.press('down', 'x');
    await screen.see(/~ p +session\.open-profiles/);
    await screen.press('escape');
    await screen.see('2 changes shown, not saved yet');
    await screen.press('enter');
    await screen.see(/session\.open-init +n +was i/);
    expect(written).toEqual([]);
    await screen.press('enter');
    await screen.see(/settings saved: session\.open-init n/);
    expect(written.map(({ keys }) => keys)).toEqual([
      { 'session.open-init': ['n'], 'session.open-profiles': null },
    ]);
    session.stop();
  });
});
