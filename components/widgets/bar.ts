import type { Glyphs } from '../theme/glyphs.ts';

/**
 * A bar of exactly `columns` columns, in eighths of a column; in whole columns if the terminal supports only ASCII. It is
 * full only when everything is done, and not empty once something is.
 *
 * @param share 0 to 1; anything else counts as the nearer end
 */
export function barText(share: number, columns: number, glyphs: Glyphs): { filled: string; empty: string } {
  const part = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  const steps = glyphs.eighths.length;
  const full = columns * steps;
  let units = Math.round(part * full);
  if (part > 0) units = Math.max(1, units);
  if (part < 1) units = Math.min(full - 1, units);
  const block = glyphs.eighths[steps - 1] ?? '#';
  const whole = Math.floor(units / steps);
  const rest = units % steps;
  const filled = block.repeat(whole) + (rest > 0 ? (glyphs.eighths[rest - 1] ?? '') : '');
  return { filled, empty: glyphs.empty.repeat(Math.max(0, columns - whole - (rest > 0 ? 1 : 0))) };
}
