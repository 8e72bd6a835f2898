import type { Keystroke, MouseAct } from './keys.ts';
import { latinKey } from './layouts.ts';

/** Modifier bits of xterm and kitty; a parameter is their sum plus one. Locks (64, 128) are ignored. */
const shift = 1;
const alt = 2;
const ctrl = 4;
const command = 8 | 16;
const meta = 32;

/** Final characters of `CSI` and `SS3` sequences: xterm's cursor keys, and rxvt's with Shift (small letters). */
const byLetter: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  M: 'enter',
};

/** Numbers of `CSI number ~`: VT220, xterm, rxvt. */
const byNumber: Readonly<Record<number, string>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

/** Code points that are not characters: controls, and the functional keys of the kitty protocol. */
const byCode: Readonly<Record<number, string>> = {
  8: 'backspace',
  9: 'tab',
  10: 'enter',
  13: 'enter',
  27: 'escape',
  127: 'backspace',
  57414: 'enter',
  57417: 'left',
  57418: 'right',
  57419: 'up',
  57420: 'down',
  57421: 'pageup',
  57422: 'pagedown',
  57423: 'home',
  57424: 'end',
  57426: 'delete',
};

/** The kitty protocol's keypad, starting at code point 57399. */
const keypad = '0123456789./*-+\r=,';

/** What Ctrl makes of a key on terminals that only send control characters; the newer protocols must not differ. */
const asControl: Readonly<Record<string, string>> = {
  i: 'tab',
  j: 'enter',
  m: 'enter',
  h: 'backspace',
  '[': 'escape',
  ' ': 'ctrl+space',
  '@': 'ctrl+space',
  '2': 'ctrl+space',
  '/': 'ctrl+_',
};

/** A character typed with Alt held. */
export function altKey(character: string): Keystroke {
  return named(charKey(character).key, alt);
}

/** A character that a terminal sends as itself; control characters are keys. */
export function charKey(character: string): Keystroke {
  const code = character.codePointAt(0) ?? 0;
  const name = byCode[code];
  // A line feed is Enter, too: a terminal that is not yet in raw mode turns Enter into one.
  if (name !== undefined && code < 0x80) return { key: name };
  if (code === 0) return { key: 'ctrl+space' };
  if (code < 0x20) return { key: `ctrl+${String.fromCharCode(code + (code <= 26 ? 96 : 64))}` };
  const also = latinKey(character);
  const key = character === ' ' || character === '\u3000' ? 'space' : character;
  return { key, text: character, ...(also === undefined ? {} : { also }) };
}

/**
 * The key of a complete `ESC O …`.
 *
 * @param parameters what is between; some terminals put modifiers there
 * @param final the last character
 * @param withAlt whether another ESC was in front of it
 */
export function ss3Key(parameters: string, final: string, withAlt: boolean): Keystroke | undefined {
  const held = modifiersOf(parameters.split(';').at(-1)) | (withAlt ? alt : 0);
  const name = byLetter[final];
  if (name !== undefined) return named(name, held);
  if (final >= 'a' && final <= 'd') return named(byLetter[final.toUpperCase()] ?? '', held | ctrl);
  // The application keypad: `j` to `y` are 0x40 above the character.
  return /^[j-yX]$/.test(final)
    ? charKey(final === 'X' ? '=' : String.fromCharCode(final.charCodeAt(0) - 0x40))
    : undefined;
}

/**
 * The key or mouse action of a complete `ESC [ …`: xterm, rxvt, the Linux console, xterm's modifyOtherKeys
 * (`27;5;99~`), the kitty keyboard protocol (`99;5u`).
 *
 * @returns undefined for everything else: answers of the terminal, unused keys, key releases
 */
export function csiKey(
  parameters: string,
  final: string,
  withAlt: boolean,
): Keystroke | { readonly mouse: MouseAct } | undefined {
  if (parameters.startsWith('<')) return mouseAct(parameters, final);
  if (/[^\d;:]/.test(parameters)) return undefined;
  const [first = '', second = '', third = ''] = parameters.split(';');
  const [modifiers, event] = second.split(':');
  if (event === '3') return undefined;
  // PuTTY omits the 1 of `1;5D`.
  const isShort = second === '' && /^[A-DFH]$/.test(final);
  const held = modifiersOf(isShort ? first : modifiers) | (withAlt ? alt : 0);
  if (final === 'u') {
    const key = kittyKey(first, held, third);
    return key && event === '2' ? { ...key, repeated: true } : key;
  }
  const number = Number(first.split(':')[0]);
  if (final === '~' && number === 27) return coded(Number(third), held);
  if (final === 'Z') return named('tab', held | shift);
  if (final >= 'a' && final <= 'd') return named(byLetter[final.toUpperCase()] ?? '', held | shift);
  const extra = { '~': 0, $: shift, '^': ctrl, '@': shift | ctrl }[final];
  const name = extra === undefined ? (final === 'M' ? undefined : byLetter[final]) : byNumber[number];
  return name === undefined ? undefined : named(name, held | (extra ?? 0));
}

function modifiersOf(parameter: string | undefined): number {
  return Math.max(0, Number(parameter || 1) - 1) & (shift | alt | ctrl | command | meta);
}

/** `code[:shifted[:base]]`, the last being the key of a US keyboard at that position. */
function kittyKey(keys: string, held: number, text: string): Keystroke | undefined {
  const [code = 0, shifted, base] = keys.split(':').map((part) => (part === '' ? undefined : Number(part)));
  const typed = text
    .split(':')
    .filter((part) => part !== '')
    .map((part) => characterOf(Number(part)))
    .join('');
  if (typed !== '' && !/[\p{Cc}]/u.test(typed) && (held & ~shift) === 0) {
    return atPlace([...typed].length === 1 ? charKey(typed) : { key: typed, text: typed }, base, held);
  }
  return coded(held & shift ? (shifted ?? code) : code, held, base);
}

/** Adds the Latin key that another script's character also counts as, if the terminal reports its position on a US keyboard. */
function atPlace(stroke: Keystroke, base: number | undefined, held: number): Keystroke {
  const key = characterOf(base ?? 0);
  if (key === '' || stroke.text === undefined || stroke.text <= '~') return stroke;
  return { ...stroke, also: held & shift ? key.toUpperCase() : key };
}

/** A key by its code point, as in both newer protocols. */
function coded(code: number, held: number, base?: number): Keystroke | undefined {
  const pad = keypad[code - 57399];
  const name = byCode[code];
  if (name !== undefined) return named(name, held);
  const character = pad ?? characterOf(code);
  // Controls and unused keys of the kitty protocol.
  if (character === '' || /[\p{Cc}\p{Co}\p{Cs}]/u.test(character)) return undefined;
  if (held & ctrl && !(held & command))
    return { key: controlled(plainLetter(character, base).toLowerCase()) };
  if (held & ~shift) return named(character === ' ' ? 'space' : plainLetter(character, base), held & ~shift);
  return atPlace(charKey(held & shift ? character.toUpperCase() : character), base, held);
}

function controlled(letter: string): string {
  return asControl[letter] ?? `ctrl+${letter}`;
}

/** With Ctrl or Alt, a key is the Latin letter at its position, as the terminal reports it or as known for the script. */
function plainLetter(character: string, base: number | undefined): string {
  if (character <= '~') return character;
  return (base === undefined ? latinKey(character) : characterOf(base)) || character;
}

function characterOf(code: number): string {
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '';
}

/** Shift on a key that types nothing is ignored, as in a shell, unless a command uses it. */
function named(name: string, held: number): Keystroke {
  const prefix = `${held & command ? 'super+' : ''}${held & ctrl ? 'ctrl+' : ''}${held & (alt | meta) ? 'alt+' : ''}`;
  if (!(held & shift)) return { key: prefix + name };
  const key = `${prefix}shift+${name}`;
  return name === 'tab' ? { key } : { key, also: prefix + name };
}

/** `<button;column;row`, `M` for pressed and `m` for released (xterm, mode 1006). */
function mouseAct(parameters: string, final: string): { readonly mouse: MouseAct } | undefined {
  const [, button = '', column = '', row = ''] = /^<(\d+);(\d+);(\d+)$/.exec(parameters) ?? [];
  if (final !== 'M' || button === '') return undefined;
  // 4, 8 and 16 are Shift, Alt and Ctrl.
  const act = ({ 0: 'press', 64: 'wheel-up', 65: 'wheel-down' } as const)[Number(button) & ~28];
  return act && { mouse: { act, column: Number(column) - 1, row: Number(row) - 1 } };
}
