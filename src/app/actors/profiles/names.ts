import { sameValue } from '../../../core/same-value.ts';
import { noteProfileUsed } from '../../../profiles/last-used.ts';
import { readSettings, type Settings, updateSettings } from '../../../state/settings.ts';
import type { AppContext } from '../../app-context.ts';

/** The part of a profile's change that concerns names. */
type NameChange =
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'set' | 'remove'; readonly name: string };

/**
 * Makes our own settings follow a renamed profile: folder defaults and production marks. Failures are only logged, since the
 * AWS files are already written.
 */
export async function followRename(appContext: AppContext, change: NameChange): Promise<void> {
  if (change.kind !== 'rename') return;
  const { name, to } = change;
  try {
    const settings = await readSettings(appContext.stateFolder);
    if (!sameValue(renamed(settings, name, to), settings))
      await updateSettings(appContext.stateFolder, (before) => renamed(before, name, to));
    await noteProfileUsed(appContext.stateFolder, to);
  } catch (thrown) {
    appContext.log.warn(`the settings did not follow a renamed profile: ${String(thrown)}`);
  }
}

function renamed<T extends Settings>(settings: T, name: string, to: string): T {
  const folders = Object.entries(settings.folderProfiles);
  return {
    ...settings,
    production: settings.production.map((each) => (each === name ? to : each)),
    folderProfiles: Object.fromEntries(folders.map(([folder, each]) => [folder, each === name ? to : each])),
  };
}
