import { encode } from 'uqr';

/**
 * A QR code as rows of text, two rows of its modules in each, with a quiet zone of one module. The blocks are the light
 * modules: meant for white on black, and correct on a dark terminal without colors. No row ends in spaces, which would be
 * trimmed.
 */
export function qrRows(text: string): string[] {
  const { data } = encode(text, { ecc: 'L', border: 1 });
  return Array.from({ length: Math.ceil(data.length / 2) }, (_, row) => {
    const [upper = [], lower = []] = [data[2 * row], data[2 * row + 1]];
    return upper.map((dark, at) => (dark ? (lower[at] ? ' ' : '▄') : lower[at] ? '▀' : '█')).join('');
  });
}
