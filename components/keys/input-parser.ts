import {
  far,
  type InputState,
  longestSilence,
  near,
  type SequenceState,
  type StringState,
  type Waits,
} from './input-state.ts';
import { altKey, charKey, csiKey, ss3Key } from './key-codes.ts';
import type { TerminalInput } from './keys.ts';
import { PasteReader } from './paste-reader.ts';

/**
 * Besides the limit on silence: a person who goes on typing would keep what was begun open for ever, so it has to come at least
 * this fast; no paste and no answer of a terminal is slower.
 */
const grace = 3000;
const msPerCharacter = 5;

/** Characters of a sequence; longer ones are no keys. */
const longestSequence = 64;

const esc = '\u001B';
const interrupt = '\u0003';

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

export interface InputParserOptions {
  /** The terminal is on another machine (ssh). */
  readonly far?: boolean;
  /** Told when the terminal answers that it knows the kitty keyboard protocol: of all its answers the one that is for somebody. */
  readonly onKittyKeyboard?: () => void;
}

/** Makes a parser, with nothing held back. */
export function createInputParser(options: InputParserOptions = {}): InputParser {
  return new CharacterParser(options);
}

/**
 * A state machine that sees one character at a time, so it does not matter how the bytes are cut into pieces. All that
 * it holds back has a limit in time and size, and Ctrl+C comes through everything.
 */
class CharacterParser implements InputParser {
  readonly #onKittyKeyboard: (() => void) | undefined;
  #waits: Waits;
  #state: InputState = { in: 'text' };
  #found: TerminalInput[] = [];
  #began = 0;
  #last = 0;
  /** Characters since the state began. */
  #held = 0;
  #lastReturn = Number.NEGATIVE_INFINITY;
  /** The last thing was an Escape key that may have been the torn beginning of a sequence. */
  #late = false;

  constructor({ far: isFar = false, onKittyKeyboard }: InputParserOptions) {
    this.#waits = isFar ? far : near;
    this.#onKittyKeyboard = onKittyKeyboard;
  }

  push(text: string, now: number): TerminalInput[] {
    this.#last = now;
    for (const character of sevenBit(text)) this.#step(character);
    return this.#takeFound();
  }

  due(): number | undefined {
    const silence = longestSilence(this.#state, this.#waits);
    if (silence === undefined) return undefined;
    return Math.min(this.#last + silence, this.#began + grace + this.#held * msPerCharacter);
  }

  expire(now: number): TerminalInput[] {
    if (now < (this.due() ?? Number.POSITIVE_INFINITY)) return [];
    this.#giveUp();
    return this.#takeFound();
  }

  #takeFound(): TerminalInput[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #emit(...inputs: (TerminalInput | undefined)[]): void {
    for (const input of inputs) if (input !== undefined) this.#found.push(input);
  }

  #enter(next: InputState): void {
    this.#state = next;
    this.#began = this.#last;
    this.#held = 0;
  }

  #rest(): void {
    this.#enter({ in: 'text' });
  }

  /** What was held back is text after all. */
  #typed(text: string): void {
    this.#emit(...[...text].map(charKey));
  }

  #step(character: string) {
    const state = this.#state;
    this.#held++;
    switch (state.in) {
      case 'text':
        return this.#onText(character);
      case 'escape':
        return this.#onEscape(character, state.twice);
      case 'csi':
      case 'ss3':
        return this.#onSequence(state, character);
      case 'x10':
        if (character < ' ') return this.#again(character);
        return --state.left === 0 ? this.#rest() : undefined;
      case 'string':
        return this.#onString(state, character);
      case 'paste':
        return this.#onPaste(state.paste, character);
    }
  }

  #onText(character: string) {
    const wasLate = this.#late;
    this.#late = false;
    if (character === esc) return this.#enter({ in: 'escape', twice: false });
    if (wasLate && character === '[') return this.#enter({ in: 'csi', body: '', alt: false, late: true });
    if (wasLate && character === ']') return this.#enter(stringState(']', ''));
    // Enter on some terminals, or a line typed before raw mode, is both.
    const isSecondHalf = character === '\n' && this.#last - this.#lastReturn < near.escape;
    this.#lastReturn = character === '\r' ? this.#last : Number.NEGATIVE_INFINITY;
    if (!isSecondHalf) this.#emit(charKey(character));
  }

  #onEscape(character: string, twice: boolean) {
    if (character === '[' || character === 'O') {
      return this.#enter({ in: character === '[' ? 'csi' : 'ss3', body: '', alt: twice, late: false });
    }
    if (twice) this.#emit({ key: 'escape' });
    if (character === esc) return this.#enter({ in: 'escape', twice: true });
    if (/[\]PX^_]/.test(character)) return this.#enter(stringState(character, undefined));
    this.#rest();
    const isControl = character < ' ' && !'\b\t\r\n'.includes(character);
    this.#emit(isControl ? charKey(character) : altKey(character));
  }

  #onSequence(now: SequenceState, character: string) {
    const isLinuxConsole = now.in === 'csi' && character === '[' && now.body === '';
    const isRxvt = now.in === 'csi' && character === '$' && /^\d$/.test(now.body);
    const isFinal = (character >= '@' && character <= '~') || isRxvt;
    if (character < ' ' || character > '~') {
      if (now.late) this.#typed(`[${now.body}`);
      return this.#again(character);
    }
    if (isLinuxConsole || !isFinal) {
      // What is too long is swallowed to its end, but not kept.
      if (now.body.length < longestSequence) now.body += character;
      return;
    }
    this.#onFinal(now, character);
  }

  /** The last character of a sequence: now it is known what it means. */
  #onFinal({ in: kind, body, alt, late }: SequenceState, character: string) {
    this.#rest();
    if (late) this.#waits = { ...this.#waits, escape: Math.max(this.#waits.escape, far.escape) };
    if (kind === 'ss3') return this.#emit(ss3Key(body, character, alt));
    if (body.length >= longestSequence) return;
    if (body === '' && character === 'M') return this.#enter({ in: 'x10', left: 3 });
    if (character === '~' && body === '200') return this.#enter({ in: 'paste', paste: new PasteReader() });
    if (character === 'u' && /^\?\d+$/.test(body)) return this.#onKittyKeyboard?.();
    if (!body.startsWith('[')) this.#emit(csiKey(body, character, alt));
  }

  /** A character that cannot be inside: the sequence was torn, and this one counts by itself. */
  #again(character: string): void {
    this.#rest();
    this.#onText(character);
  }

  #onString(now: StringState, character: string) {
    if (character === interrupt) return this.#again(character);
    if (character === esc) {
      now.ends = true;
      return;
    }
    if (now.ends && character !== '\\') {
      // A string may only hold ESC as its end: another sequence has begun.
      this.#enter({ in: 'escape', twice: false });
      return this.#onEscape(character, false);
    }
    // CAN and SUB break a sequence off.
    if (now.ends || '\u0007\u0018\u001A'.includes(character)) return this.#rest();
    now.length++;
    if (now.late !== undefined)
      now.late = now.late.length < longestSequence ? now.late + character : undefined;
  }

  #onPaste(paste: PasteReader, character: string) {
    const step = paste.push(character);
    if (step === 'goes-on') return;
    const text = paste.take();
    if (text !== undefined && (text !== '' || step === 'ended')) this.#emit({ paste: text });
    if (step === 'ended') return this.#rest();
    if (step === 'full') return;
    // What was pasted so far counts, and what still comes of it does not become keys.
    this.#emit({ key: 'ctrl+c' });
    this.#enter({ in: 'paste', paste: new PasteReader({ isForNobody: true }) });
  }

  /** The rest of what is held back does not come: it counts as it is. */
  #giveUp() {
    const now = this.#state;
    this.#rest();
    switch (now.in) {
      case 'escape':
        this.#emit({ key: 'escape' }, now.twice ? { key: 'escape' } : undefined);
        this.#late = true;
        return;
      case 'csi':
        return now.late ? this.#typed(`[${now.body}`) : undefined;
      case 'ss3':
        return this.#emit(now.body === '' ? altKey('O') : undefined);
      case 'string':
        if (now.late !== undefined) return this.#typed(`]${now.late}`);
        return this.#emit(now.length === 0 ? altKey(now.introducer) : undefined);
      case 'paste': {
        const text = now.paste.take();
        if (text) this.#emit({ paste: text });
      }
    }
  }
}

function stringState(introducer: string, late: string | undefined): StringState {
  return { in: 'string', introducer, length: 0, ends: false, late };
}

/** The one-byte controls of old terminals (C1) as ESC and a letter. */
function sevenBit(text: string): string {
  return text.replace(
    /[\u0080-\u009F]/g,
    (control) => esc + String.fromCharCode(control.charCodeAt(0) - 0x40),
  );
}
