import { Box, Text } from 'ink';
import { useMemo, useRef, useState } from 'react';
import { isUnseen } from '../../src/aws/connection-words.ts';
import type { Learned } from '../../src/aws/progress/estimate.ts';
import type { FollowUpdate, StackProgress } from '../../src/aws/progress/model.ts';
import { isBeingRead, placeOf } from '../../src/aws/progress/narration.ts';
import { newestEvents } from '../../src/aws/progress/newest.ts';
import { stuckResources } from '../../src/aws/progress/stuck.ts';
import type { Axis } from '../../src/aws/progress/timeline.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyWords } from '../key-words.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { useNow } from '../widgets/clock.tsx';
import { FilterList, type FilterListProps } from '../widgets/filter-list.tsx';
import { AxisLine } from './axis-line.tsx';
import { Details, detailLines } from './details.tsx';
import { EventLines } from './event-lines.tsx';
import type { FlatResource } from './flatten.ts';
import { headLines } from './head-lines.ts';
import { OutputLines, OutputList, outputLines, toldBelow } from './output-list.tsx';
import { ResourceRow, type RowScale } from './resource-row.tsx';
import { markWidth } from './row-layout.ts';
import { StackHeader } from './stack-header.tsx';
import { useStackKeys } from './stack-keys.ts';
import { type StackRoom, stackRoom } from './stack-room.ts';
import { StuckLines } from './stuck-lines.tsx';
import type { CopiesRow } from './use-copy.ts';
import { type DetailsShown, type Rows, useRows } from './use-rows.ts';
import { useScale, useTimes } from './use-scale.ts';

export interface StackViewProps {
  readonly update: FollowUpdate;
  readonly learned: Learned;
  /** False when it is next to something else and takes no keys. */
  readonly focused: boolean;
  /** Rows for the newest events; 0 leaves them out. */
  readonly eventRows: number;
  /** Whether to show outputs below the resources if there is room. */
  readonly withOutputs?: boolean;
  /** Whether the details of the selected resource are shown, when something else depends on that, too. */
  readonly details?: DetailsShown;
  /** Rows already taken above or below. */
  readonly taken?: number;
  /** The remembered position of its list, and what remembers it. */
  readonly kept?: Pick<FilterListProps<FlatResource>, 'initialKey' | 'initialFilter' | 'onMove' | 'onFilter'>;
  /** The row on which it was opened; also while something runs. */
  readonly opened?: string | undefined;
  /** Called with the selected row. */
  readonly onSelect?: (row: FlatResource | undefined) => void;
  /** Called with the name of the selected output. */
  readonly onOutput?: (name: string | undefined) => void;
  /** Copies the selected row; absent when the surrounding pane does. */
  readonly copies?: CopiesRow | undefined;
  /** What restores the connection, shown below what is wrong with it. */
  readonly advice?: string | undefined;
  /** Whether the selected output is also shown in full next to this. */
  readonly outputsToldBeside?: boolean;
}

/** A stack as it is now: its progress, one row per resource, the newest events, details of the selected resource. */
export function StackView(props: StackViewProps) {
  const { update, learned, focused, details, taken = 0, onSelect, kept, opened } = props;
  const glyphs = useGlyphs();
  const space = useSpace();
  const { progress, clockOffset } = update;
  const running = progress.outcome === 'running';
  const now = useNow(1000, running);
  const isAway = isUnseen(update.connection);
  const awsNow = (isAway ? (update.readAt ?? now) : now) + clockOffset;
  const own = useState(false);
  const rows = useRows(progress, details ?? own, opened === undefined ? kept : { initialKey: opened });
  const { inOutputs, selectOutput } = useKeysOf(props, rows);
  const listed = inOutputs ? Object.keys(progress.outputs).length : rows.shown.length;
  const detailed = focused && !inOutputs ? rows.detailed : undefined;
  const besideList = space.rows - taken - listed;
  const detailRows = detailed ? detailLines(detailed, space.columns, besideList) : [];
  const outputRoom = useOutputRoom(props, inOutputs, besideList);
  const head = useHead(props, now, space.rows - taken);
  const stuck = running ? stuckResources(progress, awsNow, learned) : [];
  // To the second, so that unchanged rows are not drawn again.
  const second = Math.floor(awsNow / 1000) * 1000;
  const time = useTimes(update, second, learned, isAway || stuck.length > 0);
  const scale = useScale(rows, space.columns - 2, time, learned);
  // The labels of the axis are next to the filter; without one they have a row of their own.
  const axis = scale.layout.timed ? scale.axis : undefined;
  const room = stackRoom({
    rows: space.rows - taken,
    highest: space.rows,
    focused,
    told: head.reduce((sum, line) => sum + line.rows.length, 0),
    hasStuck: stuck.length > 0,
    details: detailRows.length + outputRoom.told,
    outputs: outputRoom.listed,
    wholeOutputs: outputRoom.whole,
    hasAxis: axis !== undefined,
    shown: listed,
    eventRows: props.eventRows,
  });
  const list = { rows, scale, axis, room, now: second };
  return (
    <Box flexDirection="column" width={space.columns} flexShrink={1} minHeight={0} overflow="hidden">
      <StackHeader
        update={update}
        width={space.columns}
        awsNow={awsNow}
        left={time.left}
        lines={head}
        legend={axis && time.chain.size > 0 ? `${glyphs.thick} took longest` : undefined}
      />
      <StuckLines stuck={stuck} progress={progress} width={space.columns} advised={room.isAdvised} />
      <Box marginTop={room.gap} flexDirection="column" flexShrink={0}>
        {inOutputs ? (
          <OutputList
            outputs={progress.outputs}
            columns={space.columns}
            rows={Math.min(room.listRows, listed + 2)}
            toldRows={outputRoom.told}
            onSelect={selectOutput}
          />
        ) : focused ? (
          <StackList
            {...list}
            running={running}
            isReading={isBeingRead(progress) && update.missing === undefined}
            kept={kept}
            opened={opened}
            onSelect={onSelect}
          />
        ) : (
          <StackRows {...list} />
        )}
      </Box>
      {detailed ? <Details lines={detailRows} /> : null}
      {room.outputs > 0 ? (
        <OutputLines outputs={progress.outputs} columns={space.columns} rows={room.outputs} />
      ) : null}
      <NewestEvents progress={progress} rows={room.events} now={second} />
    </Box>
  );
}

/** The newest events of a stack and of what is nested in it, in that many rows below a blank one. */
function NewestEvents({
  progress,
  rows,
  now,
}: {
  readonly progress: StackProgress;
  readonly rows: number;
  readonly now: number;
}) {
  const { columns } = useSpace();
  const newest = useMemo(() => newestEvents(progress, rows), [progress, rows]);
  return rows > 0 ? (
    <Box marginTop={1} flexShrink={0}>
      <EventLines events={newest} rows={rows} width={columns} now={now} />
    </Box>
  ) : null;
}

/** The keys of a stack; whether outputs are shown in place of its resources, and what to call with the selected one. */
function useKeysOf(
  { update, focused, copies, onOutput }: StackViewProps,
  rows: Rows,
): { readonly inOutputs: boolean; readonly selectOutput: (name: string | undefined) => void } {
  const output = useRef<string>(undefined);
  const { outputs } = update.progress;
  const inOutputs = useStackKeys({ rows, focused, outputs, output: () => output.current, copies });
  const selectOutput = (name: string | undefined) => {
    output.current = name;
    onOutput?.(name);
  };
  return { inOutputs, selectOutput };
}

/** The messages below the bar that this screen has room for. */
function useHead({ update, advice }: StackViewProps, now: number, rows: number) {
  const { warning } = useGlyphs();
  const inWords = useKeyWords();
  const { columns } = useSpace();
  return headLines({ update, now, columns, rows, warning, inWords, advice });
}

/** How many outputs fit below the resources, their rows in full, and the rows for the selected one. */
function useOutputRoom(
  { update: { progress }, withOutputs = false, outputsToldBeside = false }: StackViewProps,
  inOutputs: boolean,
  besideList: number,
) {
  const { columns } = useSpace();
  const { outputs } = progress;
  if (inOutputs)
    return { listed: 0, whole: 0, told: outputsToldBeside ? 0 : toldBelow(outputs, columns, besideList) };
  if (!withOutputs) return { listed: 0, whole: 0, told: 0 };
  return { listed: Object.keys(outputs).length, whole: outputLines(outputs, columns).length, told: 0 };
}

interface StackListProps {
  readonly rows: Rows;
  readonly scale: RowScale;
  readonly axis: Axis | undefined;
  readonly room: StackRoom;
  /** AWS's clock, to the second. */
  readonly now: number;
}

/** The rows of a stack as a list to navigate. */
function StackList(
  props: StackListProps & {
    readonly running: boolean;
    readonly isReading: boolean;
    readonly kept: StackViewProps['kept'] | undefined;
    readonly opened: string | undefined;
    readonly onSelect: StackViewProps['onSelect'] | undefined;
  },
) {
  const { rows, scale, axis, room, now, running, isReading, kept, opened, onSelect } = props;
  const theme = useTheme();
  const { columns } = useSpace();
  const { shown, failedOnly, placed } = rows;
  return (
    <FilterList
      items={shown}
      keyOf={({ key }) => key}
      textOf={({ resource, path }) => `${placeOf({ ...resource, path })} ${resource.type} ${resource.state}`}
      focused
      rows={Math.min(room.listRows, shown.length + 2)}
      columns={columns}
      // The rows of the nested stacks around it may be out of sight.
      noun={({ path }) => (placed || path.length === 0 ? 'resources' : `resources, in ${path.join(' › ')}`)}
      onHighlight={(row) => {
        rows.select(row);
        onSelect?.(row);
      }}
      // A row that was followed to its end needs no further attention; a failed one does.
      follow={rows.follow ?? (running ? undefined : (rows.cause ?? shown[0]?.key))}
      {...kept}
      onFilter={(text) => {
        rows.filterBy(text);
        kept?.onFilter?.(text);
      }}
      // Running work comes first.
      initialKey={opened ?? (running ? undefined : kept?.initialKey)}
      heading={
        axis
          ? { from: axisColumn(scale), node: <AxisLine axis={axis} width={scale.layout.bars - 1} /> }
          : undefined
      }
      empty={
        <Text {...theme.dim}>
          {`  ${failedOnly ? 'Nothing has failed.' : isReading ? 'Reading the resources' : 'No resources are known yet.'}`}
        </Text>
      }
      renderRow={(row, { width, selected }) => (
        <ResourceRow row={row} width={width} selected={selected} now={now} scale={scale} placed={placed} />
      )}
    />
  );
}

/** The rows of a stack next to something else: as many as fit. */
function StackRows({ rows: { shown, follow, cause }, scale, axis, room, now }: StackListProps) {
  const { columns } = useSpace();
  return (
    <>
      {axis && room.axisRows > 0 ? (
        <Box marginLeft={axisColumn(scale) - 1}>
          <AxisLine axis={axis} width={scale.layout.bars - 1} />
        </Box>
      ) : null}
      {inSight(shown, room.listRows, follow ?? cause).map((row) => (
        <Box key={row.key} marginLeft={1} height={1}>
          <ResourceRow row={row} width={columns - 2} selected={false} now={now} scale={scale} />
        </Box>
      ))}
    </>
  );
}

/** The column in which the bars begin. */
function axisColumn({ layout }: RowScale): number {
  return 2 + markWidth + layout.name + layout.type;
}

/** The rows that fit: from the first one, or so that the one in progress, or the failed one, is among them, below its nested stacks. */
function inSight(
  rows: readonly FlatResource[],
  room: number,
  follow: string | undefined,
): readonly FlatResource[] {
  const at = rows.findIndex(({ key }) => key === follow);
  const top = Math.max(0, Math.min(at - Math.floor(room / 2), rows.length - room));
  if (at < room) return rows.slice(0, room);
  const around = rows.slice(0, top).filter(({ key }) => follow?.startsWith(`${key}/`));
  return [...around, ...rows.slice(top + around.length, top + room)];
}
