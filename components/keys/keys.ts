import type { Key } from 'ink';

/**
 * A key as commands name it: a printable character itself (`i`, `?`, `G`), `space`, `enter`, `escape`, `tab`,
 * `backspace`, `delete`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, each with `ctrl+`,
 * `alt+` or `shift+` in front where it was held (`ctrl+k`, `shift+tab`).
 */
export type KeyName = string;

/** One key press. `text` is what it would type into a field; absent: it types nothing. */
export interface Keystroke {
  readonly key: KeyName;
  readonly text?: string;
}

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const;

/** True for keys that type a character: they are commands only where no text is being typed. */
export function isPrintable(key: KeyName): boolean {
  return key === 'space' || [...key].length === 1;
}

/**
 * Turns what Ink's `useInput` hands over into key presses. One hand-over may hold many keys (`jjq` typed ahead,
 * `123456` and Enter in one write), control characters among them.
 *
 * @param input the text of the event
 * @param key the flags of the event
 */
export function decodeInput(input: string, key: Partial<Key>): Keystroke[] {
  if (key.eventType === 'release') return [];
  for (const [flag, name] of named) {
    // A lone Escape arrives with `meta` on some terminals; that is not Alt+Escape.
    if (key[flag]) return [{ key: name === 'escape' ? name : withModifiers(name, key) }];
  }
  if (input === '') return [];
  if (key.ctrl) return [{ key: `ctrl+${input === ' ' ? 'space' : input.toLowerCase()}` }];
  if (key.meta) return [{ key: `alt+${input}` }];
  return splitChunk(input);
}

function withModifiers(name: string, key: Partial<Key>): KeyName {
  return `${key.ctrl ? 'ctrl+' : ''}${key.meta ? 'alt+' : ''}${key.shift ? 'shift+' : ''}${name}`;
}

function splitChunk(chunk: string): Keystroke[] {
  const strokes: Keystroke[] = [];
  let previous = '';
  for (const character of chunk) {
    const isSecondHalf = character === '\n' && previous === '\r';
    previous = character;
    if (!isSecondHalf) strokes.push(strokeOf(character));
  }
  return strokes;
}

function strokeOf(character: string): Keystroke {
  const code = character.codePointAt(0) ?? 0;
  // A line feed is Enter too: a terminal that is not in raw mode yet turns Enter into one.
  if (character === '\r' || character === '\n') return { key: 'enter' };
  if (character === '\t') return { key: 'tab' };
  if (character === '\b' || code === 0x7f) return { key: 'backspace' };
  if (code === 0x1b) return { key: 'escape' };
  if (code === 0) return { key: 'ctrl+space' };
  if (code < 0x20) return { key: `ctrl+${String.fromCharCode(code + (code <= 26 ? 96 : 64))}` };
  return { key: character === ' ' ? 'space' : character, text: character };
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
