/** Props of a `<Text>` from the theme; spread them: `<Text {...theme.accent}>`. */
export interface TextStyle {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly dimColor?: boolean;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

/** The name of a theme. */
export type ThemeName = 'dark' | 'light' | 'mono';

/** What the user may choose; `auto` decides from the environment. */
export type ThemeChoice = ThemeName | 'auto';

/**
 * The tokens that components may use, named by meaning. No component names a colour.
 * `good`, `bad` and `warn` mean state and nothing else, and are always next to a glyph that says the same.
 */
export interface Theme {
  readonly name: ThemeName;
  /** Ordinary text, in the terminal's own colour. */
  readonly text: TextStyle;
  /** Secondary text. */
  readonly dim: TextStyle;
  /** The only accent: the focus, what is running, keys that work. */
  readonly accent: TextStyle;
  readonly good: TextStyle;
  readonly bad: TextStyle;
  readonly warn: TextStyle;
  /** Titles of panes and dialogs. */
  readonly title: TextStyle;
  /** The title of the focused pane. */
  readonly titleFocus: TextStyle;
  /** The selected row of a list, in the focused pane. */
  readonly selection: TextStyle;
  /** The selected row of a list, elsewhere. */
  readonly selectionIdle: TextStyle;
  /** The cell of a text field where the next letter goes. */
  readonly caret: TextStyle;
  /** A word that must be seen, such as `DEMO CLOUD`. */
  readonly badge: TextStyle;
  /** The whole top line when the profile is marked as production. */
  readonly production: TextStyle;
  /** A key in the footer and in help. */
  readonly key: TextStyle;
  /** The filled part of a bar. */
  readonly bar: TextStyle;
  /** The empty part of a bar, rules between parts of the screen. */
  readonly line: TextStyle;
  /** Colour of the border around the focused pane and dialogs; absent: the terminal's own. */
  readonly borderFocus: string | undefined;
}

// The colours keep their hue on a terminal with only 16: their red, green and blue parts differ clearly.
export const dark: Theme = {
  name: 'dark',
  text: {},
  dim: { color: '#8a8a8a' },
  accent: { color: '#5fafff' },
  good: { color: '#5fd75f' },
  bad: { color: '#ff5f5f' },
  warn: { color: '#ffaf00' },
  title: { color: '#8a8a8a', bold: true },
  titleFocus: { color: '#5fafff', bold: true },
  selection: { color: '#5fafff', bold: true },
  selectionIdle: { bold: true },
  caret: { inverse: true },
  badge: { color: '#5fafff', inverse: true, bold: true },
  production: { backgroundColor: '#af0000', color: '#ffffff', bold: true },
  key: { color: '#5fafff' },
  bar: { color: '#5fafff' },
  line: { color: '#585858' },
  borderFocus: '#5fafff',
};

export const light: Theme = {
  name: 'light',
  text: {},
  dim: { color: '#6c6c6c' },
  accent: { color: '#005fd7' },
  good: { color: '#007a1f' },
  bad: { color: '#c00000' },
  warn: { color: '#8a6100' },
  title: { color: '#6c6c6c', bold: true },
  titleFocus: { color: '#005fd7', bold: true },
  selection: { color: '#005fd7', bold: true },
  selectionIdle: { bold: true },
  caret: { inverse: true },
  badge: { color: '#005fd7', inverse: true, bold: true },
  production: { backgroundColor: '#af0000', color: '#ffffff', bold: true },
  key: { color: '#005fd7' },
  bar: { color: '#005fd7' },
  line: { color: '#b2b2b2' },
  borderFocus: '#005fd7',
};

/** No colour at all: inverse, bold, dim and glyphs keep every distinction. */
export const mono: Theme = {
  name: 'mono',
  text: {},
  dim: { dimColor: true },
  accent: { bold: true },
  good: {},
  bad: { bold: true },
  warn: { underline: true },
  title: { dimColor: true },
  titleFocus: { bold: true },
  selection: { inverse: true },
  selectionIdle: { bold: true },
  caret: { inverse: true },
  badge: { inverse: true },
  production: { inverse: true, bold: true },
  key: { bold: true },
  bar: {},
  line: { dimColor: true },
  borderFocus: undefined,
};

const themes: Readonly<Record<ThemeName, Theme>> = { dark, light, mono };

/**
 * Decides on the theme. An explicit choice has precedence; `auto` is mono when no colours are drawn, and light when
 * COLORFGBG names a light background.
 *
 * @param choice that of `--theme` or the settings
 * @param env the process environment
 * @param colours whether colours will be drawn here
 */
export function resolveTheme(
  choice: ThemeChoice,
  env: Readonly<Record<string, string | undefined>>,
  colours: boolean,
): Theme {
  if (choice !== 'auto') return themes[choice];
  if (!colours) return mono;
  // rxvt, Konsole and others: `foreground;background` or `foreground;default;background`, 0-6 and 8 are dark.
  const ground = env.COLORFGBG?.split(';').at(-1);
  const lightGround = ground !== undefined && /^(7|9|1[0-5])$/.test(ground);
  return lightGround ? light : dark;
}
