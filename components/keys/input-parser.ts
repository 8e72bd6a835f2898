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
 * A limit besides that on silence: continued typing would keep an unfinished sequence open forever, so it has to arrive at least
 * this fast; no paste or terminal answer is slower.
 */
const grace = 3000;
const msPerCharacter = 5;

/** In characters; longer sequences are not keys. */
const longestSequence = 64;

const esc = '\u001B';
const interrupt = '\u0003';

/** Parses what a terminal sends into keys, pastes and mouse actions. */
export interface InputParser {
  /**
   * @param text the input, in pieces of any size
   * @param now milliseconds of any monotonic clock
   */
  push(text: string, now: number): TerminalInput[];
  /** When to call {@link expire}; undefined when nothing is held back. */
  due(): number | undefined;
  /** Stops waiting for the rest of what is held back, if it is time. */
  expire(now: number): TerminalInput[];
}

export interface InputParserOptions {
  /** Whether the terminal is on another machine (ssh). */
  readonly far?: boolean;
  /** Called when the terminal answers that it supports the kitty keyboard protocol: the only answer that is used. */
  readonly onKittyKeyboard?: () => void;
}

/** Creates a parser, with nothing held back. */
export function createInputParser(options: InputParserOptions = {}): InputParser {
  return new CharacterParser(options);
}

/**
 * A state machine that takes one character at a time, so it does not matter how the bytes are split. Everything that it holds
 * back has a limit in time and size, and Ctrl+C always gets through.
 */
class CharacterParser implements InputParser {
  readonly #onKittyKeyboard: (() => void) | undefined;
  #waits: Waits;
  #state: InputState = { in: 'text' };
  #found: TerminalInput[] = [];
  #began = 0;
  #last = 0;
  /** Characters since the state was entered. */
  #held = 0;
  #lastReturn = Number.NEGATIVE_INFINITY;
  /** Whether the last input was an Escape key that may have been the start of a split sequence. */
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

  /** Emits what was held back as text. */
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
    // Enter on some terminals, or a line typed before raw mode, sends both.
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
      // A sequence that is too long is consumed to its end, but not kept.
      if (now.body.length < longestSequence) now.body += character;
      return;
    }
    this.#onFinal(now, character);
  }

  /** The last character of a sequence, which decides its meaning. */
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

  /** An invalid character in a sequence: the sequence was torn, and the character counts by itself. */
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
      // In a string, ESC can only be part of its end: another sequence has begun.
      this.#enter({ in: 'escape', twice: false });
      return this.#onEscape(character, false);
    }
    // CAN and SUB cancel a sequence.
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
    // The paste so far counts, and the rest of it does not become keys.
    this.#emit({ key: 'ctrl+c' });
    this.#enter({ in: 'paste', paste: new PasteReader({ isForNobody: true }) });
  }

  /** The rest does not come: what is held back counts as it is. */
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
