import { isUtf8 } from 'node:buffer';

/** Why the AWS CLI reads nothing of a file, not even the profiles that are well. */
export interface CliRefusal {
  /** A clause, safe to show. */
  readonly why: string;
  /** 1-based. */
  readonly line: number;
}

/** White space as Python strips it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python takes them for white space
const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Where a text begins behind white space. */
function spaceEnd(text: string): number {
  let at = 0;
  while (at < text.length && space.test(text.charAt(at))) at++;
  return at;
}

/** A regular expression would take quadratic time on a long run of spaces. */
function strip(text: string): string {
  let end = text.length;
  while (end > 0 && space.test(text.charAt(end - 1))) end--;
  return text.slice(Math.min(spaceEnd(text), end), end);
}

/** The way in which nearly all lines of a file are written; none of them has white space around it. */
const plainLine = /^(?:\[([^\]\s]+(?: [^\]\s]+)?)\]|([a-z][a-z0-9_]*) ?= ?[!-~]+)$/;

/**
 * Whether the AWS CLI refuses a shared file as a whole, and over which line. It reads with Python's `RawConfigParser`
 * (strict, with `=` and `:` between key and value, comments on lines of their own only) and takes an indented block below an
 * empty value apart afterwards (botocore's `configloader`). This is a reading of its own beside the grammar's: it shares no
 * code with it, so that one can be held against the other.
 *
 * @returns undefined when it reads the file, whatever it makes of it
 */
export function cliRefusal(bytes: Uint8Array): CliRefusal | undefined {
  if (!isUtf8(bytes)) return { why: 'it is not UTF-8', line: 1 };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (text.startsWith('\uFEFF')) return { why: 'it begins with a byte order mark', line: 1 };
  return new Reading().refusal(text.split(/\r\n|[\r\n]/));
}

class Reading {
  readonly #sections = new Map<string, Set<string>>();
  /** What `[DEFAULT]` holds, which may come more than once. */
  readonly #defaults = new Set<string>();
  #section: Set<string> | undefined;
  #hasOption = false;
  #indent = 0;
  /** True below a key without a value, where an indented line has to be `key = value`. */
  #inBlock = false;

  refusal(lines: readonly string[]): CliRefusal | undefined {
    for (const [index, line] of lines.entries()) {
      const why = this.#line(line);
      if (why) return { why, line: index + 1 };
    }
    return undefined;
  }

  #line(line: string): string | undefined {
    const plain = plainLine.exec(line);
    if (plain) {
      this.#indent = 0;
      const [, header, key = ''] = plain;
      return header === undefined ? this.#option(key, false) : this.#header(header);
    }
    const value = strip(line);
    if (value === '' || value.startsWith('#') || value.startsWith(';')) return undefined;
    const indent = spaceEnd(line);
    if (this.#section && this.#hasOption && indent > this.#indent) {
      return this.#inBlock && !value.includes('=') ? 'an indented line has no = sign' : undefined;
    }
    this.#indent = indent;
    const header = /^\[(.+)\]/.exec(value)?.[1];
    if (header !== undefined) return this.#header(header);
    if (!this.#section) return 'a line stands above the first header';
    const mark = value.search(/[=:]/);
    if (mark < 0) return 'a line has no = sign';
    return this.#option(strip(value.slice(0, mark)), strip(value.slice(mark + 1)) === '');
  }

  #header(name: string): string | undefined {
    this.#hasOption = false;
    if (this.#sections.has(name)) return 'a section comes twice';
    this.#section = name === 'DEFAULT' ? this.#defaults : new Set();
    if (name !== 'DEFAULT') this.#sections.set(name, this.#section);
    return undefined;
  }

  #option(written: string, isEmpty: boolean): string | undefined {
    if (!this.#section) return 'a line stands above the first header';
    if (written === '') return 'nothing stands before an = sign';
    const key = written.toLowerCase();
    if (this.#section.has(key)) return 'a setting comes twice in a section';
    this.#section.add(key);
    this.#hasOption = true;
    this.#inBlock = isEmpty;
    return undefined;
  }
}
