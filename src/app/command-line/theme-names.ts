import type { ThemeChoice } from '../../../components/theme/theme.ts';
import { shownExactly } from '../../core/odd-text.ts';
import { Problem } from '../../core/problem.ts';

/** The theme with a name. @throws Problem USAGE for an unknown one */
export function expectTheme(name: string): ThemeChoice {
  if (name === 'auto' || name === 'dark' || name === 'light' || name === 'mono') return name;
  throw new Problem({
    code: 'USAGE',
    what: `There is no theme ${shownExactly(name)}.`,
    why: 'The themes are auto, dark, light and mono.',
    next: 'Leave --theme out to follow the terminal.',
  });
}
