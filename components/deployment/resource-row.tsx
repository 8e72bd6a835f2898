import { Box, Text } from 'ink';
import { memo } from 'react';
import type { ResourceProgress, ResourceState } from '../../src/aws/progress/model.ts';
import { placeOf, resourceStateWords } from '../../src/aws/progress/narration.ts';
import { resourceWords } from '../../src/aws/progress/words.ts';
import { duration } from '../../src/core/text.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { cutMiddle } from '../widgets/columns.ts';
import { DurationBar } from '../widgets/duration-bar.tsx';
import type { FlatResource } from './flatten.ts';

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

/** A resource's mark: on the way back what runs is marked as a warning, and what an update leaves alone is plain. */
function toneOf({
  resource: { state, change },
  stack: { operation, direction },
  failed,
}: FlatResource): Tone {
  if (failed) return 'failed';
  if (direction === 'back' && (state === 'running' || state === 'removing')) return 'warning';
  const isUntouched =
    state === 'done' && change === undefined && (operation === 'update' || operation === 'import');
  return isUntouched ? 'none' : tones[state];
}

export interface ResourceRowProps {
  readonly row: FlatResource;
  readonly width: number;
  readonly selected: boolean;
  /** AWS's clock, milliseconds. */
  readonly now: number;
  /** The longest duration of all rows, milliseconds: a full bar. */
  readonly longest: number;
  /** True: named with the nested stacks that lead to it, since they are not shown. */
  readonly placed?: boolean;
}

/** How long a resource has taken so far, milliseconds; undefined before it starts. */
function tookSoFar({ startedAt, endedAt }: ResourceProgress, now: number): number | undefined {
  return startedAt === undefined ? undefined : Math.max(0, (endedAt ?? now) - startedAt);
}

/** One resource: state, name, type, how long it takes or what it waits for; a nested stack: how far it is. */
export const ResourceRow = memo(function ResourceRow({
  row,
  width,
  selected,
  now,
  longest,
  placed = false,
}: ResourceRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { resource, depth, path, open } = row;
  const name = placed ? placeOf({ ...resource, path }) : resource.logicalId;
  const lead = `${'  '.repeat(depth)}${open === undefined ? '' : `${open ? glyphs.moreBelow : glyphs.next} `}`;
  // Marks and numbers stand below each other at any depth, so the indentation is taken from the name.
  const nameWidth = Math.max(12, Math.min(placed ? 56 : 34, Math.floor(width * 0.36)));
  const typeWidth = width >= 64 ? 18 : 0;
  const barWidth = Math.max(0, Math.min(28, width - nameWidth - typeWidth - 30));
  const took = tookSoFar(resource, now);
  const waits = resource.state === 'waiting' && resource.waitsFor.length > 0;
  const restWidth = Math.max(0, width - nameWidth - typeWidth - 4);
  return (
    <Box width={width}>
      <StateMark tone={toneOf(row)} />
      <Box width={nameWidth + 2} flexShrink={0} marginLeft={1}>
        {lead === '' ? null : <Text {...theme.dim}>{lead}</Text>}
        <Text {...(selected ? theme.selection : theme.text)} wrap="truncate">
          {cutMiddle(name, nameWidth - lead.length)}
        </Text>
      </Box>
      {typeWidth > 0 ? (
        <Box width={typeWidth} flexShrink={0} paddingRight={1}>
          <Text {...theme.dim} wrap="truncate">
            {resourceWords(resource.type)}
          </Text>
        </Box>
      ) : null}
      {waits ? (
        <Box width={restWidth}>
          <Text {...theme.dim} wrap="truncate">{`waits for ${resource.waitsFor.join(', ')}`}</Text>
        </Box>
      ) : (
        <>
          <Box width={8} flexShrink={0} justifyContent="flex-end">
            <Text>{took === undefined ? '' : duration(took)}</Text>
          </Box>
          <Box marginLeft={1} width={barWidth} flexShrink={0}>
            {barWidth >= 6 && took !== undefined ? (
              <DurationBar value={took} longest={longest} width={barWidth} tone={toneOf(row)} />
            ) : null}
          </Box>
          <Box marginLeft={1}>
            <Text {...theme.dim} wrap="truncate">
              {wordsOf(row)}
            </Text>
          </Box>
        </>
      )}
    </Box>
  );
}, isSameRow);

/** Time passes only for what is in work; the others change when the longest one does, which their bars stand beside. */
function isSameRow(before: ResourceRowProps, after: ResourceRowProps): boolean {
  const { row, width, selected, placed } = after;
  if (row !== before.row || width !== before.width || selected !== before.selected) return false;
  if (placed !== before.placed) return false;
  const { startedAt, endedAt } = row.resource;
  if (startedAt === undefined) return true;
  return before.longest === after.longest && (endedAt !== undefined || before.now === after.now);
}

/** What happens to it; of a nested stack how far it is, too. */
function wordsOf({ resource, stack, failed }: FlatResource): string {
  if (failed) return 'failed';
  const words = resourceStateWords(resource, stack);
  const { nested } = resource;
  if (!nested || nested.total === 0) return words;
  const counts = `${nested.completed} of ${nested.total}`;
  if (nested.operation === 'delete') return `${counts} removed`;
  return words === '' ? counts : `${counts} ${words}`;
}
