import { noBlock, noSpan } from './grammar-parts.ts';
import { meantKey } from './meant-key.ts';
import type { SharedProperty, SharedSection } from './shared-file.ts';

/** How many different settings are told apart in a file; a section with another one is read line by line. */
const mostKeys = 32;
const numbersEach = 3;

/** A key as nearly all stand. */
const keyPattern = /[a-z][a-z0-9_]*(?= ?=)/y;
/** What is behind a key: `= value`, the value without white space, and the end of the line. */
const rest = / ?= ?(?=[!$-&(-:<-~])/y;
const value = /[!-~]+/y;
const comment = /[^\n]*/y;

/** Which settings a section or a profile has. There are as many of these as ways to write a profile: ten thousand share a few. */
export class SettingKeys {
  readonly names: ReadonlySet<string>;
  readonly #with = new Map<SettingKeys, SettingKeys>();

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  /** These and others, first these. */
  with(others: SettingKeys): SettingKeys {
    const known = this.#with.get(others);
    if (known) return known;
    const both = new SettingKeys([...this.names, ...others.names]);
    this.#with.set(others, both);
    return both;
  }
}

/**
 * The plain lines of a file: `key = value` at the margin, the value without white space, the key one that AWS tools or nobody
 * knows. A file may have hundreds of thousands of them, of which a person looks at a few: each is three numbers here (its key, where
 * its value begins and ends), and becomes a property when somebody asks.
 */
export class PlainLines {
  readonly raw: string;
  /** How many lines {@link take} has passed the last time, those included that say nothing. */
  passed = 0;
  /** Which settings it has taken then. */
  taken = new SettingKeys([]);
  readonly keys: string[] = [];
  /** Which key stood behind each the last time: nearly always it is the same again. */
  readonly #following: number[] = [];
  /** The last value of each key: a region is one text, not ten thousand. */
  readonly #values: string[] = [];
  /** By the bits of their keys. */
  readonly #settings = new Map<number, SettingKeys>();
  #numbers = new Int32Array(1024);
  #used = 0;

  constructor(raw: string) {
    this.raw = raw;
  }

  /** How many there are. */
  get count(): number {
    return this.#used / numbersEach;
  }

  /**
   * Takes the lines of a section as long as they are plain.
   *
   * @param start the offset behind its header
   * @param comments whether lines of comment will do
   * @returns the offset of the next header, or the end; -1, and nothing taken, where some line needs a closer look
   */
  take(start: number, comments: boolean): number {
    const { raw } = this;
    const used = this.#used;
    let at = start;
    let lines = 0;
    let seen = 0;
    let last = mostKeys;
    for (; at < raw.length; lines += 1) {
      const code = raw.charCodeAt(at);
      if (code === 91) break;
      if (comments && (code === 35 || code === 59)) {
        comment.lastIndex = at;
        comment.test(raw);
        at = comment.lastIndex;
      } else if (code !== 10 && code !== 13) {
        const key = this.#keyAt(at, last);
        // A key that comes twice in a section is told.
        if (key < 0 || (seen & (1 << key)) !== 0) return this.#back(used);
        const begin = rest.lastIndex;
        value.lastIndex = begin;
        if (!value.test(raw)) return this.#back(used);
        at = value.lastIndex;
        this.#push(key, begin, at);
        seen |= 1 << key;
        last = key;
      }
      if (raw.charCodeAt(at) === 13 && raw.charCodeAt(at + 1) === 10) at += 1;
      if (at < raw.length && raw.charCodeAt(at) !== 10) return this.#back(used);
      at += 1;
    }
    this.passed = lines;
    this.taken = this.#settingsOf(seen);
    return at;
  }

  /** @param bits one for each of {@link keys} */
  #settingsOf(bits: number): SettingKeys {
    const known = this.#settings.get(bits);
    if (known) return known;
    const settings = new SettingKeys(this.keys.filter((_, key) => (bits & (1 << key)) !== 0));
    this.#settings.set(bits, settings);
    return settings;
  }

  #back(used: number): number {
    this.#used = used;
    return -1;
  }

  /** Forgets what was taken last. @param first how many there were before */
  giveBack(first: number): void {
    this.#back(first * numbersEach);
  }

  #push(key: number, start: number, end: number): void {
    if (this.#used + numbersEach > this.#numbers.length) {
      const more = new Int32Array(this.#numbers.length * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.#used] = key;
    this.#numbers[this.#used + 1] = start;
    this.#numbers[this.#used + 2] = end;
    this.#used += numbersEach;
  }

  /** The number of the key at an offset, after which {@link rest} has its end; -1 where none stands. */
  #keyAt(at: number, last: number): number {
    const likely = this.#following[last];
    if (likely !== undefined && this.#isAt(likely, at)) return likely;
    for (let key = 0; key < this.keys.length; key += 1) {
      if (!this.#isAt(key, at)) continue;
      this.#following[last] = key;
      return key;
    }
    keyPattern.lastIndex = at;
    const written = keyPattern.exec(this.raw)?.[0];
    if (written === undefined || this.keys.length === mostKeys || meantKey(written)) return -1;
    // As the key of an object it is the same text that a caller asks for, which is quicker to compare than an equal one.
    const key = this.keys.push(Object.keys({ [written]: 0 })[0] ?? written) - 1;
    return this.#isAt(key, at) ? key : -1;
  }

  #isAt(key: number, at: number): boolean {
    const text = this.keys[key] ?? '';
    if (!this.raw.startsWith(text, at)) return false;
    rest.lastIndex = at + text.length;
    return rest.test(this.raw);
  }

  /** The key of a line. */
  key(line: number): string {
    return this.keys[this.#numbers[line * numbersEach] ?? 0] ?? '';
  }

  /** Where the value of a line begins. */
  valueStart(line: number): number {
    return this.#numbers[line * numbersEach + 1] ?? 0;
  }

  value(line: number): string {
    const key = this.#numbers[line * numbersEach] ?? 0;
    const start = this.valueStart(line);
    const length = (this.#numbers[line * numbersEach + 2] ?? 0) - start;
    const known = this.#values[key];
    if (known?.length === length && this.raw.startsWith(known, start)) return known;
    const text = this.raw.slice(start, start + length);
    this.#values[key] = text;
    return text;
  }
}

/** A section of a plain header and plain lines, none of its keys twice. Its properties are made when they are asked for. */
export class PlainSection implements SharedSection {
  readonly name: string;
  readonly prefixed: boolean;
  readonly line: number;
  readonly settings: SettingKeys;
  /** Where its header begins. */
  readonly start: number;
  /** Where what stands below it begins: another header, or the end of the file. */
  readonly end: number;
  /** How many lines it has, its header and those that say nothing included. */
  readonly lineCount: number;
  readonly #lines: PlainLines;
  /** The first of {@link PlainLines} that is its own, and the first that is not. */
  readonly #first: number;
  readonly #end: number;

  /**
   * @param start where its header begins
   * @param end where what stands below it begins
   * @param lines they have just taken its own
   * @param first how many they had before
   */
  constructor(
    name: string,
    prefixed: boolean,
    line: number,
    start: number,
    end: number,
    lines: PlainLines,
    first: number,
  ) {
    this.name = name;
    this.prefixed = prefixed;
    this.line = line;
    this.settings = lines.taken;
    this.start = start;
    this.end = end;
    this.lineCount = lines.passed + 1;
    this.#lines = lines;
    this.#first = first;
    this.#end = lines.count;
  }

  get kind() {
    return 'profile' as const;
  }

  get visibility() {
    return 'all' as const;
  }

  get nameSpan() {
    return noSpan;
  }

  get properties(): SharedProperty[] {
    const properties: SharedProperty[] = [];
    let line = this.line;
    let at = this.start;
    for (let index = this.#first; index < this.#end; index += 1) {
      const value = this.#lines.value(index);
      const start = this.#lines.valueStart(index);
      for (let feed = this.#feed(at); feed >= 0 && feed < start; feed = this.#feed(at)) {
        line += 1;
        at = feed + 1;
      }
      properties.push({ key: this.#lines.key(index), value, line, column: 1, nested: noBlock });
    }
    return properties;
  }

  #feed(from: number): number {
    return this.#lines.raw.indexOf('\n', from);
  }

  /** What a setting says; undefined where it is not there. */
  value(key: string): string | undefined {
    for (let index = this.#first; index < this.#end; index += 1)
      if (this.#lines.key(index) === key) return this.#lines.value(index);
    return undefined;
  }
}
