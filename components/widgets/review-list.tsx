import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { List } from './list.tsx';
import type { ReviewLine } from './review-lines.ts';
import { textRows } from './text-rows.ts';

interface ReviewListProps {
  readonly lines: readonly ReviewLine[];
  /** That there are; at least 3 are used. */
  readonly rows: number;
  /** Every line is shown in as many rows as it takes; else only what should be known is, and a line of a file is one row. */
  readonly whole?: boolean;
  /** Told the key of the line that the list stands on. */
  readonly onHighlight?: (key: string | undefined) => void;
}

/** The rows of a review, to scroll through. */
export function ReviewList({ lines, rows, whole = false, onHighlight }: ReviewListProps) {
  const theme = useTheme();
  // The pointer of the list takes its room.
  const width = Math.max(20, useSpace().columns - 2);
  const items = lines.flatMap((line, index) =>
    wrappedLine(line, width, whole).map((row, part) => ({ ...row, id: `${line.key ?? index} ${part}` })),
  );
  return (
    <List
      items={items}
      keyOf={({ id }) => id}
      focused
      rows={Math.max(3, rows)}
      noun="lines"
      onHighlight={(row) => onHighlight?.(row?.key)}
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

function wrappedLine(line: ReviewLine, width: number, whole: boolean): ReviewLine[] {
  const { text, style } = line;
  if ((style !== 'warn' && !whole) || text.length <= width) return [line];
  const indent = style === 'warn' ? 2 : 5;
  return textRows(text, width - indent).map((row, part) => ({
    ...line,
    text: part === 0 ? row : `${' '.repeat(indent)}${row}`,
  }));
}
