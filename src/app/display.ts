import { type Glyphs, resolveGlyphs } from '../../components/theme/glyphs.ts';
import { resolveTheme, type Theme } from '../../components/theme/theme.ts';
import { plainText } from '../core/text.ts';
import { tildePath } from '../platform/paths.ts';
import { holdMode, type TerminalAbilities } from '../platform/terminal.ts';
import { type SettingValues, valuesIn } from '../state/setting-values.ts';
import { readSettings, settingsFile } from '../state/settings.ts';
import type { Options } from './command-line/options.ts';
import { expectTheme } from './command-line/theme-names.ts';
import type { ShownSettings } from './desktop.ts';
import { type OwnKeys, ownKeys } from './own-keys.ts';

/** The theme and glyphs in use; the same object until one of them changes. */
export interface Look {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
}

/** How the screen looks and which terminal features it uses: by the command line, settings.ini, and what the user tries out. */
export interface Display extends ShownSettings {
  readonly values: () => SettingValues;
  /** The keys that settings.ini assigns to commands; the same object until they are changed here. */
  readonly keys: () => OwnKeys;
  readonly look: () => Look;
  /** What the terminal can do and the settings allow. */
  readonly abilities: () => TerminalAbilities;
  readonly watch: (listener: () => void) => () => void;
}

/** The abilities of a terminal that the settings allow. */
export function wantedAbilities(found: TerminalAbilities, values: SettingValues): TerminalAbilities {
  const { glyphs, mouse, title, progress, hyperlinks, clipboard, notifications } = values;
  return {
    ...found,
    unicode: glyphs === 'auto' ? found.unicode : glyphs === 'unicode',
    mouse: found.mouse && mouse === 'on',
    title: found.title && title === 'on',
    progress: found.progress && progress === 'on',
    hyperlinks: found.hyperlinks && hyperlinks === 'on',
    clipboard: found.clipboard && clipboard === 'on',
    clipboardOutside: found.clipboardOutside && clipboard === 'on',
    notification: notifications === 'on' ? found.notification : undefined,
  };
}

const mouseOn = '\u001B[?1000h\u001B[?1006h';
const mouseOff = '\u001B[?1006l\u001B[?1000l';

/**
 * Reads the settings and applies them to the terminal.
 *
 * @throws Problem USAGE for an unknown theme on the command line
 */
export async function openDisplay(
  { options }: { readonly options: Partial<Pick<Options, 'theme' | 'light' | 'no-color'>> },
  stateFolder: string,
  env: NodeJS.ProcessEnv,
  found: TerminalAbilities,
): Promise<Display> {
  const asked = options['no-color'] ? 'mono' : options.light ? 'light' : options.theme;
  let askedTheme = asked === undefined ? undefined : expectTheme(String(asked));
  const settings = await readSettings(stateFolder);
  const keysIn = ({ keyLines }: typeof settings) =>
    ownKeys(keyLines, plainText(tildePath(settingsFile(stateFolder), env)));
  let keys = await keysIn(settings);
  let kept = valuesIn(settings);
  let values = kept;
  /** The theme of the command line, until the user chooses another one here. */
  const themeOf = () => (values.theme === kept.theme ? (askedTheme ?? values.theme) : values.theme);
  const lookNow = (): Look => ({
    theme: resolveTheme(themeOf(), env, found.colourDepth > 1),
    glyphs: resolveGlyphs(wantedAbilities(found, values).unicode),
  });
  let look = lookNow();
  let freeMouse: (() => void) | undefined;
  const followMouse = () => {
    if (wantedAbilities(found, values).mouse) {
      freeMouse ??= holdMode(mouseOn, mouseOff);
      return;
    }
    freeMouse?.();
    freeMouse = undefined;
  };
  const listeners = new Set<() => void>();
  const show = (next: SettingValues) => {
    values = next;
    look = lookNow();
    followMouse();
    for (const listener of listeners) listener();
  };
  followMouse();
  return {
    values: () => values,
    keys: () => keys,
    look: () => look,
    abilities: () => wantedAbilities(found, values),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    preview: (next) => show(next ?? kept),
    keep: (next) => {
      if (next.theme !== kept.theme) askedTheme = undefined;
      kept = next;
      show(next);
    },
    keepKeys: async () => {
      keys = await keysIn(await readSettings(stateFolder));
      for (const listener of listeners) listener();
    },
  };
}
