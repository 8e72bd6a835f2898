import type { KeyName, TerminalInput } from './keys.ts';

/** How long a question is on the screen before its key counts, in milliseconds: longer than a keyboard's delay before it repeats a key. */
export const readingTime = 700;
/** A key that repeats faster than this is held down, in milliseconds: keyboards repeat ten times faster, a busy machine delays. */
const repeatGap = 300;

export interface SightOptions {
  /** In milliseconds; 0: every key counts immediately. */
  readonly readingTime: number;
  /** In milliseconds; only differences count. */
  readonly now: () => number;
  /** Called when a question has been readable for long enough. */
  readonly onReadable: () => void;
}

/**
 * Knows which questions the user could read before pressing a key: those that have been on the screen, uncovered, for long
 * enough. A question that was read stays read while something covers it, until it is gone.
 */
export class Sight {
  #options: SightOptions;
  #since = new Map<string, number>();
  #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #last: KeyArrival | undefined;

  constructor(options: SightOptions) {
    this.#options = options;
  }

  /**
   * Called after each drawing.
   *
   * @param uncovered what keys could decide now
   * @param covered what they could decide if nothing covered it
   */
  look(uncovered: ReadonlySet<string>, covered: ReadonlySet<string>): void {
    const now = this.#options.now();
    for (const question of this.#since.keys()) {
      const isThere = uncovered.has(question) || (covered.has(question) && this.isReadable(question));
      if (!isThere) this.#forget(question);
    }
    for (const question of uncovered) {
      if (!this.#since.has(question)) this.#since.set(question, now);
    }
    clearTimeout(this.#timer);
    // Includes a question that became readable after the footer was drawn, which is not reported yet.
    const left = [...this.#since]
      .filter(([question]) => !this.#told.has(question))
      .map(([, since]) => Math.max(0, since + this.#options.readingTime - now));
    if (left.length === 0) return;
    this.#timer = setTimeout(() => this.#tell(), Math.min(...left));
    this.#timer.unref();
  }

  #tell(): void {
    for (const question of this.#since.keys()) if (this.isReadable(question)) this.#told.add(question);
    this.#options.onReadable();
  }

  #forget(question: string): void {
    this.#since.delete(question);
    this.#told.delete(question);
  }

  /** Whether the question has been readable for long enough. */
  isReadable(question: string): boolean {
    return this.#wasReadable(question, this.#options.now());
  }

  /** Called for each key, paste and click when it arrives. */
  keyArrived(input: TerminalInput): KeyArrival {
    const at = this.#options.now();
    const { key, repeated = false } = 'key' in input ? input : { key: undefined };
    const isRepeat =
      repeated || (key !== undefined && this.#last?.key === key && at - this.#last.at < repeatGap);
    this.#last = { key, at, isRepeat };
    return this.#last;
  }

  /**
   * Whether a key with this arrival may decide the question. One that may not starts another wait, shorter than the first. Called
   * a turn after the key was handled: keys that were delayed together on a busy machine are known by then.
   */
  mayDecide(question: string, arrival: KeyArrival): boolean {
    const isHeld = arrival.isRepeat || (this.#last !== arrival && this.#last?.key === arrival.key);
    if (this.#wasReadable(question, arrival.at) && !isHeld) return true;
    const again = (this.#last?.at ?? arrival.at) + repeatGap - this.#options.readingTime;
    const since = this.#since.get(question);
    if (since !== undefined) this.#since.set(question, Math.max(since, again));
    this.#told.delete(question);
    return false;
  }

  #wasReadable(question: string, at: number): boolean {
    if (this.#options.readingTime === 0) return true;
    const since = this.#since.get(question);
    return since !== undefined && at - since >= this.#options.readingTime;
  }
}

/** When a key was pressed, and whether it repeated as only a held key does. */
export interface KeyArrival {
  /** Undefined for a paste or a click. */
  readonly key: KeyName | undefined;
  readonly at: number;
  readonly isRepeat: boolean;
}
