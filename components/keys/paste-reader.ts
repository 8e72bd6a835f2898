import { withoutEscapes } from '../../src/core/text.ts';

/** The most characters of a paste; the rest is dropped. */
const longestPaste = 1_000_000;
/** The most characters of a sequence in a paste. */
const longestMark = 64;

const esc = '\u001B';
const interrupt = '\u0003';
const pasteEnd = '[201~';
/** Ctrl+C in the newer protocols, with any lock on and any letter of the layout on that key. */
const interruptSequence = /^\[(?:27;(\d+);99~|(?:99(?::[\d:]*)?|\d+:\d*:99);(\d+)(?::[12])?(?:;[\d:]*)?u)$/;

/** The state of a paste after a character: `full` is reported once, when no more is kept. */
export type PasteStep = 'goes-on' | 'full' | 'ended' | 'interrupted';

/** Reads a bracketed paste, one character at a time, up to its end or to Ctrl+C. */
export class PasteReader {
  /** Whether it is the rest of a cancelled paste, which is dropped. */
  readonly isForNobody: boolean;
  #parts: string[] | undefined;
  #length = 0;
  /** The start of a sequence in the paste. */
  #mark: string | undefined;

  constructor({ isForNobody = false }: { readonly isForNobody?: boolean } = {}) {
    this.isForNobody = isForNobody;
    this.#parts = isForNobody ? undefined : [];
  }

  push(character: string): PasteStep {
    if (character === interrupt) return 'interrupted';
    if (character === esc) {
      const step = this.#mark === undefined ? 'goes-on' : this.#keep(esc + this.#mark);
      this.#mark = '';
      return step;
    }
    if (this.#mark === undefined) return this.#keep(character);
    this.#mark += character;
    if (this.#mark === pasteEnd) return 'ended';
    const isInside =
      this.#mark === '[' || (/^\[[0-9;:]+$/.test(this.#mark) && this.#mark.length < longestMark);
    if (isInside) return 'goes-on';
    if (isInterrupt(this.#mark)) return 'interrupted';
    const step = this.#keep(esc + this.#mark);
    this.#mark = undefined;
    return step;
  }

  /** The pasted text, once; undefined when it was already taken, or is to be dropped. */
  take(): string | undefined {
    const parts = this.#parts;
    this.#parts = undefined;
    return parts && withoutEscapes(parts.join(''));
  }

  #keep(text: string): PasteStep {
    this.#length += text.length;
    if (this.#length > longestPaste) return this.#parts === undefined ? 'goes-on' : 'full';
    this.#parts?.push(text);
    return 'goes-on';
  }
}

/** Whether a sequence is Ctrl+C. */
function isInterrupt(mark: string): boolean {
  const [, old, kitty] = interruptSequence.exec(mark) ?? [];
  const modifiers = old ?? kitty;
  return modifiers !== undefined && ((Number(modifiers) - 1) & 4) !== 0;
}
