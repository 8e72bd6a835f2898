import { afterBlank, closingQuote, deepest, mostValues, tooManyValues } from '../core/json-form.ts';

/** What came of reading: the value, or the offset where it stopped making sense and why, one sentence. */
export type TolerantJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly at: number; readonly why: string };

class Unreadable extends Error {
  readonly at: number;

  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

/** Reads JSON that may hold `//`, `#` and block comments and trailing commas. Never throws. */
export function readTolerantJson(text: string): TolerantJson {
  try {
    const value = new Reader(text).whole();
    return { ok: true, value };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { ok: false, at: thrown.at, why: thrown.message };
    throw thrown;
  }
}

/**
 * Reads an object that stands in JavaScript code, without running anything: names may go without quotes and texts may
 * have single ones. What follows after the object does not matter. Never throws.
 *
 * @param at offset of its `{`
 * @returns with the offset after its `}`
 */
export function readJavascriptObject(
  text: string,
  at: number,
):
  | Exclude<TolerantJson, { ok: true }>
  | { readonly ok: true; readonly value: unknown; readonly end: number } {
  try {
    const reader = new Reader(text, at, true);
    return { ok: true, value: reader.part(), end: reader.at };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { ok: false, at: thrown.at, why: thrown.message };
    throw thrown;
  }
}

class Reader {
  readonly #text: string;
  readonly #isJavascript: boolean;
  #at: number;
  #values = 0;

  constructor(text: string, at = 0, isJavascript = false) {
    this.#text = text;
    this.#at = at;
    this.#isJavascript = isJavascript;
  }

  /** Offset of what comes next. */
  get at(): number {
    return this.#at;
  }

  part(): unknown {
    return this.#value(0);
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#fault('Something follows after its end.');
    return value;
  }

  #value(depth: number): unknown {
    this.#skip();
    const first = this.#text[this.#at];
    if (depth > deepest) throw this.#fault('It is nested too deeply.');
    // As jsonFault() counts them: a comma, and a bracket of its own for what holds others.
    this.#values += first === '{' || first === '[' ? 2 : 1;
    if (this.#values > mostValues) throw this.#fault(tooManyValues);
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#list(depth);
    if (first === '"' || this.#isSingleQuote(first)) return this.#string();
    const word = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text);
    if (!found) throw this.#fault('A value is expected there.');
    this.#at = word.lastIndex;
    return JSON.parse(found[0]);
  }

  #object(depth: number): unknown {
    const members: [string, unknown][] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#take('}')) return Object.fromEntries(members);
      const name = this.#name();
      this.#skip();
      if (!this.#take(':')) throw this.#fault('A colon is missing there.');
      members.push([name, this.#value(depth + 1)]);
      this.#skip();
      if (!this.#take(',') && this.#text[this.#at] !== '}')
        throw this.#fault('A comma or } is missing there.');
    }
  }

  #list(depth: number): unknown {
    const items: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#take(']')) return items;
      items.push(this.#value(depth + 1));
      this.#skip();
      if (!this.#take(',') && this.#text[this.#at] !== ']')
        throw this.#fault('A comma or ] is missing there.');
    }
  }

  #name(): string {
    const first = this.#text[this.#at];
    if (first === '"' || this.#isSingleQuote(first)) return this.#string();
    const word = /[A-Za-z_$][\w$]*/y;
    word.lastIndex = this.#at;
    const found = this.#isJavascript ? word.exec(this.#text) : null;
    if (!found) throw this.#fault('A name in double quotes or } is expected there.');
    this.#at = word.lastIndex;
    return found[0];
  }

  #isSingleQuote(character: string | undefined): boolean {
    return this.#isJavascript && character === "'";
  }

  #string(): string {
    if (this.#isSingleQuote(this.#text[this.#at])) return this.#singleQuoted();
    const start = this.#at;
    const end = closingQuote(this.#text, start);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may stand in a text
    const control = this.#text.slice(start, end).search(/[\u0000-\u001F]/);
    if (control >= 0) {
      this.#at = start + control;
      throw this.#fault('A text has no closing double quote before the line ends.');
    }
    this.#at = end;
    if (end === this.#text.length) throw this.#fault('');
    this.#at += 1;
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch {
      this.#at = start;
      throw this.#fault('A text with a backslash that JSON does not know begins there.');
    }
  }

  /** Only the plainest escapes count: others would have to be interpreted as JavaScript does. */
  #singleQuoted(): string {
    const plain = /'((?:[^'\\\r\n]|\\['"\\])*)'/y;
    plain.lastIndex = this.#at;
    const found = plain.exec(this.#text);
    if (!found) throw this.#fault('A text in single quotes that is not plain begins there.');
    this.#at = plain.lastIndex;
    return (found[1] ?? '').replaceAll(/\\(.)/g, '$1');
  }

  #skip(): void {
    this.#at = afterBlank(this.#text, this.#at);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #fault(why: string): Unreadable {
    const at = Math.min(this.#at, this.#text.length);
    return new Unreadable(at, at === this.#text.length ? 'It ends in the middle.' : why);
  }
}
