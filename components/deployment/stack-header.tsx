import { Box, Text } from 'ink';
import { connectionWords } from '../../src/aws/connection-words.ts';
import { missingWords } from '../../src/aws/missing-words.ts';
import { estimateLeft } from '../../src/aws/progress/estimate.ts';
import type { FollowUpdate, StackOutcome, StackProgress } from '../../src/aws/progress/model.ts';
import { countWords, outcomeWords } from '../../src/aws/progress/narration.ts';
import { statusNote } from '../../src/aws/progress/words.ts';
import { duration, utcTime } from '../../src/core/text.ts';
import { inKeyWords } from '../key-words.ts';
import { StateMark, type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { cutMiddle } from '../widgets/columns.ts';
import { StackBar } from './stack-bar.tsx';

const outcomeTones: Readonly<Record<StackOutcome, Tone>> = {
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
  /** This machine's clock, milliseconds. */
  readonly now: number;
  readonly learned: (type: string) => number | undefined;
  /** True: something takes much longer than usual, so nobody knows how long it will still take. */
  readonly stuck: boolean;
}

/** Name, state, time, and how far it is: the two lines at the top of every view of a stack. */
export function StackHeader({ update, width, now, learned, stuck }: StackHeaderProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { progress, clockOffset } = update;
  const note = statusNote(progress.status);
  const awsNow = now + clockOffset;
  const running = progress.outcome === 'running';
  const back = progress.direction === 'back';
  const tone = running && back ? 'warning' : outcomeTones[progress.outcome];
  const left = running && !stuck ? estimateLeft(progress, awsNow, learned) : undefined;
  const until = running ? awsNow : (progress.endedAt ?? awsNow);
  const elapsedMs = progress.startedAt === undefined ? 0 : Math.max(0, until - progress.startedAt);
  const elapsed = progress.startedAt === undefined ? '' : duration(elapsedMs);
  const counts = countWords(progress);
  const words = [
    outcomeWords(progress),
    // A stack that is gone may be so for weeks.
    progress.outcome === 'deleted' && progress.endedAt !== undefined ? utcTime(progress.endedAt) : '',
  ]
    .filter(Boolean)
    .join(' ');
  const times = [
    left === undefined ? '' : left > 0 ? `about ${duration(left)} left` : 'any moment now',
    elapsed,
  ]
    .filter(Boolean)
    .join('   ');
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      <Box width={width} justifyContent="space-between">
        <Box flexShrink={1} minWidth={0}>
          <Text bold wrap="truncate">
            {cutMiddle(progress.stackName, Math.max(12, width - times.length - words.length - 6))}
          </Text>
          <Text>{'  '}</Text>
          <StateMark tone={tone} />
          <Text {...toneStyle(theme, tone)} wrap="truncate">{` ${words}`}</Text>
        </Box>
        <Box flexShrink={0} marginLeft={1}>
          <Text {...theme.dim}>{times}</Text>
        </Box>
      </Box>
      <Box width={width}>
        <StackBar
          share={running ? shareDone(progress, elapsedMs, left) : shareAtEnd(progress)}
          tone={tone}
          width={Math.max(10, width - counts.length - 2)}
          back={running && back}
        />
        <Box marginLeft={2} flexShrink={0}>
          <Text {...theme.dim}>{counts}</Text>
        </Box>
      </Box>
      <ConnectionLine update={update} now={now} />
      {update.missing ? (
        <Text {...theme.warn} wrap="truncate">{`${glyphs.warning} ${missingWords(update.missing)}`}</Text>
      ) : null}
      {!running && note ? (
        <Text {...theme.dim} wrap="truncate">
          {inKeyWords(note)}
        </Text>
      ) : null}
    </Box>
  );
}

/**
 * How far it is, 0 to 1: by time where the time left is known, since resources end in a few big steps; never behind
 * what is counted, never full before the end. On the way back it is what is left.
 */
function shareDone({ completed, total }: StackProgress, elapsed: number, left: number | undefined): number {
  const counted = total > 0 ? completed / total : 0;
  const timed = left === undefined || elapsed + left <= 0 ? 0 : elapsed / (elapsed + left);
  return Math.min(0.98, Math.max(counted, timed));
}

function shareAtEnd({ outcome, completed, total }: StackProgress): number {
  if (outcome === 'succeeded' || outcome === 'deleted') return 1;
  return completed / Math.max(1, total);
}

/** Shown only while something is not as it should be: throttled, offline, expired. */
function ConnectionLine({ update, now }: { readonly update: FollowUpdate; readonly now: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const words = connectionWords(update.connection, now);
  if (words === undefined) return null;
  return <Text {...theme.warn} wrap="truncate">{`${glyphs.warning} ${words}`}</Text>;
}
