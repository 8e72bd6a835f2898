/** The bytes that a terminal sends for a key, by the key names of commands. */
const bytes: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\u001B',
  tab: '\t',
  'shift+tab': '\u001B[Z',
  space: ' ',
  backspace: '\u007F',
  delete: '\u001B[3~',
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  home: '\u001B[H',
  end: '\u001B[F',
  pageup: '\u001B[5~',
  pagedown: '\u001B[6~',
  'ctrl+left': '\u001B[1;5D',
  'ctrl+right': '\u001B[1;5C',
  'alt+left': '\u001B[1;3D',
  'alt+right': '\u001B[1;3C',
  'alt+backspace': '\u001B\u007F',
  'ctrl+backspace': '\u001B[127;5u',
  'ctrl+delete': '\u001B[3;5~',
  'alt+delete': '\u001B[3;3~',
  'ctrl+space': '\u0000',
};

/** The bytes of a key: `enter`, `ctrl+k`, `alt+b`, or a plain character. */
export function keyBytes(key: string): string {
  const known = bytes[key];
  if (known !== undefined) return known;
  if (key.startsWith('ctrl+')) return String.fromCharCode(key.charCodeAt(5) & 0x1f);
  if (key.startsWith('alt+')) return `\u001B${key.slice(4)}`;
  if ([...key].length === 1) return key;
  throw new Error(`No terminal sends a key called ${key}`);
}

/** A bracketed paste. */
export function pasteBytes(text: string): string {
  return `\u001B[200~${text}\u001B[201~`;
}
