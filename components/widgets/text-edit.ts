import { columnsOf, graphemesOf } from './columns.ts';

/** A line of text being edited; the caret is an index into the text, between characters. */
export interface TextEdit {
  readonly text: string;
  readonly caret: number;
}

/** The editing keys. */
export type EditKey =
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'start'
  | 'end'
  | 'backspace'
  | 'delete'
  | 'kill-to-start'
  | 'kill-to-end'
  | 'kill-word'
  | 'kill-word-right';

/** Applies an editing key. Any character but letters and digits ends a word. */
export function edit({ text, caret }: TextEdit, key: EditKey): TextEdit {
  const cut = (from: number, to: number): TextEdit => ({
    text: text.slice(0, from) + text.slice(to),
    caret: from,
  });
  switch (key) {
    case 'left':
      return { text, caret: before(text, caret) };
    case 'right':
      return { text, caret: after(text, caret) };
    case 'word-left':
      return { text, caret: wordBefore(text, caret) };
    case 'word-right':
      return { text, caret: wordAfter(text, caret) };
    case 'start':
      return { text, caret: 0 };
    case 'end':
      return { text, caret: text.length };
    case 'backspace':
      return cut(before(text, caret), caret);
    case 'delete':
      return cut(caret, after(text, caret));
    case 'kill-to-start':
      return cut(0, caret);
    case 'kill-to-end':
      return { text: text.slice(0, caret), caret };
    case 'kill-word':
      return cut(wordBefore(text, caret), caret);
    case 'kill-word-right':
      return cut(caret, wordAfter(text, caret));
  }
}

/** Inserts text at the caret. Control characters are dropped; for pastes see {@link firstLine}. */
export function insert({ text, caret }: TextEdit, typed: string): TextEdit {
  const clean = withoutControls(typed);
  return { text: text.slice(0, caret) + clean + text.slice(caret), caret: caret + clean.length };
}

/** What a one-line field takes from a paste: the first line that is not empty, trimmed, without control characters. */
export function firstLine(pasted: string): string {
  return withoutControls(pasted.trim().split(/[\r\n\u2028\u2029]/)[0] ?? '').trim();
}

/** The visible part of the text in a field of some columns; the caret is always in it. */
export interface TextWindow {
  readonly before: string;
  /** The character under the caret; a space at the end of the text. */
  readonly at: string;
  readonly after: string;
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** The visible part, including the caret's cell. @param columns the room, at least 1 */
export function windowOf({ text, caret }: TextEdit, columns: number): TextWindow {
  const characters = graphemesOf(text.slice(0, caret));
  const atEnd = after(text, caret);
  const at = caret < text.length ? text.slice(caret, atEnd) : ' ';
  let room = Math.max(1, columns) - columnsOf(at);
  // Some of the following text stays visible, so that the user sees where they are.
  const rest = graphemesOf(text.slice(atEnd));
  const wanted = Math.min(rest.length, Math.floor(columns / 4));
  let start = characters.length;
  while (start > 0) {
    const needs = columnsOf(characters[start - 1] ?? '');
    if (needs > room - wanted) break;
    room -= needs;
    start--;
  }
  let end = 0;
  while (end < rest.length) {
    const needs = columnsOf(rest[end] ?? '');
    if (needs > room) break;
    room -= needs;
    end++;
  }
  return {
    before: characters.slice(start).join(''),
    at,
    after: rest.slice(0, end).join(''),
    cutLeft: start > 0,
    cutRight: end < rest.length,
  };
}

/** Joiners stay: names in Persian, Hindi and other languages need them, and so do emoji of several people. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '');
}

/** The index before the character that precedes the caret; that character may have several code points. */
function before(text: string, caret: number): number {
  return caret - (graphemesOf(text.slice(0, caret)).at(-1)?.length ?? 0);
}

function after(text: string, caret: number): number {
  return caret + (graphemesOf(text.slice(caret))[0]?.length ?? 0);
}

function wordBefore(text: string, caret: number): number {
  const left = text.slice(0, caret);
  return left.length - (/(?:[\p{L}\p{N}]+|[^\p{L}\p{N}]+)?[^\p{L}\p{N}]*$/u.exec(left)?.[0].length ?? 0);
}

function wordAfter(text: string, caret: number): number {
  return caret + (/^[^\p{L}\p{N}]*[\p{L}\p{N}]*/u.exec(text.slice(caret))?.[0].length ?? 0);
}
