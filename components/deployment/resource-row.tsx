import { Box, Text } from 'ink';
import type { ResourceProgress, ResourceState } from '../../src/aws/progress/model.ts';
import { resourceWords } from '../../src/aws/progress/words.ts';
import { clipMiddle, duration } from '../../src/values/text.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { DurationBar } from '../widgets/duration-bar.tsx';

const tones: Readonly<Record<ResourceState, Tone>> = {
  waiting: 'waiting',
  running: 'running',
  settling: 'settling',
  done: 'done',
  failed: 'failed',
  cancelled: 'waiting',
  removing: 'running',
  removed: 'removed',
  kept: 'warning',
};

const words: Readonly<Partial<Record<ResourceState, string>>> = {
  settling: 'settling',
  cancelled: 'cancelled',
  removing: 'removing',
  removed: 'removed',
  kept: 'kept',
  failed: 'failed',
};

export interface ResourceRowProps {
  readonly resource: ResourceProgress;
  readonly width: number;
  readonly selected: boolean;
  /** AWS's clock, milliseconds. */
  readonly now: number;
  /** The longest duration of all rows, milliseconds: a full bar. */
  readonly longest: number;
}

/** How long a resource has taken so far, milliseconds; undefined before it starts. */
export function tookSoFar({ startedAt, endedAt }: ResourceProgress, now: number): number | undefined {
  return startedAt === undefined ? undefined : Math.max(0, (endedAt ?? now) - startedAt);
}

/** One resource: state, name, type, how long it takes or what it waits for. */
export function ResourceRow({ resource, width, selected, now, longest }: ResourceRowProps) {
  const theme = useTheme();
  const nameWidth = Math.max(12, Math.min(28, Math.floor(width * 0.34)));
  const typeWidth = width >= 56 ? 18 : 0;
  const barWidth = Math.max(0, Math.min(28, width - nameWidth - typeWidth - 22));
  const took = tookSoFar(resource, now);
  const waits = resource.state === 'waiting' && resource.waitsFor.length > 0;
  const restWidth = Math.max(0, width - nameWidth - typeWidth - 4);
  return (
    <Box width={width}>
      <StateMark tone={tones[resource.state]} />
      <Box width={nameWidth + 2} flexShrink={0} marginLeft={1}>
        <Text {...(selected ? theme.selection : theme.text)} wrap="truncate">
          {clipMiddle(resource.logicalId, nameWidth)}
        </Text>
      </Box>
      {typeWidth > 0 ? (
        <Box width={typeWidth} flexShrink={0}>
          <Text {...theme.dim} wrap="truncate">
            {resourceWords(resource.type)}
          </Text>
        </Box>
      ) : null}
      {waits ? (
        <Box width={restWidth}>
          <Text {...theme.dim} wrap="truncate">{`waits for ${resource.waitsFor.join(', ')}`}</Text>
        </Box>
      ) : took === undefined ? null : (
        <>
          <Box width={8} flexShrink={0} justifyContent="flex-end">
            <Text>{duration(took)}</Text>
          </Box>
          <Box marginLeft={1} width={barWidth} flexShrink={0}>
            {barWidth >= 6 ? (
              <DurationBar value={took} longest={longest} width={barWidth} tone={tones[resource.state]} />
            ) : null}
          </Box>
          <Box marginLeft={1}>
            <Text {...theme.dim} wrap="truncate">
              {words[resource.state] ?? ''}
            </Text>
          </Box>
        </>
      )}
    </Box>
  );
}
