import { Box, Text } from 'ink';
import { type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { barText } from '../widgets/bar.ts';

export interface StackBarProps {
  /** 0 to 1: how much is done or, in a rollback, still to be rolled back. */
  readonly share: number;
  readonly width: number;
  readonly tone: Tone;
  /** Whether it shrinks, which an arrow at its end shows. */
  readonly back: boolean;
}

/** The progress of a stack: `━━━━━━━━──`; in a rollback it shrinks: `━━━━‹─────`. */
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
