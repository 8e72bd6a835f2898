/** Deeper nesting is refused: no file that is read here is like that, and a stack has an end. */
export const deepest = 200;
/**
 * The most values of a text of JSON, counted by its commas and opening brackets: the metadata of 500 resources has some
 * 20,000. A million short ones take half a gigabyte to read.
 */
export const mostValues = 100_000;
/** The most characters of a text of JSON: several copies are made of it. */
const longest = 8 * 1024 * 1024;
/** Written out: a number's form of a language loads that of all, which the first commands would wait for. */
export const tooManyValues = 'It holds more than 100,000 values.';

/** Why a text of JSON is too long to be read at all, one sentence; undefined where it is not. */
export function lengthFault(text: string): string | undefined {
  return text.length > longest ? 'It is larger than 8 MiB.' : undefined;
}

/**
 * What of a text of JSON takes more stack or memory to read than any file that is meant, found without reading it: one
 * sentence; undefined where nothing does. What stands in texts in double quotation marks does not count.
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

/** Where a text in double quotation marks ends: the offset of its closing one, or of the end. @param at of its first one */
export function closingQuote(text: string, at: number): number {
  let end = at + 1;
  // A regular expression would keep every character of a long text on its stack.
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x5c) end += 1;
    else if (code === 0x22) break;
  }
  return Math.min(end, text.length);
}

/** The first offset from `at` on that is neither white space nor within a comment of hjson: `//`, `#` or a block. */
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

/** Where the comment of hjson ends that begins there; the offset itself where none does. */
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
