import { Box, Text } from 'ink';
import { configurePlanText } from '../../../src/configure/plan-text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { List } from '../../widgets/list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './of.ts';

/** The plan in full, to scroll through: each call, and both files with every line that changes. */
export function PlanTextPane({ session }: PaneProps) {
  const { plan } = useConfigure(session);
  const theme = useTheme();
  const space = useSpace();
  if (!plan) return null;
  return (
    <List
      items={configurePlanText(plan).map((text, index) => ({ text, index }))}
      keyOf={(item) => String(item.index)}
      focused
      rows={space.rows}
      noun="lines"
      renderRow={(item, { width }) => (
        <Box width={width} flexShrink={0}>
          <Text wrap="truncate" {...(/^[A-Z ]+$/.test(item.text) ? theme.title : theme.text)}>
            {item.text || ' '}
          </Text>
        </Box>
      )}
    />
  );
}
