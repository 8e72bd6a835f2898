import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Milliseconds that a code is shown. */
export const CODE_PERIOD = 30_000;

/** The time step a moment (milliseconds since 1970) falls into. */
export function stepAt(moment: number): number {
  return Math.floor(moment / CODE_PERIOD);
}

/** The six digits that an authenticator shows in a time step: RFC 6238 with SHA-1 and 30 seconds, as on AWS. */
export function codeOf(base32: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', fromBase32(base32)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The time step of this code, at most one before or after `step`; only steps later than `after` count. */
export function stepOfCode(base32: string, code: string, step: number, after: number): number | undefined {
  return [step, step - 1, step + 1].find((each) => each > after && codeOf(base32, each) === code);
}

/** RFC 4648 without padding. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
