import type { ThemeChoice } from '../../components/theme/theme.ts';
import { readSettings } from '../session/settings.ts';
import { Problem } from '../values/problem.ts';
import type { Arguments } from './arguments.ts';
import type { House } from './house.ts';

/** The theme that is asked for: by the command line, else by the settings. @throws Problem USAGE for one that there is not */
export async function themeChoice({ options }: Arguments, house: House): Promise<ThemeChoice> {
  if (options['no-color']) return 'mono';
  if (options.light) return 'light';
  const asked = options.theme ?? (await readSettings(house.stateFolder)).theme ?? 'auto';
  if (asked === 'auto' || asked === 'dark' || asked === 'light' || asked === 'mono') return asked;
  throw new Problem({
    code: 'USAGE',
    what: `There is no theme ${String(asked)}.`,
    why: 'The themes are auto, dark, light and mono.',
    next: 'Leave --theme out to follow the terminal.',
  });
}
