import type { ThemeChoice } from '../../components/theme/theme.ts';
import { readSettings } from '../session/settings.ts';
import { shownExactly } from '../values/odd-text.ts';
import { Problem } from '../values/problem.ts';
import type { Arguments } from './arguments.ts';
import type { House } from './house.ts';

/** The theme that is asked for: by the command line, else by the settings. @throws Problem USAGE for one that there is not */
export async function themeChoice({ options }: Arguments, house: House): Promise<ThemeChoice> {
  if (options['no-color']) return 'mono';
  if (options.light) return 'light';
  return expectTheme(String(options.theme ?? (await readSettings(house.stateFolder)).theme ?? 'auto'));
}

/** The theme of a name. @throws Problem USAGE for one that there is not */
export function expectTheme(name: string): ThemeChoice {
  if (name === 'auto' || name === 'dark' || name === 'light' || name === 'mono') return name;
  throw new Problem({
    code: 'USAGE',
    what: `There is no theme ${shownExactly(name)}.`,
    why: 'The themes are auto, dark, light and mono.',
    next: 'Leave --theme out to follow the terminal.',
  });
}
