import { Box, Text } from 'ink';
import { type PlacedEvent, placeOfEvent } from '../../src/aws/progress/newest.ts';
import { statusWords } from '../../src/aws/progress/words.ts';
import { dayOf, plainText, timeOfDay } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf, cutMiddle } from '../widgets/columns.ts';
import { textRows } from '../widgets/text-rows.ts';

export interface EventLinesProps {
  /** Oldest first; the newest are shown, newest last. */
  readonly events: readonly PlacedEvent[];
  readonly rows: number;
  readonly width: number;
  /** By AWS's clock, milliseconds: events of other days have their day with them. */
  readonly now: number;
}

/** From so many rows on a long event is told to its end instead of an older one. */
const wraps = 6;
/** Of one event. */
const mostRows = 4;

/** The newest events of a stack, as many as there is room for; where there are rows enough, none is cut. */
export function EventLines({ events, rows, width, now }: EventLinesProps) {
  const theme = useTheme();
  const given = rows > 0 ? events.slice(-rows) : [];
  const today = dayOf(now);
  const timeWords = (at: number) => (dayOf(at) === today ? timeOfDay(at) : `${dayOf(at)} ${timeOfDay(at)}`);
  const timeWidth = Math.max(8, ...given.map(({ event }) => timeWords(event.at).length));
  const longest = Math.max(...given.map((each) => columnsOf(placeOfEvent(each))));
  const nameWidth = Math.max(12, Math.min(40, longest, Math.floor(width * 0.45)));
  const room = Math.max(16, width - timeWidth - nameWidth - 4);
  const told = given.map((each) => ({ each, lines: wordRows(each, room, rows >= wraps ? mostRows : 1) }));
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {newestIn(told, rows).map(({ each: { event, path }, lines }) => (
        <Box key={event.eventId} width={width} height={lines.length}>
          <Box width={timeWidth} flexShrink={0}>
            <Text {...theme.dim}>{timeWords(event.at)}</Text>
          </Box>
          <Box width={nameWidth + 2} flexShrink={0} marginLeft={2}>
            <Text wrap="truncate">{cutMiddle(placeOfEvent({ event, path }), nameWidth)}</Text>
          </Box>
          <Box flexDirection="column">
            {lines.map((line, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a text have nothing else
              <Text key={row} {...theme.dim} wrap="truncate">
                {line}
              </Text>
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** What happened, in so many rows at most; the last of them holds the rest, which is cut at its end. */
function wordRows({ event }: PlacedEvent, width: number, most: number): readonly string[] {
  const { status, detailedStatus, reason } = event;
  const words = [
    statusWords(status),
    detailedStatus && statusWords(detailedStatus),
    reason && plainText(reason),
  ]
    .filter(Boolean)
    .join(' · ');
  const lines = textRows(words, width);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
}

/** The last of them whose lines fit in so many rows. */
function newestIn<T extends { readonly lines: readonly string[] }>(
  told: readonly T[],
  rows: number,
): readonly T[] {
  let left = rows;
  let from = told.length;
  while (from > 0 && (told[from - 1]?.lines.length ?? 0) <= left) left -= told[--from]?.lines.length ?? 0;
  return told.slice(from);
}
