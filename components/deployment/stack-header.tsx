import { Box, Text } from 'ink';
import { estimateLeft } from '../../src/aws/progress/estimate.ts';
import type { FollowUpdate, StackOutcome, StackProgress } from '../../src/aws/progress/model.ts';
import { clipMiddle, duration } from '../../src/values/text.ts';
import { StateMark, type Tone, toneStyle } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { ProgressBar } from '../widgets/progress-bar.tsx';

const outcomeTones: Readonly<Record<StackOutcome, Tone>> = {
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  'rolled-back': 'failed',
  deleted: 'removed',
  'delete-failed': 'failed',
};

/** A stack's state in a word or two. */
export function outcomeWords({ outcome, operation, direction }: StackProgress): string {
  if (outcome === 'running') {
    if (direction === 'back') return 'rolling back';
    return {
      create: 'creating',
      update: 'updating',
      delete: 'deleting',
      import: 'importing',
      unknown: 'working',
    }[operation];
  }
  return {
    succeeded: 'complete',
    failed: 'failed',
    'rolled-back': 'rolled back',
    deleted: 'deleted',
    'delete-failed': 'could not be deleted',
  }[outcome];
}

export interface StackHeaderProps {
  readonly update: FollowUpdate;
  readonly width: number;
  /** This machine's clock, milliseconds. */
  readonly now: number;
  readonly learned: (type: string) => number | undefined;
}

/** Name, state, time, and how far it is: the two lines at the top of every view of a stack. */
export function StackHeader({ update, width, now, learned }: StackHeaderProps) {
  const theme = useTheme();
  const { progress, clockOffset } = update;
  const awsNow = now + clockOffset;
  const running = progress.outcome === 'running';
  const tone = outcomeTones[progress.outcome];
  const left = running ? estimateLeft(progress, awsNow, learned) : undefined;
  const until = running ? awsNow : (progress.endedAt ?? awsNow);
  const elapsedMs = progress.startedAt === undefined ? 0 : Math.max(0, until - progress.startedAt);
  const elapsed = progress.startedAt === undefined ? '' : duration(elapsedMs);
  const counts = `${progress.completed} of ${progress.total}`;
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
            {clipMiddle(progress.stackName, Math.max(12, width - times.length - 24))}
          </Text>
          <Text>{'  '}</Text>
          <StateMark tone={tone} />
          <Text {...toneStyle(theme, tone)} wrap="truncate">{` ${outcomeWords(progress)}`}</Text>
        </Box>
        <Box flexShrink={0} marginLeft={1}>
          <Text {...theme.dim}>{times}</Text>
        </Box>
      </Box>
      <Box width={width}>
        <ProgressBar
          done={
            running ? shareDone(progress, elapsedMs, left) : progress.completed / Math.max(1, progress.total)
          }
          total={1}
          tone={tone}
          width={Math.max(10, width - counts.length - 2)}
        />
        <Box marginLeft={2} flexShrink={0}>
          <Text {...theme.dim}>{counts}</Text>
        </Box>
      </Box>
      <ConnectionLine update={update} now={now} />
    </Box>
  );
}

/**
 * How far it is, 0 to 1: by time where the time left is known, since resources end in a few big steps; never behind
 * what is counted, never full before the end.
 */
function shareDone({ completed, total }: StackProgress, elapsed: number, left: number | undefined): number {
  const counted = total > 0 ? completed / total : 0;
  const timed = left === undefined || elapsed + left <= 0 ? 0 : elapsed / (elapsed + left);
  return Math.min(0.98, Math.max(counted, timed));
}

/** Shown only while something is not as it should be: throttled, offline, expired. */
function ConnectionLine({
  update: { connection },
  now,
}: {
  readonly update: FollowUpdate;
  readonly now: number;
}) {
  const theme = useTheme();
  if (connection.kind === 'ok') return null;
  const text = {
    throttled: () => 'AWS asks for fewer requests; looking less often',
    offline: () =>
      connection.kind === 'offline'
        ? `no connection for ${duration(now - connection.since)}, trying again in ${duration(connection.nextTryAt - now)}`
        : '',
    expired: () => 'the credentials have expired; the stack goes on in AWS',
  }[connection.kind]();
  return <Text {...theme.warn} wrap="truncate">{`▲ ${text}`}</Text>;
}
