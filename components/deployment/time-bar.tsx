import { Box, Text } from 'ink';
import type { Cells } from '../../src/aws/progress/timeline.ts';
import { barLook, type Tone } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface TimeBarProps {
  readonly cells: Cells;
  readonly width: number;
  readonly tone: Tone;
  /** Whether it is on the critical path. */
  readonly decides: boolean;
}

/** When something happened, on the common axis: `·····━━━━━━┄┄┄`, with its waiting time before it. */
export function TimeBar({ cells: { before, bar, rest }, width, tone, decides }: TimeBarProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { glyph, style } = barLook(theme, glyphs, tone, decides);
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.line}>{glyphs.separator.repeat(before)}</Text>
      <Text {...style}>{glyph.repeat(bar)}</Text>
      <Text {...theme.dim}>{glyphs.rest.repeat(rest)}</Text>
    </Box>
  );
}
