import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { dayOf, timeOfDay } from '../../../src/core/text.ts';
import type { ActivityEntry } from '../../../src/state/activity.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { toneStyle } from '../../theme/state-mark.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import { useClock } from '../../widgets/clock.tsx';
import type { PaneProps } from '../pane-props.ts';

const tones = { good: 'done', bad: 'failed', plain: 'none' } as const;

/** What happened last, newest first: with its day where that is not today, with its folder where that is another. */
export function ActivityLines({ session, surface }: PaneProps) {
  const { activity, folder } = useSelector(session, (snapshot) => snapshot.context);
  const theme = useTheme();
  const { rows } = useSpace();
  const today = dayOf(useClock()());
  const newest = activity.slice(-rows).reverse();
  const times = newest.map(({ at }) => timeWords(at, today));
  const timeWidth = Math.max(0, ...times.map(({ length }) => length));
  const elsewhere = ({ folder: where }: ActivityEntry) =>
    where === undefined || where === folder ? '' : `   in ${surface.showPath(where)}`;
  return (
    <Box flexDirection="column">
      {newest.length === 0 ? <Text {...theme.dim}>nothing yet</Text> : null}
      {newest.map((entry, index) => (
        <Box key={`${entry.at} ${entry.text}`} height={1} overflow="hidden">
          <Box width={timeWidth} flexShrink={0}>
            <Text {...theme.dim}>{times[index]}</Text>
          </Box>
          <Box marginLeft={2} flexShrink={1} minWidth={0}>
            <Text wrap="truncate" {...toneStyle(theme, tones[entry.tone])}>
              {entry.text}
              <Text {...theme.dim}>{elsewhere(entry)}</Text>
            </Text>
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** `14:02` today, `2026-11-23 14:02` on another day. */
function timeWords(at: number, today: string): string {
  const time = timeOfDay(at).slice(0, 5);
  const day = dayOf(at);
  return day === today ? time : `${day} ${time}`;
}
