import { EventEmitter } from 'node:events';
import { writeTerminal } from './terminal.ts';

const beginFrame = '\u001B[?2026h';
const endFrame = '\u001B[?2026l';

/**
 * The terminal as Ink is given it: a stream that never waits (see {@link writeTerminal}), can put several writes into one, and
 * knows the size of the window as it is now.
 */
export class ScreenStream extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  #held: string[] | undefined;
  #muted = false;
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
    else writeTerminal(text);
    return true;
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
    writeTerminal(`${beginFrame}${before}${text}${endFrame}`);
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
