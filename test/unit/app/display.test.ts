import { beforeEach, describe, expect, it } from 'vitest';
import { openDisplay, wantedAbilities } from '../../../src/app/display.ts';
import { terminalAbilities } from '../../../src/platform/terminal.ts';
import { defaultValues } from '../../../src/state/setting-values.ts';
import { updateSettings } from '../../../src/state/settings.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const env = { TERM: 'xterm-kitty', LANG: 'en_GB.UTF-8', KITTY_WINDOW_ID: '1' };
const found = terminalAbilities(env, { isTTY: true, columns: 80, rows: 24 });

describe('the look of the screen', () => {
  it('follows settings.ini, values being tried out, and saved values', async () => {
    await updateSettings(state, (settings) => ({ ...settings, theme: 'dark', hyperlinks: 'off' }));
    const display = await openDisplay({ options: {} }, state, env, found);
    let told = 0;
    display.watch(() => {
      told += 1;
    });
    expect(display.look().theme.name).toBe('dark');
    expect(display.abilities().hyperlinks).toBe(false);
    display.preview({ ...display.values(), theme: 'light', glyphs: 'ascii' });
    expect([display.look().theme.name, display.look().glyphs.unicode, told]).toEqual(['light', false, 1]);
    display.preview(undefined);
    expect([display.look().theme.name, display.look().glyphs.unicode]).toEqual(['dark', true]);
    display.keep({ ...display.values(), theme: 'mono' });
    display.preview(undefined);
    expect(display.look().theme.name).toBe('mono');
  });

  it('uses keys that were saved here at once', async () => {
    const display = await openDisplay({ options: {} }, state, env, found);
    const first = display.keys();
    expect(first.bindings).toBeUndefined();
    let told = 0;
    display.watch(() => {
      told += 1;
    });
    await updateSettings(state, (settings) => ({ ...settings, keys: { 'session.open-init': 'n' } }));
    await display.keepKeys();
    expect(display.keys().bindings).toEqual(new Map([['session.open-init', ['n']]]));
    expect(told).toBe(1);
  });

  it('uses the theme of the command line until another one is chosen', async () => {
    const display = await openDisplay({ options: { theme: 'light' } }, state, env, found);
    expect(display.look().theme.name).toBe('light');
    display.preview({ ...display.values(), bell: 'off' });
    expect(display.look().theme.name).toBe('light');
    display.preview({ ...display.values(), theme: 'dark' });
    expect(display.look().theme.name).toBe('dark');
    display.preview(undefined);
    expect(display.look().theme.name).toBe('light');
    display.keep({ ...display.values(), theme: 'dark' });
    expect(display.look().theme.name).toBe('dark');
  });

  it('uses no feature that a terminal does not have', () => {
    const dumb = terminalAbilities({ TERM: 'vt100' }, { isTTY: true });
    const all = wantedAbilities(dumb, { ...defaultValues, notifications: 'on' });
    expect([all.hyperlinks, all.clipboard, all.progress, all.title, all.mouse, all.notification]).toEqual([
      ...[false, false, false, false, false, undefined],
    ]);
    expect(found.notification).toBe(99);
    expect(wantedAbilities(found, defaultValues).notification).toBeUndefined();
    expect(wantedAbilities(found, { ...defaultValues, notifications: 'on' }).notification).toBe(99);
  });
});
