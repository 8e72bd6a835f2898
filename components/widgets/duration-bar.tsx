import { Box, Text } from 'ink';
import { type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { barText } from './bar.ts';

export interface DurationBarProps {
  /** How long it has taken, milliseconds. */
  readonly value: number;
  /** The longest duration among the rows; bars are comparable. Milliseconds. */
  readonly longest: number;
  /** Columns, the two ends included. */
  readonly width: number;
  /** Default `done`: what is over is dim, what runs or failed stands out. */
  readonly tone?: Tone;
}

/** How long something took beside others: `▕██████▍▏`. */
export function DurationBar({ value, longest, width, tone = 'done' }: DurationBarProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const room = Math.max(1, width - 2);
  const share = longest > 0 ? value / longest : 0;
  const bar = barText(share, room, glyphs);
  const drawn = bar.filled.length;
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.line}>{glyphs.barLeft}</Text>
      <Text {...(tone === 'done' || tone === 'none' ? theme.dim : toneStyle(theme, tone))}>{bar.filled}</Text>
      <Text {...theme.line}>{glyphs.barRight}</Text>
      <Text>{' '.repeat(Math.max(0, room - drawn))}</Text>
    </Box>
  );
}
