import { fromPromise } from 'xstate';
import type { Bindings } from '../../../components/keys/bindings.ts';
import { type KeyCheck, settingsMachine } from '../../../machines/settings/machine.ts';
import type { FoundSettings, KeyCommand, SettingsToWrite } from '../../../machines/settings/types.ts';
import { type DiffRow, lineDiff } from '../../core/line-diff.ts';
import { plainText } from '../../core/text.ts';
import { tildePath } from '../../platform/paths.ts';
import { valuesIn } from '../../state/setting-values.ts';
import {
  plannedText,
  readSettings,
  type Settings,
  settingsFile,
  updateSettings,
} from '../../state/settings.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { ownKeys } from '../own-keys.ts';
import type { Wire } from '../wiring.ts';

export const wire: Wire<'settings'> = ({ appContext, desktop }) => wireSettings(appContext, desktop);

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
          file,
          values: valuesIn(settings),
          commands: await commandsWith(bindings),
          findings: [...settings.findings, ...findings],
        };
      }),
      plan: fromPromise<readonly DiffRow[], SettingsToWrite>(async ({ input }) => {
        const { before, after } = await plannedText(folder, (settings) => changed(settings, input));
        return lineDiff(before, after);
      }),
      write: fromPromise<void, SettingsToWrite>(async ({ input }) => {
        await updateSettings(folder, (settings) => changed(settings, input));
        shown?.keep(input.values);
        if (Object.keys(input.keys).length > 0) await shown?.keepKeys();
      }),
      check: fromPromise<string | undefined, KeyCheck>(async ({ input: { id, pressed, keys } }) => {
        const [{ knownCommands }, { refusalOf }] = await loadKeys();
        const { bindings } = await ownKeys((await readSettings(folder)).keyLines, '');
        const then = new Map(bindings);
        for (const [each, chosen] of Object.entries(keys)) {
          if (chosen) then.set(each, chosen);
          else then.delete(each);
        }
        return refusalOf(id, pressed ?? undefined, knownCommands, then);
      }),
    },
    actions: { show: (_, { values }) => shown?.preview(values) },
  });
}

/** The table of all commands loads every machine, so only views of keys load it. */
const loadKeys = () =>
  Promise.all([
    import('../../../components/keys/key-table.ts'),
    import('../../../components/keys/read-bindings.ts'),
  ]);

async function commandsWith(bindings: Bindings | undefined): Promise<readonly KeyCommand[]> {
  const [{ knownCommands }] = await loadKeys();
  return [...new Set(knownCommands.map(({ id }) => id))].map((id) => {
    const here = knownCommands.filter((each) => each.id === id);
    return {
      id,
      label: [...new Set(here.map(({ label }) => label))].join(' · '),
      keys: [...new Set(here.flatMap(({ keys }) => keys))],
      own: bindings?.get(id),
    };
  });
}

/** The settings with the choices of the pane. */
function changed(settings: Settings, { values, keys }: SettingsToWrite): Settings {
  const lines = { ...settings.keys };
  for (const [id, chosen] of Object.entries(keys)) {
    if (chosen) lines[id] = chosen.join(' ');
    else delete lines[id];
  }
  return { ...settings, ...values, keys: lines };
}
