import { isAscii } from 'node:buffer';
import type { Span } from './shared-file.ts';

/** `key = value` as it stands on a line. */
export interface Pair {
  /** The key as written; one character a byte. */
  readonly written: string;
  readonly valueSpan: Span;
  /** True when an inline comment was cut off. */
  readonly comment: boolean;
  /** True when a colon stands where the `=` belongs: to the AWS CLI it is as good, to the SDKs it is not. */
  readonly colon: boolean;
}

const mayBeOdd =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\r(?!\n)|\u00C2\u0085|\u00E2\u0080[\u00A8\u00A9]/;
const plainPair = /([a-z][a-z0-9_]*) ?= ?[!$-&(-:<-~][!-~]*/y;
/** What {@link plainPair} takes behind a key. */
const plainRest = / ?= ?[!$-&(-:<-~][!-~]*/y;
/** How many different keys are remembered: most files have fewer. */
const mostKeys = 8;

/** The bytes of a shared file, with offsets that are bytes and text that is UTF-8. */
export class SharedText {
  /** One character a byte. What leaves the reader goes through {@link SharedText.text} or {@link decoded}. */
  readonly raw: string;
  readonly bytes: Buffer;
  #mayBeOdd: boolean | undefined;
  readonly ascii: boolean;
  /** Keys that were found, one text each: with ten thousand profiles that is less to look at, and less to keep. */
  readonly #keys: string[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.raw = this.bytes.toString('latin1');
    this.ascii = isAscii(this.bytes);
  }

  /** True when some line may hold a control character, or what ends a line for some readers only. Looked for when it matters. */
  get mayBeOdd(): boolean {
    this.#mayBeOdd ??= mayBeOdd.test(this.raw);
    return this.#mayBeOdd;
  }

  text(span: Span): string {
    const raw = this.raw.slice(span.start, span.end);
    return this.ascii ? raw : decoded(raw);
  }

  /**
   * Nearly all settings, quickly: `key = value` at the margin, the value without white space, so that nothing about it
   * needs a closer look. Must say what {@link SharedText.pair} says.
   *
   * @returns the key; {@link SharedText.plainValue} is where its value begins; undefined for any other line
   */
  plainKey(start: number, end: number): string | undefined {
    for (const key of this.#keys) {
      if (!this.raw.startsWith(key, start)) continue;
      plainRest.lastIndex = start + key.length;
      if (plainRest.test(this.raw) && plainRest.lastIndex === end) return key;
    }
    plainPair.lastIndex = start;
    const key = plainPair.exec(this.raw)?.[1];
    if (key === undefined || plainPair.lastIndex !== end) return undefined;
    if (this.#keys.length < mostKeys) this.#keys.push(key);
    return key;
  }

  /** Where the value begins behind a key that {@link SharedText.plainKey} gave. */
  plainValue(keyEnd: number): number {
    let at = keyEnd;
    if (this.raw.charCodeAt(at) === 32) at++;
    at++;
    return this.raw.charCodeAt(at) === 32 ? at + 1 : at;
  }

  /** The first byte in the span that is no white space, or its end. */
  skipSpace(start: number, end: number): number {
    let at = start;
    while (at < end && isSpace(this.raw.charCodeAt(at))) at++;
    return at;
  }

  /** Where the span ends when white space at its end does not count. */
  skipSpaceBack(start: number, end: number): number {
    let at = end;
    while (at > start && isSpace(this.raw.charCodeAt(at - 1))) at--;
    return at;
  }

  /**
   * Splits `key = value`, or `key: value`, and cuts off an inline comment; a sentence when it is no such line.
   *
   * @param colons whether a colon will do, as it does for the AWS CLI outside of nested blocks
   */
  pair(first: number, lineEnd: number, colons: boolean): Pair | string {
    const line = this.raw.slice(first, lineEnd);
    const commentAt = line.search(/[ \t\f\v\r][#;]/);
    const end = this.skipSpaceBack(first, commentAt < 0 ? lineEnd : first + commentAt);
    const equals = this.raw.slice(first, end).search(colons ? /[=:]/ : /=/);
    if (equals < 0) return 'the line has no = sign, so no AWS tool reads it';
    const keyEnd = this.skipSpaceBack(first, first + equals);
    if (keyEnd === first) {
      return `nothing is before the ${this.raw.charAt(first)} sign, so no AWS tool reads the line`;
    }
    const start = this.skipSpace(first + equals + 1, end);
    const written = this.raw.slice(first, keyEnd);
    const colon = this.raw.charAt(first + equals) === ':';
    return { written, valueSpan: { start, end }, comment: commentAt >= 0, colon };
  }
}

/** Text of one character a byte as the UTF-8 that it is. */
export function decoded(raw: string): string {
  return /[\u0080-\u00FF]/.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
}

/** Cuts white space off both ends. A regular expression would take quadratic time on a long run of spaces. */
export function trimmedSpan(text: string): Span {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 10);
}
