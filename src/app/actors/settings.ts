import { fromPromise } from 'xstate';
import { settingsMachine } from '../../../machines/settings/machine.ts';
import type { FoundSettings } from '../../../machines/settings/types.ts';
import { type DiffRow, lineDiff } from '../../core/line-diff.ts';
import { plainText } from '../../core/text.ts';
import { tildePath } from '../../platform/paths.ts';
import { type SettingValues, valuesIn } from '../../state/setting-values.ts';
import { plannedText, readSettings, settingsFile, updateSettings } from '../../state/settings.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { ownKeys } from '../own-keys.ts';

/** The machine of the settings with everything it touches. */
export function wireSettings(appContext: AppContext, { shown }: Desktop) {
  const folder = appContext.stateFolder;
  return settingsMachine.provide({
    actors: {
      look: fromPromise<FoundSettings>(async () => {
        const settings = await readSettings(folder);
        const file = plainText(tildePath(settingsFile(folder), appContext.env));
        const { bindings, findings } = await ownKeys(settings.keyLines, file);
        return {
          ...{ file, values: valuesIn(settings), ownKeys: bindings?.size ?? 0 },
          findings: [...settings.findings, ...findings],
        };
      }),
      plan: fromPromise<readonly DiffRow[], { values: SettingValues }>(async ({ input: { values } }) => {
        const { before, after } = await plannedText(folder, (settings) => ({ ...settings, ...values }));
        return lineDiff(before, after);
      }),
      write: fromPromise<void, { values: SettingValues }>(async ({ input: { values } }) => {
        await updateSettings(folder, (settings) => ({ ...settings, ...values }));
        shown?.keep(values);
      }),
    },
    actions: { show: (_, { values }) => shown?.preview(values) },
  });
}
