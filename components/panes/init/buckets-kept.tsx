import { Box, Text } from 'ink';
import { keptWords } from '../../../machines/deployment/left-in-aws.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';

export interface BucketsKeptProps {
  readonly bucketsKept: readonly string[];
}

/** Buckets of earlier attempts, whose names nothing else remembers. One row if there is little room. */
export function BucketsKept({ bucketsKept }: BucketsKeptProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  const words = keptWords({ bucketsKept });
  if (words === undefined) return null;
  if (rows < 14) {
    return (
      <Box flexShrink={0}>
        <Text
          {...theme.warn}
          wrap="truncate-middle"
        >{`${glyphs.warning} Kept: ${bucketsKept.join(', ')}`}</Text>
      </Box>
    );
  }
  return (
    <Box flexShrink={0}>
      <Paragraph {...theme.warn}>{`${glyphs.warning} ${words}`}</Paragraph>
    </Box>
  );
}
