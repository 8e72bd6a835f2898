import { Box, Text } from 'ink';
import type { StackProgress } from '../../src/aws/progress/model.ts';
import { placeOf } from '../../src/aws/progress/narration.ts';
import { type StuckResource, stuckAdvice, stuckWords } from '../../src/aws/progress/stuck.ts';
import { count, duration } from '../../src/core/text.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface StuckLinesProps {
  /** The one furthest beyond its usual time first, which is named. */
  readonly stuck: readonly StuckResource[];
  readonly progress: StackProgress;
  readonly width: number;
  /** False when there is room for one line only. */
  readonly advised: boolean;
}

/** A resource that takes much longer than usual, and what can be done about it. */
export function StuckLines({ stuck, progress, width, advised }: StuckLinesProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const [first, ...others] = stuck;
  if (!first) return null;
  const more = others.length > 0 ? ` (and ${count(others.length, 'other')})` : '';
  const sentence = `${stuckWords(first)}${more}`;
  const short = `${placeOf(first)}: ${duration(first.took)}, usually ${duration(first.usual)}${more}`;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text
        {...theme.warn}
        wrap="truncate"
      >{`${glyphs.warning} ${sentence.length + 2 <= width ? sentence : short}`}</Text>
      {advised ? <Text {...theme.dim} wrap="truncate">{`  ${stuckAdvice(progress)}`}</Text> : null}
    </Box>
  );
}
