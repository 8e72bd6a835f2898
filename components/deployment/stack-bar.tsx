import { Box, Text } from 'ink';
import { type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { barText } from '../widgets/bar.ts';

export interface StackBarProps {
  /** 0 to 1: how much is done, or, on the way back, how much is left to be taken back. */
  readonly share: number;
  readonly width: number;
  readonly tone: Tone;
  /** True: it goes backwards, and an arrow at its end says so. */
  readonly back: boolean;
}

/** How far a stack is: `███████▌──`; on the way back it shrinks, `████‹─────`. */
export function StackBar({ share, width, tone, back }: StackBarProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { filled, empty } = barText(share, width, glyphs);
  const rest = back ? `${glyphs.left}${empty.slice(0, Math.max(0, width - filled.length - 1))}` : empty;
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...toneStyle(theme, tone)}>{filled}</Text>
      <Text {...(back ? theme.warn : theme.line)}>{rest}</Text>
    </Box>
  );
}
