import { fromPromise } from 'xstate';
import { settingsMachine } from '../../machines/settings/machine.ts';
import type { FoundSettings } from '../../machines/settings/types.ts';
import type { DiffRow } from '../../src/core/line-diff.ts';
import { defaultValues, type SettingValues } from '../../src/state/setting-values.ts';

/** What each actor of the settings does; a test replaces the ones that matter to it. */
export interface SettingsPretence {
  look(): Promise<FoundSettings>;
  plan(values: SettingValues): Promise<readonly DiffRow[]>;
  write(values: SettingValues): Promise<void>;
  show(values: SettingValues | undefined): void;
}

const everythingWorks: SettingsPretence = {
  look: async () => ({
    file: '~/.amplify/tui/settings.ini',
    values: defaultValues,
    ownKeys: 0,
    findings: [],
  }),
  plan: async ({ theme }) => [
    { kind: 'same', text: '; mine' },
    { kind: 'remove', text: 'theme = auto' },
    { kind: 'add', text: `theme = ${theme}` },
  ],
  write: async () => {},
  show: () => {},
};

/** The flow on actors that touch nothing. */
export function pretendSettings(given: Partial<SettingsPretence> = {}) {
  const does: SettingsPretence = { ...everythingWorks, ...given };
  return settingsMachine.provide({
    actors: {
      look: fromPromise(() => does.look()),
      plan: fromPromise(({ input }) => does.plan(input.values)),
      write: fromPromise(({ input }) => does.write(input.values)),
    },
    actions: { show: (_, { values }) => does.show(values) },
  });
}
