import { changesIn, keysNow } from '../../../../../machines/settings/machine.ts';
import type { SettingsPaneId } from '../../../../../machines/settings/meta.ts';
import type { SettingsContext } from '../../../../../machines/settings/types.ts';
import { settingList } from '../../../../state/setting-values.ts';
import type { PaneTalk } from '../pane-talk.ts';

type Talked = PaneTalk<SettingsContext>;

const changeLines = (context: SettingsContext) =>
  changesIn(context).map(({ name, from, to }) => `${name} becomes ${to}; it was ${from}.`);

const list: Talked = {
  lines: ({ context }) => [
    'The settings are for the screen; some have no effect line by line.',
    ...(context.found?.findings ?? []),
    ...changeLines(context),
  ],
  options: ({ context: { chosen } }) =>
    settingList.flatMap(({ name, values, says }) => {
      const now = chosen?.[name];
      return values
        .filter((value) => value !== now)
        .map((value) => ({
          label: `${name} ${value}`,
          note: `now ${now}. ${says}`,
          send: [{ type: 'SET', name, value }],
          again: true as const,
        }));
    }),
};

const keys: Talked = {
  lines: ({ context: { refused } }) => (refused ? [refused] : []),
  options: ({ context }) =>
    (context.found?.commands ?? []).map((command) => ({
      label: command.id,
      note: `${command.label}; now ${keysNow(command, context.keys).join(' ')}`,
      send: [{ type: 'PICK', id: command.id }],
    })),
};

const press: Talked = {
  lines: ({ context: { refused } }) => (refused ? [refused] : []),
  questions: [
    () => ({
      label: 'Key',
      hint: 'A character, or a name as ctrl+n, alt+n, shift+tab.',
      take: (typed) => ({ send: [{ type: 'PRESSED', key: typed.trim() }] }),
    }),
  ],
};

const review: Talked = {
  lines: ({ context }) =>
    context.diff && !context.problem
      ? [
          ...changeLines(context),
          `Lines of ${context.found?.file} that change:`,
          ...context.diff.flatMap(({ kind, text }) =>
            kind === 'add' ? [`Adds ${text}`] : kind === 'remove' ? [`Removes ${text}`] : [],
          ),
        ]
      : [],
};

/** The panes of the settings in lines. */
export const talk = {
  'settings.looking': {},
  'settings.list': list,
  'settings.keys': keys,
  'settings.press': press,
  'settings.review': review,
} as const satisfies Record<SettingsPaneId, Talked>;
