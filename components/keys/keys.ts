/**
 * The name of a key for commands: a printable character itself (`i`, `?`, `G`), `space`, `enter`, `escape`, `tab`,
 * `backspace`, `delete`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, each with `ctrl+`,
 * `alt+` or `shift+` in front where it was held (`ctrl+k`, `shift+tab`).
 */
export type KeyName = string;

/** One key press. */
export interface Keystroke {
  readonly key: KeyName;
  /** What it would type into a field; absent when it types nothing. */
  readonly text?: string;
  /** The key that it counts as if nothing handles it by its own name: `left` for `shift+left`, `q` for `й`. */
  readonly also?: KeyName;
  /** Whether the terminal reports that the key is held down. */
  readonly repeated?: boolean;
}

/** A press of the mouse's first button, or a step of its wheel. Cells count from 0, from the top left. */
export interface MouseAct {
  readonly act: 'press' | 'wheel-up' | 'wheel-down';
  readonly column: number;
  readonly row: number;
}

/** What the user does at the terminal. A paste is the text alone, without escape sequences, and never keys. */
export type TerminalInput = Keystroke | { readonly paste: string } | { readonly mouse: MouseAct };

/** Whether a key types a character: such keys are commands only while no text is typed. */
export function isPrintable(key: KeyName): boolean {
  return key === 'space' || [...key].length === 1;
}

/**
 * The label of a key in the footer and the help: `^k`, `esc`, `⏎`.
 *
 * @param key the key's name
 * @param names the glyph table's names of keys
 */
export function keyLabel(key: KeyName, names: Readonly<Record<string, string>>): string {
  const known = names[key];
  if (known !== undefined) return known;
  if (key.startsWith('ctrl+')) return `^${keyLabel(key.slice(5), names)}`;
  if (key.startsWith('alt+')) return `alt-${keyLabel(key.slice(4), names)}`;
  if (key.startsWith('shift+')) return `shift-${keyLabel(key.slice(6), names)}`;
  return key;
}
