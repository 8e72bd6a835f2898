/** The number of digits of an MFA code (RFC 6238 as AWS uses it). */
export const codeDigits = 6;

/** The zeros of other scripts' digits: full-width (input methods), Arabic-Indic, Persian, Devanagari. */
const zeros = [0xff10, 0x0660, 0x06f0, 0x0966];

/** Only the digits of what was typed, those of other scripts as ASCII. */
export function digitsIn(typed: string): string {
  return asciiDigits(typed).replace(/\D/g, '');
}

/**
 * The codes in a pasted text: groups of six digits, also with a blank or a dash in the middle (`123 456`). Digits that are
 * part of something longer do not count: an ARN, an account id, a phone number, a word.
 */
export function codesIn(pasted: string): string[] {
  // A run is all digits with single blanks or dashes between, so that part of a longer number is not a code.
  const runs = asciiDigits(pasted)
    .replace(/\barn:\S+/g, ' , ')
    .matchAll(/(?<![\p{L}\p{N}_])\d+(?:[ \u00A0\u2009\u202F.\-\u2010-\u2013]\d+)*(?![\p{L}\p{N}_])/gu);
  return [...runs].flatMap(([run]) => {
    const groups = run.split(/\D/);
    const lengths = groups.map(({ length }) => length);
    const isOne = ['6', '3,3', '2,2,2', '1,1,1,1,1,1'].includes(lengths.join());
    if (isOne) return groups.join('');
    return lengths.every((length) => length === codeDigits) ? groups : [];
  });
}

/** The same text with the digits of other scripts as ASCII. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((first) => code >= first && code <= first + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}
