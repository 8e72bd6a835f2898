import type { KeyName, TerminalInput } from './keys.ts';

/** How long a question is on the screen before its key counts, milliseconds: longer than keyboards wait to repeat a key. */
export const readingTime = 700;
/** A key that follows itself faster is held down, milliseconds: keyboards repeat ten times faster, a busy machine delays. */
const repeatGap = 300;

export interface SightOptions {
  /** Milliseconds; 0: every key counts at once. */
  readonly readingTime: number;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** Told when a question has been readable for long enough. */
  readonly onReadable: () => void;
}

/**
 * Knows which questions could be read by whoever presses a key: those that have stood on the screen, uncovered, for
 * long enough. A question that was read stays read while something covers it, until it is gone.
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
   * Told after each drawing.
   *
   * @param uncovered what keys could decide now
   * @param covered what they could decide if nothing stood before it
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
    // Includes a question that became readable after the footer was drawn, which nothing has reported yet.
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

  /** Told of each key, paste and click when it arrives. */
  keyArrived(input: TerminalInput): KeyArrival {
    const at = this.#options.now();
    const { key, repeated = false } = 'key' in input ? input : { key: undefined };
    const isRepeat =
      repeated || (key !== undefined && this.#last?.key === key && at - this.#last.at < repeatGap);
    this.#last = { key, at, isRepeat };
    return this.#last;
  }

  /**
   * Whether a key that arrived so may decide the question. One that may not starts another wait, shorter than the first.
   * Asked a turn after the key was handled: keys that were held up together on a busy machine are known by then.
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

/** When a key was pressed, and whether it followed itself as only a key does that is held down. */
export interface KeyArrival {
  /** Undefined: a paste or a click. */
  readonly key: KeyName | undefined;
  readonly at: number;
  readonly isRepeat: boolean;
}
