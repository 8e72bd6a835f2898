import { Box, Text } from 'ink';
import { useSyncExternalStore } from 'react';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import type { PaneProps } from './pane-props.ts';

/** What the program did, newest last; secrets are removed before anything gets here. */
export function LogPane({ host }: PaneProps) {
  const theme = useTheme();
  const space = useSpace();
  const lines = useSyncExternalStore(host.watchLog, host.logLines);
  const items = lines.map((text, index) => ({ text, index }));
  return (
    <FilterList
      items={items}
      keyOf={(item) => String(item.index)}
      textOf={(item) => item.text}
      focused
      rows={space.rows}
      keepOrder
      noun="lines"
      initialKey={String(items.length - 1)}
      empty={<Text {...theme.dim}>Nothing has been logged yet.</Text>}
      renderRow={(item, { width }) => (
        // An explicit width, so that a long line does not squeeze the pointer's column.
        <Box width={width} flexShrink={0}>
          <Text wrap="truncate" {...theme.text}>
            {item.text}
          </Text>
        </Box>
      )}
    />
  );
}
