import { EventEmitter } from 'node:events';
import { writeTerminal } from './terminal.ts';

const beginFrame = '\u001B[?2026h';
const endFrame = '\u001B[?2026l';

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
/** The cursor as the drawer knows it: it moves relative to that. */
const keepPlace = '\u001B7';
const backToPlace = '\u001B8';

/** A cell of the screen, from 0 at the top left. */
interface ScreenCell {
  readonly column: number;
  readonly row: number;
}

/**
 * The terminal as Ink sees it: a stream that never blocks (see {@link writeTerminal}), can combine several writes, and
 * knows the current size of the window.
 */
export class ScreenStream extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  #held: string[] | undefined;
  #muted = false;
  #caret: () => ScreenCell | undefined = () => undefined;
  #atCaret = false;
  readonly #sink: (text: string) => string;

  /** @param sink converts text to what the terminal can show */
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

  /** Like a stream's. A callback runs once the terminal has been handed the text, not when it has been read. */
  write(chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean {
    const done = rest.find((each): each is () => void => typeof each === 'function');
    if (done) process.nextTick(done);
    if (this.#muted) return true;
    const text = this.#sink(String(chunk));
    if (this.#held) this.#held.push(text);
    else writeTerminal(this.#awayFromCaret() + text + this.#toCaret());
    return true;
  }

  /** From now on the cursor is shown there after each frame; undefined hides it. */
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

  /** From now on writes wait for {@link release}. */
  hold(): void {
    this.#held ??= [];
  }

  /** Discards waiting writes. */
  drop(): void {
    if (this.#held) this.#held = [];
  }

  /** Writes everything that waits as one frame. @param before bytes in front of it */
  release(before = ''): void {
    const text = this.#held?.join('') ?? '';
    this.#held = undefined;
    if (this.#muted || before + text === '') return;
    const away = this.#awayFromCaret();
    writeTerminal(`${beginFrame}${away}${before}${text}${this.#toCaret()}${endFrame}`);
  }

  /** The terminal no longer belongs to the drawer: from now on nothing is written. */
  mute(): void {
    this.#muted = true;
  }

  /** Updates the size of the window; Node is told of changes only while the program is in the foreground. */
  measure(): void {
    (process.stdout as { _refreshSize?: () => void })._refreshSize?.();
  }
}
