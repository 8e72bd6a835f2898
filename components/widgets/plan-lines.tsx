import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';
import { List } from './list.tsx';
import { textRows } from './text-rows.ts';

/** Columns of the pointer next to each line. */
const pointerWidth = 2;
/** The extra indent of the rows that continue a line. */
const hanging = 2;

export interface PlanLinesProps {
  readonly lines: readonly string[];
}

/** The text of a plan, scrollable, with long lines wrapped; lines in capitals are titles. */
export function PlanLines({ lines }: PlanLinesProps) {
  const theme = useTheme();
  const space = useSpace();
  const width = space.columns - pointerWidth;
  const items = useMemo(
    () => lines.flatMap((line) => hangingRows(line, width)).map((text, index) => ({ text, index })),
    [lines, width],
  );
  return (
    <List
      items={items}
      keyOf={(item) => String(item.index)}
      focused
      rows={space.rows}
      noun="lines"
      renderRow={(item, { width }) => (
        // It has a width of its own, so that a truncated line does not squeeze the pointer's column.
        <Box width={width} flexShrink={0}>
          <Text wrap="truncate" {...(/^[A-Z ]+$/.test(item.text) ? theme.title : theme.text)}>
            {item.text || ' '}
          </Text>
        </Box>
      )}
    />
  );
}

/** A line wrapped to a width; the continuing rows are indented further. */
function hangingRows(line: string, width: number): readonly string[] {
  if (columnsOf(line) <= width) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  const rows = textRows(line.slice(indent.length), Math.max(16, width - indent.length - hanging));
  return rows.map((row, at) => indent + ' '.repeat(at === 0 ? 0 : hanging) + row);
}
