import { isAscii } from 'node:buffer';
import type { Span } from './shared-file.ts';

/** A `key = value` line. */
export interface Pair {
  /** The key as written; one character per byte. */
  readonly written: string;
  readonly valueSpan: Span;
  /** True when an inline comment was cut off. */
  readonly comment: boolean;
  /** True when there is a colon in place of the `=`: the AWS CLI accepts it, the SDKs do not. */
  readonly colon: boolean;
}

const mayBeOdd =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\r(?!\n)|\u00C2\u0085|\u00E2\u0080[\u00A8\u00A9]/;
const plainPair = /([a-z][a-z0-9_]*) ?= ?[!$-&(-:<-~][!-~]*/y;
/** The part of {@link plainPair} after the key. */
const plainRest = / ?= ?[!$-&(-:<-~][!-~]*/y;
/** How many different keys are remembered: most files have fewer. */
const mostKeys = 8;

/** The text of a shared file. Offsets are in bytes; text that is given out is UTF-8. */
export class SharedText {
  /** One character per byte. Text for others goes through {@link SharedText.text} or {@link decoded}. */
  readonly raw: string;
  readonly bytes: Buffer;
  #mayBeOdd: boolean | undefined;
  readonly ascii: boolean;
  /** Keys found so far, one string each: they are quicker to recognise, and ten thousand profiles share them. */
  readonly #keys: string[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.raw = this.bytes.toString('latin1');
    this.ascii = isAscii(this.bytes);
  }

  /** True when some line may hold a control character, or a line end that only some readers know. Computed when first read. */
  get mayBeOdd(): boolean {
    this.#mayBeOdd ??= mayBeOdd.test(this.raw);
    return this.#mayBeOdd;
  }

  text(span: Span): string {
    const raw = this.raw.slice(span.start, span.end);
    return this.ascii ? raw : decoded(raw);
  }

  /**
   * A fast path for nearly all settings: `key = value` at the margin, the value without white space. Must agree with
   * {@link SharedText.pair}.
   *
   * @returns the key, after which {@link SharedText.plainValue} finds the value; undefined for any other line
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

  /** Where the value begins after a key that {@link SharedText.plainKey} gave. */
  plainValue(keyEnd: number): number {
    let at = keyEnd;
    if (this.raw.charCodeAt(at) === 32) at++;
    at++;
    return this.raw.charCodeAt(at) === 32 ? at + 1 : at;
  }

  /** The offset of the first byte that is not white space, or the end of the span. */
  skipSpace(start: number, end: number): number {
    let at = start;
    while (at < end && isSpace(this.raw.charCodeAt(at))) at++;
    return at;
  }

  /** Where the span ends without the white space at its end. */
  skipSpaceBack(start: number, end: number): number {
    let at = end;
    while (at > start && isSpace(this.raw.charCodeAt(at - 1))) at--;
    return at;
  }

  /**
   * Splits `key = value`, or `key: value`, and cuts off an inline comment; for any other line, a sentence that says why.
   *
   * @param colons whether a colon is accepted, as the AWS CLI does outside nested blocks
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

/** Decodes text of one character per byte as UTF-8. */
export function decoded(raw: string): string {
  return /[\u0080-\u00FF]/.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
}

/** The span of a text without white space at its ends. A regular expression would take quadratic time on a long run of spaces. */
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
