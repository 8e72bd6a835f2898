/**
 * A key as commands name it: a printable character itself (`i`, `?`, `G`), `space`, `enter`, `escape`, `tab`,
 * `backspace`, `delete`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, each with `ctrl+`,
 * `alt+` or `shift+` in front where it was held (`ctrl+k`, `shift+tab`).
 */
export type KeyName = string;

/** One key press. */
export interface Keystroke {
  readonly key: KeyName;
  /** What it would type into a field; absent: it types nothing. */
  readonly text?: string;
  /** The key that it counts as where nothing takes it by its own name: `left` for `shift+left`, `q` for `й`. */
  readonly also?: KeyName;
  /** True where the terminal tells that the key is held down. */
  readonly repeated?: boolean;
}

/** A press of the mouse's first button, or a step of its wheel. Cells count from 0, from the top left. */
export interface MouseAct {
  readonly act: 'press' | 'wheel-up' | 'wheel-down';
  readonly column: number;
  readonly row: number;
}

/** What a person does at the terminal. A paste is the text alone, without escape sequences, and never keys. */
export type TerminalInput = Keystroke | { readonly paste: string } | { readonly mouse: MouseAct };

/** True for keys that type a character: they are commands only where no text is being typed. */
export function isPrintable(key: KeyName): boolean {
  return key === 'space' || [...key].length === 1;
}

/**
 * A key as the footer and the help write it: `^k`, `esc`, `⏎`.
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
