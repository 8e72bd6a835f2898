import { Box, Text } from 'ink';
import { useTheme } from '../../theme/theme-context.tsx';
import { List } from '../../widgets/list.tsx';
import type { ReviewLine } from './file-lines.ts';

/** The rows of a review, to scroll through. @param rows that there are, at least 3 */
export function ReviewList({
  lines,
  rows,
}: {
  readonly lines: readonly ReviewLine[];
  readonly rows: number;
}) {
  const theme = useTheme();
  return (
    <List
      items={lines.map((line, index) => ({ ...line, index }))}
      keyOf={({ index }) => String(index)}
      focused
      rows={Math.max(3, rows)}
      noun="lines"
      renderRow={({ text, style }, { width }) => (
        <Box width={width} flexShrink={0}>
          <Text wrap="truncate" {...theme[style]}>
            {text || ' '}
          </Text>
        </Box>
      )}
    />
  );
}
