import { Box, Text } from 'ink';
import type { Cells } from '../../src/aws/progress/timeline.ts';
import { type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface TimeBarProps {
  readonly cells: Cells;
  readonly width: number;
  /** Finished bars are dim, running and failed ones stand out. */
  readonly tone: Tone;
  /** Whether it is on the critical path. */
  readonly decides: boolean;
}

/** When something happened, on the common axis: `·····━━━━━━┄┄┄`, with its waiting time before it. */
export function TimeBar({ cells: { before, bar, rest }, width, tone, decides }: TimeBarProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const calm = tone === 'done' || tone === 'none';
  const style = decides ? theme.accent : calm ? theme.dim : toneStyle(theme, tone);
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.line}>{glyphs.separator.repeat(before)}</Text>
      <Text {...style}>{(decides || !calm ? glyphs.thick : glyphs.thin).repeat(bar)}</Text>
      <Text {...theme.dim}>{glyphs.rest.repeat(rest)}</Text>
    </Box>
  );
}
