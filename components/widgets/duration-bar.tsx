import { Box, Text } from 'ink';
import { barLook, type Tone } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface DurationBarProps {
  /** How long it has taken, in milliseconds. */
  readonly value: number;
  /** The longest duration among the rows, in milliseconds, so that bars are comparable. */
  readonly longest: number;
  /** Columns. */
  readonly width: number;
  /** Default `done`. */
  readonly tone?: Tone;
}

/** How long something took compared to others: `───────`. At least one column, so that nothing looks as if it never ran. */
export function DurationBar({ value, longest, width, tone = 'done' }: DurationBarProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const share = longest > 0 ? Math.min(1, Math.max(0, value / longest)) : 0;
  const columns = Math.max(1, Math.round(share * width));
  const { glyph, style } = barLook(theme, glyphs, tone);
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...style}>{glyph.repeat(columns)}</Text>
    </Box>
  );
}
