import { Box, Text } from 'ink';
import { type PlacedEvent, placeOfEvent } from '../../src/aws/progress/newest.ts';
import { statusWords } from '../../src/aws/progress/words.ts';
import { dayOf, plainText, timeOfDay } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf, cutMiddle } from '../widgets/columns.ts';

export interface EventLinesProps {
  /** Oldest first; the newest are shown, newest last. */
  readonly events: readonly PlacedEvent[];
  readonly rows: number;
  readonly width: number;
  /** By AWS's clock, milliseconds: events of other days have their day with them. */
  readonly now: number;
}

/** The newest events of a stack, one line each. */
export function EventLines({ events, rows, width, now }: EventLinesProps) {
  const theme = useTheme();
  const newest = rows > 0 ? events.slice(-rows) : [];
  const today = dayOf(now);
  const timeWords = (at: number) => (dayOf(at) === today ? timeOfDay(at) : `${dayOf(at)} ${timeOfDay(at)}`);
  const timeWidth = Math.max(8, ...newest.map(({ event }) => timeWords(event.at).length));
  const longest = Math.max(...newest.map((each) => columnsOf(placeOfEvent(each))));
  const nameWidth = Math.max(12, Math.min(40, longest, Math.floor(width * 0.45)));
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {newest.map(({ event, path }) => (
        <Box key={event.eventId} width={width} height={1}>
          <Box width={timeWidth} flexShrink={0}>
            <Text {...theme.dim}>{timeWords(event.at)}</Text>
          </Box>
          <Box width={nameWidth + 2} flexShrink={0} marginLeft={2}>
            <Text wrap="truncate">{cutMiddle(placeOfEvent({ event, path }), nameWidth)}</Text>
          </Box>
          <Text {...theme.dim} wrap="truncate">
            {[
              statusWords(event.status),
              event.detailedStatus && statusWords(event.detailedStatus),
              event.reason && plainText(event.reason),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Box>
      ))}
    </Box>
  );
}
