import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { timeOfDay } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { toneStyle } from '../../theme/state-mark.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import type { PaneProps } from '../pane-props.ts';

const tones = { good: 'done', bad: 'failed', plain: 'none' } as const;

/** What happened last, newest first. */
export function ActivityLines({ session }: PaneProps) {
  const { activity } = useSelector(session, (snapshot) => snapshot.context);
  const theme = useTheme();
  const { rows } = useSpace();
  const newest = activity.slice(-rows).reverse();
  return (
    <Box flexDirection="column">
      {newest.length === 0 ? <Text {...theme.dim}>nothing yet</Text> : null}
      {newest.map((entry) => (
        <Box key={`${entry.at} ${entry.text}`} height={1} overflow="hidden">
          <Text {...theme.dim}>{timeOfDay(entry.at).slice(0, 5)}</Text>
          <Box marginLeft={2} flexShrink={1} minWidth={0}>
            <Text wrap="truncate" {...toneStyle(theme, tones[entry.tone])}>
              {entry.text}
            </Text>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
