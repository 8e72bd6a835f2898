import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { List } from './list.tsx';
import type { ReviewLine } from './review-lines.ts';
import { textRows } from './text-rows.ts';

interface ReviewListProps {
  readonly lines: readonly ReviewLine[];
  /** That there are, with those of what is told above; the list has at least 3 of them. */
  readonly rows: number;
  /** What is told above the list and stays there while it is scrolled. */
  readonly above?: readonly ReviewLine[];
  /** Every line is shown in as many rows as it takes; else, where they do not all fit, a line of a file is one row. */
  readonly whole?: boolean;
  /** Told the key of the line that the list stands on. */
  readonly onHighlight?: (key: string | undefined) => void;
}

/** The rows of a review, to scroll through. */
export function ReviewList({ lines, rows, above = [], whole = false, onHighlight }: ReviewListProps) {
  const theme = useTheme();
  const { columns } = useSpace();
  // The pointer of the list takes its room.
  const width = Math.max(20, columns - 2);
  const told = above.map(({ text, style }) => ({ text: textRows(text, columns).join('\n'), style }));
  const taken = told.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  const room = Math.max(3, rows - taken);
  const all = itemsOf(lines, width, true);
  // A line that is cut saves a row, which is of use only where rows are scarce.
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
