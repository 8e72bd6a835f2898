import { withoutEscapes } from '../../src/core/text.ts';
import { altKey, charKey, csiKey, ss3Key } from './key-codes.ts';
import type { TerminalInput } from './keys.ts';

/** How long the parser waits for the rest of what came torn, milliseconds since its last byte. */
interface Waits {
  /** After ESC alone, which is also the Escape key. */
  readonly escape: number;
  /** Inside a sequence: no key begins like that. */
  readonly sequence: number;
  /** Inside a paste. */
  readonly paste: number;
}

const near: Waits = { escape: 100, sequence: 500, paste: 500 };
/** Over ssh packets may be apart for as long as one is sent again. */
const far: Waits = { escape: 300, sequence: 1500, paste: 2000 };

/**
 * Beside silence: what never falls silent, because a person goes on typing into it, must come at least this fast, as
 * no paste and no answer of a terminal is slower.
 */
const grace = 3000;
const msPerCharacter = 5;

/** Characters that are kept of a paste; the rest of it is dropped. */
const longestPaste = 1_000_000;
/** Characters of a sequence; longer ones are no keys. */
const longestSequence = 64;

const esc = '\u001B';
const interrupt = '\u0003';
const pasteEnd = '[201~';
/** Ctrl+C as the newer protocols write it, whatever lock is on and whatever letter the layout has there. */
const interruptSequence = /^\[(?:27;(\d+);99~|(?:99(?::[\d:]*)?|\d+:\d*:99);(\d+)(?::[12])?(?:;[\d:]*)?u)$/;

type State =
  | { readonly in: 'text' }
  /** After ESC, or after two. */
  | { readonly in: 'escape'; readonly twice: boolean }
  /** `late`: the ESC in front was taken for the Escape key already. */
  | { readonly in: 'csi' | 'ss3'; body: string; readonly alt: boolean; readonly late: boolean }
  /** The three bytes behind `CSI M`, a mouse report of old terminals. */
  | { readonly in: 'x10'; left: number }
  /** OSC, DCS, SOS, PM, APC: swallowed up to its end. */
  | {
      readonly in: 'string';
      readonly introducer: string;
      length: number;
      ends: boolean;
      late: string | undefined;
    }
  /** `mark`: what has come of a sequence inside. Without `parts` the text is for nobody. */
  | {
      readonly in: 'paste';
      parts: string[] | undefined;
      length: number;
      mark: string | undefined;
      hurried: boolean;
    };

/** Makes keys, pastes and acts of the mouse out of what a terminal sends. */
export interface InputParser {
  /**
   * @param text what came, in pieces of any size
   * @param now milliseconds of any clock that does not go back
   */
  push(text: string, now: number): TerminalInput[];
  /** When to call {@link expire}; undefined: nothing is held back. */
  due(): number | undefined;
  /** Gives up waiting for the rest of what is held back, if it is time. */
  expire(now: number): TerminalInput[];
}

/**
 * A state machine that sees one character at a time, so it does not matter how the bytes are cut into pieces. All that
 * it holds back has a limit in time and size, and Ctrl+C comes through everything.
 *
 * @param options `far`: the terminal is on another machine (ssh); `onKittyKeyboard`: told when the terminal answers that it knows
 *   the kitty keyboard protocol, of all its answers the one that is for somebody
 */
export function createInputParser(
  options: { readonly far?: boolean; readonly onKittyKeyboard?: () => void } = {},
): InputParser {
  let waits = options.far ? far : near;
  let state: State = { in: 'text' };
  let found: TerminalInput[] = [];
  let began = 0;
  let last = 0;
  /** Characters since the state began. */
  let held = 0;
  let lastReturn = Number.NEGATIVE_INFINITY;
  /** The last thing was an Escape key that may have been the torn beginning of a sequence. */
  let late = false;

  const enter = (next: State) => {
    state = next;
    began = last;
    held = 0;
  };
  const rest = () => enter({ in: 'text' });
  const emit = (...inputs: (TerminalInput | undefined)[]) => {
    for (const input of inputs) if (input !== undefined) found.push(input);
  };
  const typed = (text: string) => emit(...[...text].map(charKey));

  const onText = (character: string) => {
    const wasLate = late;
    late = false;
    if (character === esc) return enter({ in: 'escape', twice: false });
    if (wasLate && character === '[') return enter({ in: 'csi', body: '', alt: false, late: true });
    if (wasLate && character === ']') return enter(stringState(']', ''));
    // Enter on some terminals, or a line typed before raw mode, is both.
    const isSecondHalf = character === '\n' && last - lastReturn < near.escape;
    lastReturn = character === '\r' ? last : Number.NEGATIVE_INFINITY;
    if (!isSecondHalf) emit(charKey(character));
  };

  const onEscape = (character: string, twice: boolean) => {
    if (character === '[' || character === 'O') {
      return enter({ in: character === '[' ? 'csi' : 'ss3', body: '', alt: twice, late: false });
    }
    if (character === esc) {
      if (twice) emit({ key: 'escape' });
      return enter({ in: 'escape', twice: true });
    }
    if (twice) emit({ key: 'escape' });
    if (/[\]PX^_]/.test(character)) return enter(stringState(character, undefined));
    rest();
    const isControl = character < ' ' && !'\b\t\r\n'.includes(character);
    emit(isControl ? charKey(character) : altKey(character));
  };

  const onSequence = (now: State & { in: 'csi' | 'ss3' }, character: string) => {
    const isLinuxConsole = now.in === 'csi' && character === '[' && now.body === '';
    const isRxvt = now.in === 'csi' && character === '$' && /^\d$/.test(now.body);
    const isFinal = (character >= '@' && character <= '~') || isRxvt;
    if (character < ' ' || character > '~') {
      if (now.late) typed(`[${now.body}`);
      return again(character);
    }
    if (isLinuxConsole || !isFinal) {
      // What is too long is swallowed to its end, but not kept.
      if (now.body.length < longestSequence) now.body += character;
      return;
    }
    rest();
    if (now.late) waits = { ...waits, escape: Math.max(waits.escape, far.escape) };
    if (now.in === 'ss3') return emit(ss3Key(now.body, character, now.alt));
    if (now.body.length >= longestSequence) return;
    if (now.body === '' && character === 'M') return enter({ in: 'x10', left: 3 });
    if (character === '~' && now.body === '200') {
      return enter({ in: 'paste', parts: [], length: 0, mark: undefined, hurried: false });
    }
    if (character === 'u' && /^\?\d+$/.test(now.body)) return options.onKittyKeyboard?.();
    if (!now.body.startsWith('[')) emit(csiKey(now.body, character, now.alt));
  };

  /** A character that cannot be inside: the sequence was torn, and this one counts by itself. */
  const again = (character: string) => {
    rest();
    onText(character);
  };

  const onString = (now: State & { in: 'string' }, character: string) => {
    if (character === interrupt) return again(character);
    if (character === esc) {
      now.ends = true;
      return;
    }
    if (now.ends && character !== '\\') {
      // A string may only hold ESC as its end: another sequence has begun.
      enter({ in: 'escape', twice: false });
      return onEscape(character, false);
    }
    // CAN and SUB break a sequence off.
    if (now.ends || '\u0007\u0018\u001A'.includes(character)) return rest();
    now.length++;
    if (now.late !== undefined)
      now.late = now.late.length < longestSequence ? now.late + character : undefined;
  };

  const onPaste = (now: State & { in: 'paste' }, character: string) => {
    if (character === interrupt) return breakOff(now);
    const keep = (text: string) => {
      now.length += text.length;
      if (now.length <= longestPaste) now.parts?.push(text);
      else if (now.parts !== undefined) {
        emit({ paste: textOf(now.parts) });
        now.parts = undefined;
      }
    };
    if (character === esc) {
      if (now.mark !== undefined) keep(esc + now.mark);
      now.mark = '';
      return;
    }
    if (now.mark === undefined) return keep(character);
    now.mark += character;
    if (now.mark === pasteEnd) {
      if (now.parts !== undefined) emit({ paste: textOf(now.parts) });
      return rest();
    }
    const isInside = now.mark === '[' || (/^\[[0-9;:]+$/.test(now.mark) && now.mark.length < longestSequence);
    if (isInside) return;
    const [, old, kitty] = interruptSequence.exec(now.mark) ?? [];
    if ((Number(old ?? kitty ?? 0) - 1) & 4 && (old ?? kitty)) return breakOff(now);
    keep(esc + now.mark);
    now.mark = undefined;
  };

  /** Ctrl+C: what was pasted so far counts, and what still comes of it does not become keys. */
  const breakOff = (now: State & { in: 'paste' }) => {
    if (now.parts?.length) emit({ paste: textOf(now.parts) });
    emit({ key: 'ctrl+c' });
    enter({ in: 'paste', parts: undefined, length: 0, mark: undefined, hurried: true });
  };

  const step = (character: string) => {
    held++;
    switch (state.in) {
      case 'text':
        return onText(character);
      case 'escape':
        return onEscape(character, state.twice);
      case 'csi':
      case 'ss3':
        return onSequence(state, character);
      case 'x10':
        if (character < ' ') return again(character);
        return --state.left === 0 ? rest() : undefined;
      case 'string':
        return onString(state, character);
      case 'paste':
        return onPaste(state, character);
    }
  };

  const giveUp = () => {
    const now = state;
    rest();
    switch (now.in) {
      case 'escape':
        emit({ key: 'escape' }, now.twice ? { key: 'escape' } : undefined);
        late = true;
        return;
      case 'csi':
        return now.late ? typed(`[${now.body}`) : undefined;
      case 'ss3':
        return emit(now.body === '' ? altKey('O') : undefined);
      case 'string':
        if (now.late !== undefined) return typed(`]${now.late}`);
        return emit(now.length === 0 ? altKey(now.introducer) : undefined);
      case 'paste':
        if (now.parts?.length) emit({ paste: textOf(now.parts) });
    }
  };

  const due = () => {
    const now = state;
    if (now.in === 'text') return undefined;
    const isKey =
      now.in === 'escape' || ((now.in === 'csi' || now.in === 'ss3') && (now.late || now.body === ''));
    const mayBeKey = isKey || (now.in === 'string' && (now.length === 0 || now.late !== undefined));
    const silence =
      now.in === 'paste' && !now.hurried
        ? waits.paste
        : mayBeKey || now.in === 'paste'
          ? waits.escape
          : waits.sequence;
    return Math.min(last + silence, began + grace + held * msPerCharacter);
  };

  return {
    push(text, now) {
      last = now;
      for (const character of sevenBit(text)) step(character);
      const inputs = found;
      found = [];
      return inputs;
    },
    due,
    expire(now) {
      if (now < (due() ?? Number.POSITIVE_INFINITY)) return [];
      giveUp();
      const inputs = found;
      found = [];
      return inputs;
    },
  };
}

function stringState(introducer: string, late: string | undefined): State {
  return { in: 'string', introducer, length: 0, ends: false, late };
}

function textOf(parts: readonly string[]): string {
  return withoutEscapes(parts.join(''));
}

/** The one-byte controls of old terminals (C1) as ESC and a letter. */
function sevenBit(text: string): string {
  return text.replace(
    /[\u0080-\u009F]/g,
    (control) => esc + String.fromCharCode(control.charCodeAt(0) - 0x40),
  );
}
