import { fromPromise } from 'xstate';
import { type KeyCheck, settingsMachine } from '../../machines/settings/machine.ts';
import type { FoundSettings, KeyCommand, SettingsToWrite } from '../../machines/settings/types.ts';
import type { DiffRow } from '../../src/core/line-diff.ts';
import { defaultValues, type SettingValues } from '../../src/state/setting-values.ts';
import type { Pretends } from './pretend.ts';

/** The actors of `settings`; a test replaces those that matter to it. */
export interface SettingsPretence {
  look(): Promise<FoundSettings>;
  plan(chosen: SettingsToWrite): Promise<readonly DiffRow[]>;
  write(chosen: SettingsToWrite): Promise<void>;
  check(keys: KeyCheck): Promise<string | undefined>;
  show(values: SettingValues | undefined): void;
}

/** Two of the commands with configurable keys. */
const keyCommands: readonly KeyCommand[] = [
  { id: 'session.open-init', label: 'init', keys: ['i'] },
  { id: 'session.open-profiles', label: 'profiles', keys: ['p'], own: ['P', 'ctrl+p'] },
];

const everythingWorks: SettingsPretence = {
  look: async () => ({
    file: '~/.amplify/tui/settings.ini',
    values: defaultValues,
    commands: keyCommands,
    findings: [],
  }),
  plan: async ({ values: { theme } }) => [
    { kind: 'same', text: '; mine' },
    { kind: 'remove', text: 'theme = auto' },
    { kind: 'add', text: `theme = ${theme}` },
  ],
  write: async () => {},
  check: async ({ pressed }) =>
    pressed?.includes('p') ? 'p is taken on the same pane by "profiles".' : undefined,
  show: () => {},
};

/** The flow on stand-in actors. */
export function pretendSettings(given: Partial<SettingsPretence> = {}) {
  const does: SettingsPretence = { ...everythingWorks, ...given };
  return settingsMachine.provide({
    actors: {
      look: fromPromise(() => does.look()),
      plan: fromPromise(({ input }) => does.plan(input)),
      write: fromPromise(({ input }) => does.write(input)),
      check: fromPromise(({ input }) => does.check(input)),
    },
    actions: { show: (_, { values }) => does.show(values) },
  });
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `settings`; the others succeed. */
    readonly settings: Partial<SettingsPretence>;
  }
}

export const pretends: Pretends = ({ settings }) => pretendSettings(settings);
