import { numeral } from '../../core/text.ts';

/** The most elements of XML, or lists and objects of JSON, in an answer: a page of 1,000 roles has about 30,000. */
const mostParts = 100_000;
/** The most commas of JSON: a long list of numbers has one for each. */
const mostCommas = 200_000;
/** XML texts above this size in bytes are long: parsing takes a hundred times as much memory. */
const long = 65_536;
/** The most bytes of all long texts in an answer together: a template has 1 MB at most. */
const mostLong = 1_250_000;

const [lessThan, brace, bracket, comma] = [0x3c, 0x7b, 0x5b, 0x2c];

/**
 * What in an answer needs so much memory to parse that it cannot come from AWS; undefined if nothing does. Size alone
 * says little: 8 MB of empty elements take 700 MB.
 */
export function oversized(parts: readonly Buffer[]): string | undefined {
  const isXml = parts.find((part) => part.length > 0)?.[0] === lessThan;
  let count = 0;
  let commas = 0;
  let text = 0;
  let longOnes = 0;
  for (const part of parts) {
    // A short answer of one part, the usual case, needs no check.
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
