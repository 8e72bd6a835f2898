import { changedSettings } from '../../src/state/setting-values.ts';
import { defineFlow, toldLeft } from '../kit/flow.ts';
import { command } from './command.ts';
import type { settingsMachine } from './machine.ts';
import type { SettingsPaneId } from './meta.ts';

/** The definition of `settings`. */
export const flow = defineFlow<typeof settingsMachine, SettingsPaneId>()({
  label: 'settings',
  about:
    'How the program looks and what it asks of the terminal. A choice is tried out at once and kept when you save.',
  group: 'Settings',
  panes: 'settings',
  place: 10,
  event: 'OPEN_SETTINGS',
  opens: {
    key: ',',
    label: 'settings',
    help: 'Theme, glyphs, mouse, bell, notifications and what else the terminal is asked for; kept in settings.ini.',
  },
  command,
  view: { meta: { pane: 'settings.looking', title: 'settings' } },
  stake: ({ status, context: { found, chosen, keys } }) => {
    if (status !== 'active' || !found || !chosen) return undefined;
    const isChanged = changedSettings(found.values, chosen).length > 0 || Object.keys(keys).length > 0;
    return isChanged ? 'answers' : undefined;
  },
  entries: { words: /^settings saved\b/, label: 'the settings' },
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('settings');
    return {
      text: `settings saved: ${output.changes.map(({ name, to }) => `${name} ${to}`).join(', ')}`,
      tone: 'good',
    };
  },
});
