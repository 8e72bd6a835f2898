import { Box, Text } from 'ink';
import { type PlacedEvent, placeOfEvent } from '../../src/aws/progress/newest.ts';
import { keyOfEvent } from '../../src/aws/progress/order.ts';
import { eventWords } from '../../src/aws/progress/words.ts';
import { dayOf, timeOfDay } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf, cutMiddle } from '../widgets/columns.ts';
import { textRows } from '../widgets/text-rows.ts';

export interface EventLinesProps {
  /** Oldest first; the newest are shown, newest last. */
  readonly events: readonly PlacedEvent[];
  readonly rows: number;
  readonly width: number;
  /** AWS's clock, in milliseconds: events of other days show their date. */
  readonly now: number;
}

/** With at least this many rows, failures and the reason for a rollback are shown in full, in place of an older event. */
const wraps = 6;
/** The most rows of a failure if older events have to make room for it. */
const mostRows = 4;

/** The newest events of a stack, as many as fit; remaining rows show long ones in full. */
export function EventLines({ events, rows, width, now }: EventLinesProps) {
  const theme = useTheme();
  const given = rows > 0 ? events.slice(-rows) : [];
  const today = dayOf(now);
  const timeWords = (at: number) => (dayOf(at) === today ? timeOfDay(at) : `${dayOf(at)} ${timeOfDay(at)}`);
  const timeWidth = Math.max(8, ...given.map(({ event }) => timeWords(event.at).length));
  const longest = Math.max(...given.map((each) => columnsOf(placeOfEvent(each))));
  const nameWidth = Math.max(12, Math.min(40, longest, Math.floor(width * 0.45)));
  const room = Math.max(16, width - timeWidth - nameWidth - 4);
  const told = withRows(given, rows, (each, most) => wordRows(each, room, most));
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {told.map(({ each: { event, path }, lines }) => (
        <Box key={keyOfEvent(event)} width={width} height={lines.length}>
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

/** The text of an event in at most that many rows; the last one has the rest, cut at its end. */
function wordRows({ event }: PlacedEvent, width: number, most: number): readonly string[] {
  return textRows(eventWords(event), width, most);
}

interface ToldEvent {
  readonly each: PlacedEvent;
  readonly lines: readonly string[];
}

/** The last events that fit, failures with all lines and others with one; remaining rows then go to the newest. */
function withRows(
  given: readonly PlacedEvent[],
  rows: number,
  linesOf: (each: PlacedEvent, most: number) => readonly string[],
): readonly ToldEvent[] {
  const told: ToldEvent[] = [];
  let left = rows;
  for (const each of given.toReversed()) {
    const isTold = rows >= wraps && /_FAILED$|ROLLBACK_IN_PROGRESS$/.test(each.event.status);
    const lines = linesOf(each, isTold ? mostRows : 1);
    if (lines.length > left) break;
    left -= lines.length;
    told.push({ each, lines });
  }
  return told
    .map(({ each, lines }) => {
      const whole = linesOf(each, rows);
      const more = whole.length - lines.length;
      if (more > left) return { each, lines };
      left -= more;
      return { each, lines: whole };
    })
    .reverse();
}
