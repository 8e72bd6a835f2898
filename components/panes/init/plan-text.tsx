import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { planScript, planText } from '../../../src/init/plan-text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { List } from '../../widgets/list.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** The plan in full, to scroll through: each call and each file, or the command that does the same. */
export function PlanTextPane({ session }: PaneProps) {
  const snapshot = useSelector(initOf(session), (state) => state);
  const theme = useTheme();
  const space = useSpace();
  const { plan, answers } = snapshot.context;
  if (!plan || !answers) return null;
  const lines = snapshot.matches({ review: 'script' }) ? planScript(plan, answers) : planText(plan);
  const items = lines.map((text, index) => ({ text, index }));
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
