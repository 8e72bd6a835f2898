import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { List } from './list.tsx';

export interface PlanLinesProps {
  readonly lines: readonly string[];
}

/** A plan's text to scroll through; lines in capitals are its titles. */
export function PlanLines({ lines }: PlanLinesProps) {
  const theme = useTheme();
  const space = useSpace();
  return (
    <List
      items={lines.map((text, index) => ({ text, index }))}
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
