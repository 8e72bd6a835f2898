import { EventEmitter } from 'node:events';
import { writeTerminal } from './terminal.ts';

const beginFrame = '\u001B[?2026h';
const endFrame = '\u001B[?2026l';

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
/** Where the drawer believes the cursor to be: it moves it from there. */
const keepPlace = '\u001B7';
const backToPlace = '\u001B8';

/** A cell of the screen, from 0 at the top left. */
interface ScreenCell {
  readonly column: number;
  readonly row: number;
}

/**
 * The terminal as Ink is given it: a stream that never waits (see {@link writeTerminal}), can put several writes into one, and
 * knows the size of the window as it is now.
 */
export class ScreenStream extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  #held: string[] | undefined;
  #muted = false;
  #caret: () => ScreenCell | undefined = () => undefined;
  #atCaret = false;
  readonly #sink: (text: string) => string;

  /** @param sink changes what is written to what the terminal can show */
  constructor(sink: (text: string) => string = (text) => text) {
    super();
    this.#sink = sink;
  }

  get columns(): number {
    return process.stdout.columns || 80;
  }

  get rows(): number {
    return process.stdout.rows || 24;
  }

  /** Like a stream's. What waits for a write is told when the terminal has been handed it, not when it has been read. */
  write(chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean {
    const done = rest.find((each): each is () => void => typeof each === 'function');
    if (done) process.nextTick(done);
    if (this.#muted) return true;
    const text = this.#sink(String(chunk));
    if (this.#held) this.#held.push(text);
    else writeTerminal(this.#awayFromCaret() + text + this.#toCaret());
    return true;
  }

  /** From now on the terminal's cursor stands there after each frame, seen; where it is undefined, it is hidden. */
  cursorAt(caret: () => ScreenCell | undefined): void {
    this.#caret = caret;
  }

  #awayFromCaret(): string {
    if (!this.#atCaret) return '';
    this.#atCaret = false;
    return hideCursor + backToPlace;
  }

  #toCaret(): string {
    const cell = this.#caret();
    if (!cell) return '';
    this.#atCaret = true;
    return `${keepPlace}\u001B[${cell.row + 1};${cell.column + 1}H${showCursor}`;
  }

  /** From now on what is written waits for {@link release}. */
  hold(): void {
    this.#held ??= [];
  }

  /** Forgets what waits. */
  drop(): void {
    if (this.#held) this.#held = [];
  }

  /** Writes what waits at once, as one frame. @param before bytes in front of it */
  release(before = ''): void {
    const text = this.#held?.join('') ?? '';
    this.#held = undefined;
    if (this.#muted || before + text === '') return;
    const away = this.#awayFromCaret();
    writeTerminal(`${beginFrame}${away}${before}${text}${this.#toCaret()}${endFrame}`);
  }

  /** The terminal is not the drawer's any more: nothing is written from now on. */
  mute(): void {
    this.#muted = true;
  }

  /** Asks for the size of the window; Node hears of a change only while the program is in the foreground. */
  measure(): void {
    (process.stdout as { _refreshSize?: () => void })._refreshSize?.();
  }
}
