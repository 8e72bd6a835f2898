/** Deeper nesting is refused: no valid file needs it, and it could overflow the stack. */
export const deepest = 200;
/**
 * The most values in a JSON text, counted by its commas and opening brackets: the metadata of 500 resources has about
 * 20,000. A million short ones take half a gigabyte to parse.
 */
export const mostValues = 100_000;
/** The most characters of a JSON text: it is copied several times. */
const longest = 8 * 1024 * 1024;
/** Spelled out, because loading the locale data to format the number would slow the start. */
export const tooManyValues = 'It holds more than 100,000 values.';

/** Why a JSON text is too long to be read at all, in one sentence; undefined when it is not. */
export function lengthFault(text: string): string | undefined {
  return text.length > longest ? 'It is larger than 8 MiB.' : undefined;
}

/**
 * Why a JSON text would take more stack or memory to parse than any valid file, found without parsing it: one sentence, or
 * undefined. Strings in double quotation marks are skipped.
 */
export function jsonFault(text: string): string | undefined {
  const tooLong = lengthFault(text);
  if (tooLong !== undefined) return tooLong;
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = closingQuote(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
    } else if (code === 0x2c) values += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > deepest) return 'It is nested too deeply.';
    if (values > mostValues) return tooManyValues;
  }
  return undefined;
}

/** The offset of the closing quotation mark of a string, or of the end of the text. @param at the opening one */
export function closingQuote(text: string, at: number): number {
  let end = at + 1;
  // A regular expression would push every character of a long string onto its stack.
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x5c) end += 1;
    else if (code === 0x22) break;
  }
  return Math.min(end, text.length);
}

/** The first offset from `at` that is neither white space nor in an hjson comment: `//`, `#` or a block. */
export function afterBlank(text: string, at: number): number {
  const space = /[\s\uFEFF]*/y;
  let end = at;
  for (;;) {
    space.lastIndex = end;
    space.test(text);
    end = afterRemark(text, space.lastIndex);
    if (end === space.lastIndex) return end;
  }
}

/** Where the hjson comment at an offset ends; the offset itself when there is none. */
export function afterRemark(text: string, at: number): number {
  if (text[at] === '#' || text.startsWith('//', at)) return lineEnd(text, at);
  const end = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) : -1;
  return end < 0 ? at : end + 2;
}

function lineEnd(text: string, at: number): number {
  const end = /[\r\n]|$/g;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}
