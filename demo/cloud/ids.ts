import { createHash } from 'node:crypto';
import type { CloudState } from './state.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Ids that look random but are not: each depends on the number of earlier ones and the time. A run on a fixed clock gives the
 * same ids every time, and two runs on the real clock never share a stack id.
 */
function digest(state: CloudState, moment: number): Buffer {
  state.idsGiven += 1;
  return createHash('sha256').update(`amplify-tui demo cloud ${state.idsGiven} ${moment}`).digest();
}

/** A version 4 UUID, as in stack ids, event ids and operation ids. */
export function newUuid(state: CloudState, moment: number): string {
  const bytes = digest(state, moment).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** `length` (at most 32) capital letters and digits, as in role ids and generated names. */
export function newLetters(state: CloudState, moment: number, length: number): string {
  return [...digest(state, moment).subarray(0, length)].map((byte) => LETTERS_AND_DIGITS[byte % 32]).join('');
}

/** A number from 0 (included) to 1 (excluded) that depends only on the text: variation without randomness. */
export function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
