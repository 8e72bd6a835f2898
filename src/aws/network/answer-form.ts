import { numeral } from '../../core/text.ts';

/** The most elements of XML, or lists and objects of JSON, in an answer: a page of 1,000 roles has some 30,000. */
const mostParts = 100_000;
/** The most commas of JSON: each number of a long list is one. */
const mostCommas = 200_000;
/** A text of XML of more bytes is a long one: the reader takes a hundred times as much for it until it is read. */
const long = 65_536;
/** The most that all long texts of an answer have together, bytes: a template has 1 MB at most. */
const mostLong = 1_250_000;

const [lessThan, brace, bracket, comma] = [0x3c, 0x7b, 0x5b, 0x2c];

/**
 * What of an answer takes so much memory to read that it cannot come from AWS; undefined where nothing does. The size of an
 * answer alone tells little: 8 MB of empty elements take 700 MB.
 */
export function oversized(parts: readonly Buffer[]): string | undefined {
  const isXml = parts.find((part) => part.length > 0)?.[0] === lessThan;
  let count = 0;
  let commas = 0;
  let text = 0;
  let longOnes = 0;
  for (const part of parts) {
    // A short answer of one part, as nearly all are, is no work.
    if (parts.length === 1 && part.length < mostParts) return undefined;
    if (!isXml) {
      for (const byte of part) {
        if (byte === brace || byte === bracket) count += 1;
        else if (byte === comma) commas += 1;
      }
      if (commas > mostCommas) return told(mostCommas);
    } else {
      for (let at = 0; at < part.length; ) {
        const next = part.indexOf(lessThan, at);
        text += (next < 0 ? part.length : next) - at;
        if (text > long && longOnes + text > mostLong) return '1 MB of long texts';
        if (next < 0) break;
        count += 1;
        if (text > long) longOnes += text;
        text = 0;
        at = next + 1;
      }
    }
    if (count > mostParts) return told(mostParts);
  }
  return undefined;
}

function told(elements: number): string {
  return `${numeral(elements)} elements`;
}
