import {
  getNodeValue,
  type JSONVisitor,
  type ParseErrorCode,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import {
  afterBlank,
  afterRemark,
  closingQuote,
  deepest,
  mostValues,
  tooManyValues,
} from '../core/json-form.ts';

/** The result of reading: the value, or the offset of the first error and its reason, one sentence. */
export type TolerantJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly at: number; readonly why: string };

/** Reads JSON that may hold `//`, `#` and block comments and trailing commas. Never throws. */
export function readTolerantJson(text: string): TolerantJson {
  const reader = new Reader(asJsonc(text));
  const fault = reader.firstFault();
  return fault ? { ok: false, at: fault.at, why: fault.message } : { ok: true, value: reader.value() };
}

/**
 * Reads the object at the start of JavaScript code, without running anything: names may be unquoted and strings
 * single-quoted. Never throws.
 *
 * @returns the value and the text after it; undefined if something in it would have to be run
 */
export function readJavascriptObject(
  code: string,
): { readonly value: unknown; readonly rest: string } | undefined {
  const json = withJsonTexts(code);
  const reader = new Reader(asJsonc(json));
  // Errors after the object do not count: it is followed by code.
  reader.firstFault();
  return reader.end === undefined ? undefined : { value: reader.value(), rest: json.slice(reader.end) };
}

/**
 * Code with names and single-quoted strings put in double quotes. Strings with other escapes than a quote or backslash
 * are left alone: they would have to be interpreted as JavaScript.
 */
function withJsonTexts(code: string): string {
  const parts: string[] = [];
  let done = 0;
  const next = /["/]|'((?:[^'\\\r\n]|\\['"\\])*)'|[A-Za-z_$][\w$]*/g;
  for (let found = next.exec(code); found; found = next.exec(code)) {
    const [word, single] = found;
    const at = found.index;
    if (word === '"') next.lastIndex = closingQuote(code, at) + 1;
    else if (word === '/') next.lastIndex = Math.max(afterRemark(code, at), at + 1);
    else if (single !== undefined || code[afterBlank(code, next.lastIndex)] === ':') {
      parts.push(code.slice(done, at), JSON.stringify(single?.replaceAll(/\\(.)/g, '$1') ?? word));
      done = next.lastIndex;
    }
  }
  return parts.join('') + code.slice(done);
}

/**
 * The text in a form that jsonc-parser accepts: `#` comments become `//` comments, and white space that only hjson allows
 * becomes spaces. All offsets stay the same.
 */
export function asJsonc(text: string): string {
  const parts: string[] = [];
  let done = 0;
  const next = /["#/]|[^\S \t\r\n]/g;
  for (let found = next.exec(text); found; found = next.exec(text)) {
    const [first] = found;
    const at = found.index;
    const end = first === '"' ? closingQuote(text, at) + 1 : Math.max(afterRemark(text, at), at + 1);
    next.lastIndex = end;
    if (first === '"' || first === '/') continue;
    // The added slashes must not follow another slash.
    const shown = end - at > 2 ? ' //' : ' '.repeat(end - at);
    parts.push(text.slice(done, at), shown);
    done = at + shown.length;
  }
  return parts.join('') + text.slice(done);
}

class Unreadable extends Error {
  readonly at: number;

  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

/** Visits a text with jsonc-parser, up to the first error. */
class Reader implements JSONVisitor {
  /** The end of its first value, once that is complete. */
  end: number | undefined;

  readonly #text: string;
  /** The closing brackets of the objects and lists that are open. */
  readonly #open: ('}' | ']')[] = [];
  #values = 0;
  #expected: 'value' | 'name' | 'colon' | 'comma' = 'value';
  #lastNumber = { at: -1, end: -1 };

  constructor(text: string) {
    this.#text = text;
  }

  firstFault(): Unreadable | undefined {
    try {
      visit(this.#text, this, { allowTrailingComma: true });
      return undefined;
    } catch (thrown) {
      if (thrown instanceof Unreadable) return thrown;
      throw thrown;
    }
  }

  /** Its first value, which has to be complete. */
  value(): unknown {
    const root = parseTree(this.#text.slice(0, this.end), [], { allowTrailingComma: true });
    // The library's objects have no prototype and would not be deeply equal to others.
    return root && structuredClone(getNodeValue(root));
  }

  readonly onObjectBegin = (at: number) => this.#begin(at, '}');
  readonly onArrayBegin = (at: number) => this.#begin(at, ']');
  readonly onObjectEnd = (at: number) => this.#close(at);
  readonly onArrayEnd = (at: number) => this.#close(at);

  readonly onObjectProperty = () => {
    this.#expected = 'colon';
  };

  readonly onSeparator = (separator: string, at: number) => {
    if (separator === ',') this.#count(at);
    this.#expected = separator === ',' && this.#open.at(-1) === '}' ? 'name' : 'value';
  };

  readonly onLiteralValue = (value: unknown, at: number, length: number) => {
    this.#expected = 'comma';
    if (typeof value === 'number') this.#lastNumber = { at, end: at + length };
    if (this.#open.length === 0) this.end = at + length;
  };

  readonly onError = (error: ParseErrorCode, at: number) => {
    // Where no string may be, that is the error, not that the string is broken.
    const mayBeText = this.#expected === 'value' || this.#expected === 'name';
    const code = mayBeText ? printParseErrorCode(error) : undefined;
    if (code === 'UnexpectedEndOfString' || code === 'InvalidCharacter') {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may stand in a text
      const control = this.#text.slice(at).search(/[\u0000-\u001F]/);
      const end = control < 0 ? this.#text.length : at + control;
      this.#fail(end, 'A text has no closing double quote before the line ends.');
    }
    if (code === 'InvalidEscapeCharacter' || code === 'InvalidUnicode')
      this.#fail(at, 'A text with a backslash that JSON does not know begins there.');
    // The scanner reads 01 and 1x as a number followed by something else.
    if (this.#lastNumber.end === at && /[\w.+-]/.test(this.#text.charAt(at)))
      this.#fail(this.#lastNumber.at, 'A value is expected there.');
    this.#fail(at, this.#missing());
  };

  #begin(at: number, closing: '}' | ']'): void {
    this.#count(at);
    this.#open.push(closing);
    if (this.#open.length > deepest) this.#fail(at, 'It is nested too deeply.');
    this.#expected = closing === '}' ? 'name' : 'value';
  }

  #close(at: number): void {
    this.#open.pop();
    this.#expected = 'comma';
    if (this.#open.length === 0 && at < this.#text.length) this.end = at + 1;
  }

  /** Counts as jsonFault() does: commas, and brackets of containers. */
  #count(at: number): void {
    this.#values += 1;
    if (this.#values > mostValues) this.#fail(at, tooManyValues);
  }

  #missing(): string {
    if (this.#expected === 'value') return 'A value is expected there.';
    if (this.#expected === 'name') return 'A name in double quotes or } is expected there.';
    if (this.#expected === 'colon') return 'A colon is missing there.';
    const closing = this.#open.at(-1);
    return closing ? `A comma or ${closing} is missing there.` : 'Something follows after its end.';
  }

  #fail(at: number, why: string): never {
    throw new Unreadable(at, at >= this.#text.length ? 'It ends in the middle.' : why);
  }
}
