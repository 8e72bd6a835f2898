import { Box, Text } from 'ink';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { List } from '../../widgets/list.tsx';
import { textRows } from '../../widgets/text-rows.ts';
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
  // The pointer of the list takes its room.
  const width = Math.max(20, useSpace().columns - 2);
  return (
    <List
      items={lines.flatMap((line) => wrappedLine(line, width)).map((line, index) => ({ ...line, index }))}
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

/** What should be known is shown whole, in as many rows as it takes; a line of a file is one row. */
function wrappedLine({ text, style }: ReviewLine, width: number): ReviewLine[] {
  if (style !== 'warn' || text.length <= width) return [{ text, style }];
  return textRows(text, width - 2).map((row, index) => ({ text: index === 0 ? row : `  ${row}`, style }));
}
