import { Box, Text } from 'ink';
import { type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { barText } from './bar.ts';

export interface ProgressBarProps {
  readonly done: number;
  readonly total: number;
  /** Columns, the count behind the bar included. */
  readonly width: number;
  /** Colour by state; default `running`, `done` when all is done. */
  readonly tone?: Tone;
  /** True: `2 of 4` stands behind it, within the width. Default false. */
  readonly counted?: boolean;
}

/** How much of something is done: `███████▌`. */
export function ProgressBar({ done, total, width, tone, counted = false }: ProgressBarProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const text = counted ? `  ${String(done).padStart(String(total).length)} of ${total}` : '';
  const share = total > 0 ? done / total : 0;
  const bar = barText(share, Math.max(1, width - text.length), glyphs);
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...toneStyle(theme, tone ?? (share >= 1 ? 'done' : 'running'))}>{bar.filled}</Text>
      <Text {...theme.line}>{bar.empty}</Text>
      <Text {...theme.dim}>{text}</Text>
    </Box>
  );
}
