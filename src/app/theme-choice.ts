import type { ThemeChoice } from '../../components/theme/theme.ts';
import { readSettings } from '../state/settings.ts';
import type { AppContext } from './app-context.ts';
import type { Arguments } from './command-line/arguments.ts';
import { expectTheme } from './command-line/theme-names.ts';

/** The theme that is asked for: by the command line, else by the settings. @throws Problem USAGE for one that there is not */
export async function themeChoice({ options }: Arguments, appContext: AppContext): Promise<ThemeChoice> {
  if (options['no-color']) return 'mono';
  if (options.light) return 'light';
  return expectTheme(String(options.theme ?? (await readSettings(appContext.stateFolder)).theme ?? 'auto'));
}
