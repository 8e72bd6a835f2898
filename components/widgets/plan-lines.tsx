import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';
import { List } from './list.tsx';
import { textRows } from './text-rows.ts';

/** Columns of the pointer beside each line. */
const pointerWidth = 2;
/** How much further in what continues a line begins. */
const hanging = 2;

export interface PlanLinesProps {
  readonly lines: readonly string[];
}

/** A plan's text to scroll through, long lines in several rows; lines in capitals are its titles. */
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
        // A width of its own: a line that is cut must not push the column of the pointer together.
        <Box width={width} flexShrink={0}>
          <Text wrap="truncate" {...(/^[A-Z ]+$/.test(item.text) ? theme.title : theme.text)}>
            {item.text || ' '}
          </Text>
        </Box>
      )}
    />
  );
}

/** A line in rows of a width at most; those that continue it stand under it, further in. */
function hangingRows(line: string, width: number): readonly string[] {
  if (columnsOf(line) <= width) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  const rows = textRows(line.slice(indent.length), Math.max(16, width - indent.length - hanging));
  return rows.map((row, at) => indent + ' '.repeat(at === 0 ? 0 : hanging) + row);
}
