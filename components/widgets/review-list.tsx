import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { List } from './list.tsx';
import type { ReviewLine } from './review-lines.ts';
import { textRows } from './text-rows.ts';

interface ReviewListProps {
  readonly lines: readonly ReviewLine[];
  /** The available rows, including those of `above`; the list gets at least 3 of them. */
  readonly rows: number;
  /** Shown above the list, where it stays while the list scrolls. */
  readonly above?: readonly ReviewLine[];
  /** Every line wraps to as many rows as it needs; otherwise, if the lines do not all fit, each line of a file takes one row. */
  readonly whole?: boolean;
  /** Receives the key of the selected line. */
  readonly onHighlight?: (key: string | undefined) => void;
}

/** The rows of a review, scrollable. */
export function ReviewList({ lines, rows, above = [], whole = false, onHighlight }: ReviewListProps) {
  const theme = useTheme();
  const { columns } = useSpace();
  // The list's pointer needs room.
  const width = Math.max(20, columns - 2);
  const told = above.map(({ text, style }) => ({ text: textRows(text, columns).join('\n'), style }));
  const taken = told.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  const room = Math.max(3, rows - taken);
  const all = itemsOf(lines, width, true);
  // Truncating a line saves a row, which only helps when rows are scarce.
  const items = whole || all.length <= room ? all : itemsOf(lines, width, false);
  return (
    <>
      {told.map(({ text, style }) => (
        <Box key={text} flexShrink={0}>
          <Text {...theme[style]}>{text}</Text>
        </Box>
      ))}
      <List
        items={items}
        keyOf={({ id }) => id}
        focused
        rows={room}
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
    </>
  );
}

function itemsOf(lines: readonly ReviewLine[], width: number, whole: boolean) {
  return lines.flatMap((line, index) =>
    wrappedLine(line, width, whole).map((row, part) => ({ ...row, id: `${line.key ?? index} ${part}` })),
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
