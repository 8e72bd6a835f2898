import { Box, Text } from 'ink';
import { isUnseen } from '../../src/aws/connection-words.ts';
import { leftWords, type TimeLeft } from '../../src/aws/progress/estimate.ts';
import type { FollowUpdate, StackOutcome, StackProgress } from '../../src/aws/progress/model.ts';
import { countWords, outcomeWords } from '../../src/aws/progress/narration.ts';
import { dayOf, duration, timeOfDay, tookWords } from '../../src/core/text.ts';
import { StateMark, type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf, cutMiddle } from '../widgets/columns.ts';
import type { HeadLine } from './head-lines.ts';
import { StackBar } from './stack-bar.tsx';

/** The mark of a stack's outcome. */
export const outcomeTones: Readonly<Record<StackOutcome, Tone>> = {
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  'rolled-back': 'failed',
  deleted: 'removed',
  'delete-failed': 'failed',
  'in-review': 'warning',
};

export interface StackHeaderProps {
  readonly update: FollowUpdate;
  readonly width: number;
  /** AWS's clock at the last look, in milliseconds. */
  readonly awsNow: number;
  /** How much longer it may take; undefined when unknown. */
  readonly left: TimeLeft | undefined;
  /** The meaning of the heavy bars, next to the total time; left out where it would cut the stack's name. */
  readonly legend?: string | undefined;
  /** Messages below the bar. */
  readonly lines: readonly HeadLine[];
}

/** Name, state, time, and progress: the two lines at the top of every view of a stack, then its messages. */
export function StackHeader({ update, width, awsNow, left, legend, lines }: StackHeaderProps) {
  const theme = useTheme();
  const { progress, connection, readAt } = update;
  const running = progress.outcome === 'running';
  const back = progress.direction === 'back';
  const tone = running && back ? 'warning' : outcomeTones[progress.outcome];
  const seen =
    running && isUnseen(connection) && readAt !== undefined ? `, as of ${timeOfDay(readAt).slice(0, 5)}` : '';
  const counts = countWords(progress);
  const { outcome, endedAt } = progress;
  // A stack may have been deleted weeks ago.
  const when =
    outcome === 'deleted' && endedAt !== undefined ? ` ${dayOf(endedAt)} ${timeOfDay(endedAt)}` : '';
  const words = `${outcomeWords(progress)}${when}`;
  const time = `${timeWords(progress, awsNow, left)}${seen}`;
  const room = width - words.length - 6;
  // Next to the legend the time alone would look like that of what took longest.
  const whole = `${time} in all`;
  const isExplained =
    legend !== undefined && columnsOf(progress.stackName) + legend.length + whole.length + 3 <= room;
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      <Box width={width} justifyContent="space-between">
        <Box flexShrink={1} minWidth={0}>
          <Text bold wrap="truncate">
            {cutMiddle(progress.stackName, Math.max(12, room - time.length))}
          </Text>
          <Text>{'  '}</Text>
          <StateMark tone={tone} />
          <Text {...toneStyle(theme, tone)} wrap="truncate">{` ${words}`}</Text>
        </Box>
        <Box flexShrink={0} marginLeft={1}>
          {isExplained ? <Text {...theme.accent}>{`${legend}   `}</Text> : null}
          <Text {...theme.dim}>{isExplained ? whole : time}</Text>
        </Box>
      </Box>
      <Box width={width}>
        <StackBar
          share={shareOf(progress)}
          tone={tone}
          width={Math.max(10, width - counts.length - 2)}
          back={running && back}
        />
        <Box marginLeft={2} flexShrink={0}>
          <Text {...theme.dim}>{counts}</Text>
        </Box>
      </Box>
      {lines.map(({ tone, rows }) => (
        <Text key={rows.join(' ')} {...theme[tone]} wrap="truncate">
          {rows.join('\n')}
        </Text>
      ))}
    </Box>
  );
}

/** `9s so far, about 17s left` while it runs, then how long it took; empty when its start or end is unknown. */
export function timeWords(
  { outcome, startedAt, endedAt }: StackProgress,
  awsNow: number,
  left: TimeLeft | undefined,
): string {
  const running = outcome === 'running';
  const until = running ? awsNow : endedAt;
  if (startedAt === undefined || until === undefined) return '';
  if (!running) return tookWords(until - startedAt);
  return [`${duration(until - startedAt)} so far`, left && leftWords(left)].filter(Boolean).join(', ');
}

/** The progress, 0 to 1, as counted next to the bar; never full before the end. In a rollback, what is left. */
function shareOf({ outcome, completed, total }: StackProgress): number {
  if (outcome === 'succeeded' || outcome === 'deleted') return 1;
  const share = completed / Math.max(1, total);
  return outcome === 'running' ? Math.min(0.98, share) : share;
}
