import { Box, Text } from 'ink';
import { memo } from 'react';
import { type Learned, usualOf } from '../../src/aws/progress/estimate.ts';
import type { ResourceState } from '../../src/aws/progress/model.ts';
import { placeOf } from '../../src/aws/progress/narration.ts';
import { type Axis, cellsOf, isOnAxis, spanOf } from '../../src/aws/progress/timeline.ts';
import { resourceWords } from '../../src/aws/progress/words.ts';
import { tookWords } from '../../src/core/text.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { cutMiddle } from '../widgets/columns.ts';
import { DurationBar } from '../widgets/duration-bar.tsx';
import type { FlatResource } from './flatten.ts';
import { leadWidth, type RowLayout, timeWidth } from './row-layout.ts';
import { isToldByMark, wordsOf } from './row-words.ts';
import { TimeBar } from './time-bar.tsx';

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
  skipped: 'warning',
};

/** A resource's mark: in a rollback, running work is marked as a warning; what an update does not change is plain. */
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

/** What all rows of a stack share for drawing; the same object until any of it changes. */
export interface RowScale {
  readonly layout: RowLayout;
  /** Undefined while nothing has started. */
  readonly axis: Axis | undefined;
  /** The longest duration of all rows, in milliseconds: a full bar if there is no axis. */
  readonly longest: number;
  /** Keys of the rows on the critical path. */
  readonly chain: ReadonlySet<string>;
  readonly learned: Learned;
}

export interface ResourceRowProps {
  readonly row: FlatResource;
  readonly width: number;
  readonly selected: boolean;
  /** AWS's clock, in milliseconds. */
  readonly now: number;
  readonly scale: RowScale;
  /** Whether its name includes the nested stacks that lead to it, because they are not shown. */
  readonly placed?: boolean;
}

/** One resource: state, name, type, when and how long AWS works on it or what it waits for; for a nested stack, its progress. */
export const ResourceRow = memo(function ResourceRow({
  row,
  width,
  selected,
  now,
  scale,
  placed = false,
}: ResourceRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { resource, path, live } = row;
  const { layout, axis } = scale;
  const name = placed ? placeOf({ ...resource, path }) : resource.logicalId;
  const lead = placed ? '' : leadOf(row, glyphs);
  // Marks and numbers are aligned at any depth, so the branch takes its room from the name.
  const nameWidth = layout.name - 2 - (placed ? 0 : leadWidth(row));
  const span = spanOf(resource, live, now);
  const shown = span && (!axis || isOnAxis(span, axis)) ? span : undefined;
  const took = shown?.until === undefined ? undefined : shown.until - shown.from;
  const waits = resource.state === 'waiting' && resource.waitsFor.length > 0;
  const restWidth = Math.max(0, width - layout.name - layout.type - 2);
  const usual = span?.open ? usualOf(resource.type, scale.learned)?.middle : undefined;
  const tone = toneOf(row);
  const told = wordsOf(row);
  const words = told.length > layout.words && isToldByMark(row) ? '' : told;
  const cells =
    layout.timed && shown && axis ? cellsOf(shown, axis, Math.max(1, layout.bars - 1), usual) : undefined;
  return (
    <Box width={width}>
      <StateMark tone={tone} />
      <Box width={layout.name} flexShrink={0} marginLeft={1}>
        {lead === '' ? null : <Text {...theme.dim}>{lead}</Text>}
        <Text {...(selected ? theme.selection : theme.text)} wrap="truncate">
          {cutMiddle(name, Math.max(4, nameWidth))}
        </Text>
      </Box>
      {layout.type > 0 ? (
        <Box width={layout.type} flexShrink={0} paddingRight={2}>
          <Text {...theme.dim} wrap="truncate">
            {resourceWords(resource.type)}
          </Text>
        </Box>
      ) : null}
      {waits ? (
        <Box width={restWidth}>
          <Text {...theme.dim} wrap="truncate">{`waiting for ${resource.waitsFor.join(', ')}`}</Text>
        </Box>
      ) : (
        <>
          {layout.bars > 0 ? (
            <Box width={layout.bars} flexShrink={0}>
              {cells ? (
                <TimeBar
                  cells={cells}
                  width={layout.bars - 1}
                  tone={tone}
                  decides={scale.chain.has(row.key)}
                />
              ) : null}
              {!layout.timed && took !== undefined ? (
                <DurationBar value={took} longest={scale.longest} width={layout.bars - 1} tone={tone} />
              ) : null}
            </Box>
          ) : null}
          <Box width={timeWidth} flexShrink={0} justifyContent="flex-end">
            <Text>{took === undefined ? '' : tookWords(took)}</Text>
          </Box>
          {layout.words > 0 ? (
            <Box marginLeft={1} width={layout.words} flexShrink={0}>
              <Text {...theme.dim} wrap="truncate">
                {words}
              </Text>
            </Box>
          ) : null}
        </>
      )}
    </Box>
  );
}, isSameRow);

/** The branch that leads to a row, and whether a nested stack is open: `│  ├─ ▼ `. */
function leadOf({ depth, lasts, open }: FlatResource, glyphs: Glyphs): string {
  let lead = '';
  for (let level = 1; level <= depth; level += 1) {
    const last = lasts[level] === true;
    if (level < depth) lead += last ? '   ' : `${glyphs.vertical}  `;
    else lead += `${last ? glyphs.lastBranch : glyphs.branch}${glyphs.horizontal} `;
  }
  return open === undefined ? lead : `${lead}${open ? glyphs.moreBelow : glyphs.next} `;
}

/** Only rows in progress change with time; the others change when their props do. */
function isSameRow(before: ResourceRowProps, after: ResourceRowProps): boolean {
  const { row, width, selected, placed, scale } = after;
  if (row !== before.row || width !== before.width || selected !== before.selected) return false;
  if (placed !== before.placed || scale !== before.scale) return false;
  const { startedAt, endedAt } = row.resource;
  return startedAt === undefined || endedAt !== undefined || !row.live || before.now === after.now;
}
