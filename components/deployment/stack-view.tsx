import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import type { Learned } from '../../src/aws/progress/estimate.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import { newestEvents } from '../../src/aws/progress/newest.ts';
import { stuckResources } from '../../src/aws/progress/stuck.ts';
import { statusNote } from '../../src/aws/progress/words.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { useNow } from '../widgets/clock.tsx';
import { FilterList, type FilterListProps } from '../widgets/filter-list.tsx';
import { AxisLine } from './axis-line.tsx';
import { Details, detailRows } from './details.tsx';
import { EventLines } from './event-lines.tsx';
import type { FlatResource } from './flatten.ts';
import { ResourceRow } from './resource-row.tsx';
import { markWidth } from './row-layout.ts';
import { StackHeader } from './stack-header.tsx';
import { StuckLines } from './stuck-lines.tsx';
import { type Rows, useRows } from './use-rows.ts';
import { useScale, useTimes } from './use-scale.ts';

export interface StackViewProps {
  readonly update: FollowUpdate;
  readonly learned: Learned;
  /** False: shown beside something else; takes no keys. */
  readonly focused: boolean;
  /** Rows for the newest events; 0 leaves them out. */
  readonly eventRows: number;
  /** Whether the details of the selected resource are shown, where something else follows that, too. */
  readonly details?: readonly [shown: boolean, show: (shown: boolean) => void];
  /** Rows that something above or below has taken already. */
  readonly taken?: number;
  /** Where its list was left, and who keeps that. */
  readonly kept?: Pick<FilterListProps<FlatResource>, 'initialKey' | 'initialFilter' | 'onMove' | 'onFilter'>;
  /** Told which row is stood on. */
  readonly onStand?: (row: FlatResource | undefined) => void;
}

/** Under this height each row counts. */
const tight = 10;
/** From this height on there is room for a second line about a stuck resource, and for some events in any case. */
const roomy = 20;

/** A stack as it is now: how far, one row a resource, the newest events, details of the selected resource. */
export function StackView(props: StackViewProps) {
  const { update, learned, focused, eventRows, details, taken = 0, onStand, kept } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const space = useSpace();
  const { progress, clockOffset, connection } = update;
  const running = progress.outcome === 'running';
  const now = useNow(1000, running);
  const awsNow = now + clockOffset;
  const own = useState(false);
  const rows = useRows(progress, details ?? own, kept?.initialKey);
  const { shown, detailed, failedOnly } = rows;
  useKeyLayer({
    active: focused,
    commands: focused ? commandsOf(rows) : [],
    onCommand: (id) => {
      if (id === 'stack.failed') rows.toggleFailedOnly();
      else if (id === 'stack.fold') rows.toggleFold();
      else rows.toggleDetails();
    },
  });

  const stuck = running ? stuckResources(progress, awsNow, learned) : [];
  const advised = focused && space.rows - taken >= roomy;
  const warnings =
    (stuck.length > 0 ? (advised ? 2 : 1) : 0) +
    (connection.kind === 'ok' ? 0 : 1) +
    (update.missing ? 1 : 0) +
    (!running && statusNote(progress.status) ? 1 : 0);
  const room = space.rows - taken - warnings - (detailed && focused ? detailRows : 0);
  // To the second, so that rows in which nothing changes are not drawn anew.
  const second = Math.floor(awsNow / 1000) * 1000;
  // Resources come first; events get what is left, and on a high screen a few rows in any case.
  const time = useTimes(update, second, learned, stuck.length > 0);
  const scale = useScale(rows, space.columns - 2, time, learned);
  // The labels of the axis stand beside the filter; where there is none they have a row of their own.
  const axis = scale.layout.timed ? scale.axis : undefined;
  const axisAt = 2 + markWidth + scale.layout.name + scale.layout.type;
  const axisLine = axis ? <AxisLine axis={axis} width={scale.layout.bars - 1} /> : null;
  const axisRows = !focused && axis && room >= 8 ? 1 : 0;
  // A blank before the list, unless that hides a row of it.
  const gap = room - 3 - (focused ? 1 : axisRows) < shown.length && room < tight ? 0 : 1;
  const head = 2 + gap + (focused ? 1 : axisRows);
  const left = room - head - shown.length - 1;
  const events = Math.max(0, Math.min(eventRows, Math.max(left, space.rows >= 24 ? 4 : 0)));
  const listRows = Math.max(2, room - 2 - gap - axisRows - (events > 0 ? events + 1 : 0));
  const newest = useMemo(() => newestEvents(progress, events), [progress, events]);
  return (
    <Box flexDirection="column" width={space.columns} flexShrink={1} minHeight={0} overflow="hidden">
      <StackHeader
        update={update}
        width={space.columns}
        now={now}
        left={time.left}
        legend={axis && time.chain.size > 0 ? `${glyphs.thick} took longest  ` : undefined}
      />
      <StuckLines stuck={stuck} progress={progress} width={space.columns} advised={advised} />
      <Box marginTop={gap} flexDirection="column" flexShrink={0}>
        {focused ? (
          <FilterList
            items={shown}
            keyOf={({ key }) => key}
            textOf={({ resource }) => `${resource.logicalId} ${resource.type} ${resource.state}`}
            focused
            rows={Math.min(listRows, shown.length + 2)}
            columns={space.columns}
            noun="resources"
            onHighlight={(row) => {
              rows.select(row);
              onStand?.(row);
            }}
            follow={rows.follow}
            {...kept}
            // What is in work is looked for first.
            initialKey={running ? undefined : kept?.initialKey}
            heading={axisLine ? { from: axisAt, node: axisLine } : undefined}
            empty={
              <Text {...theme.dim}>
                {failedOnly ? '  Nothing has failed.' : '  No resources are known yet.'}
              </Text>
            }
            renderRow={(row, { width, selected: isSelected }) => (
              <ResourceRow
                row={row}
                width={width}
                selected={isSelected}
                now={second}
                scale={scale}
                placed={failedOnly}
              />
            )}
          />
        ) : (
          <>
            {axisRows > 0 ? <Box marginLeft={axisAt - 1}>{axisLine}</Box> : null}
            {inSight(shown, listRows, rows.follow).map((row) => (
              <Box key={row.key} marginLeft={1} height={1}>
                <ResourceRow
                  row={row}
                  width={space.columns - 2}
                  selected={false}
                  now={second}
                  scale={scale}
                />
              </Box>
            ))}
          </>
        )}
      </Box>
      {detailed && focused ? <Details row={detailed} /> : null}
      {events > 0 ? (
        <Box marginTop={1} flexShrink={0}>
          <EventLines events={newest} rows={events} width={space.columns} now={second} />
        </Box>
      ) : null}
    </Box>
  );
}

/** The rows that there is room for: from the first one, or so that the one in work is among them. */
function inSight(
  rows: readonly FlatResource[],
  room: number,
  follow: string | undefined,
): readonly FlatResource[] {
  const at = rows.findIndex(({ key }) => key === follow);
  const top = Math.max(0, Math.min(at - Math.floor(room / 2), rows.length - room));
  return rows.slice(at < room ? 0 : top).slice(0, room);
}

function commandsOf({ failedOnly, open, detailed, shown }: Rows): Command[] {
  const group = 'Stack';
  const label = failedOnly ? 'show all' : 'failed only';
  const failed = { id: 'stack.failed', label, keys: ['f'], group, footer: 30 };
  const details = detailed ? 'hide details' : 'details';
  const detail = {
    id: 'stack.details',
    label: details,
    keys: detailed ? ['d', 'escape'] : ['d'],
    group,
    footer: 31,
  };
  if (open === undefined && !shown.some((row) => row.open !== undefined)) return [failed, detail];
  const fold: Command = {
    id: 'stack.fold',
    label: open === true ? 'fold' : 'open',
    keys: ['space', open === true ? 'left' : 'right'],
    group,
    help: 'Shows or hides what is in a nested stack; those that have ended are folded where there are many.',
    enabled: open === undefined ? 'Only a nested stack can be opened.' : true,
    footer: 29,
  };
  return [fold, failed, detail];
}
