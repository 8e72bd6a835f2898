import type { Glyphs } from '../theme/glyphs.ts';

/**
 * A bar of exactly `columns` columns. It is full only when everything is done, and not empty once something is.
 *
 * @param share 0 to 1; anything else counts as the nearer end
 */
export function barText(share: number, columns: number, glyphs: Glyphs): { filled: string; empty: string } {
  const part = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  let filled = Math.round(part * columns);
  if (part > 0) filled = Math.max(1, filled);
  if (part < 1) filled = Math.min(columns - 1, filled);
  return { filled: glyphs.thick.repeat(filled), empty: glyphs.empty.repeat(columns - filled) };
}
