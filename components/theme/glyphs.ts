/** The marks of the screen, each one column wide; the interface uses no others. */
export interface Glyphs {
  /** False when the terminal or locale supports only ASCII. */
  readonly unicode: boolean;
  readonly done: string;
  readonly failed: string;
  readonly running: string;
  readonly waiting: string;
  readonly settling: string;
  readonly warning: string;
  readonly added: string;
  readonly removed: string;
  readonly changed: string;
  /** The current position: the selected row, the current step. */
  readonly pointer: string;
  readonly next: string;
  readonly left: string;
  readonly right: string;
  readonly separator: string;
  readonly ellipsis: string;
  readonly horizontal: string;
  readonly vertical: string;
  readonly topLeft: string;
  readonly topRight: string;
  readonly branch: string;
  readonly lastBranch: string;
  /** A character of a secret. */
  readonly masked: string;
  /** The empty part of a bar. */
  readonly empty: string;
  /** A calm bar: how long something took. */
  readonly thin: string;
  /** A bar that stands out among calm ones. */
  readonly thick: string;
  /** The expected rest of a bar. */
  readonly rest: string;
  readonly moreAbove: string;
  readonly moreBelow: string;
  /** Names of keys as the footer shows them. */
  readonly keys: Readonly<Record<string, string>>;
  /** Ink border style that matches the corners. */
  readonly borderStyle: 'round' | 'classic';
  readonly ruleStyle: 'single' | 'classic';
}

export const unicodeGlyphs: Glyphs = {
  unicode: true,
  done: '✔',
  failed: '✖',
  running: '●',
  waiting: '○',
  settling: '◌',
  warning: '▲',
  added: '+',
  removed: '-',
  changed: '~',
  pointer: '▸',
  next: '›',
  left: '‹',
  right: '›',
  separator: '·',
  ellipsis: '…',
  horizontal: '─',
  vertical: '│',
  topLeft: '╭',
  topRight: '╮',
  branch: '├',
  lastBranch: '└',
  masked: '●',
  empty: '─',
  thin: '─',
  thick: '━',
  rest: '┄',
  moreAbove: '▲',
  moreBelow: '▼',
  keys: {
    enter: '⏎',
    tab: '⇥',
    'shift+tab': '⇧⇥',
    escape: 'esc',
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    pageup: 'pgup',
    pagedown: 'pgdn',
    backspace: 'backspace',
    delete: 'del',
    space: 'space',
  },
  borderStyle: 'round',
  ruleStyle: 'single',
};

export const asciiGlyphs: Glyphs = {
  unicode: false,
  done: 'v',
  failed: 'x',
  running: '*',
  waiting: '.',
  settling: 'o',
  warning: '!',
  added: '+',
  removed: '-',
  changed: '~',
  pointer: '>',
  next: '>',
  left: '<',
  right: '>',
  separator: '-',
  ellipsis: '~',
  horizontal: '-',
  vertical: '|',
  topLeft: '+',
  topRight: '+',
  branch: '|',
  lastBranch: '`',
  masked: '*',
  empty: '.',
  thin: '=',
  thick: '#',
  rest: '.',
  moreAbove: '^',
  moreBelow: 'v',
  keys: {
    enter: 'enter',
    tab: 'tab',
    'shift+tab': 'shift-tab',
    escape: 'esc',
    up: 'up',
    down: 'down',
    left: 'left',
    right: 'right',
    pageup: 'pgup',
    pagedown: 'pgdn',
    backspace: 'backspace',
    delete: 'del',
    space: 'space',
  },
  borderStyle: 'classic',
  ruleStyle: 'classic',
};

/**
 * The glyphs that the terminal can show: ASCII on the Linux console and when the locale is not UTF-8.
 *
 * @param unicode what `terminalAbilities` found
 */
export function resolveGlyphs(unicode: boolean): Glyphs {
  return unicode ? unicodeGlyphs : asciiGlyphs;
}
