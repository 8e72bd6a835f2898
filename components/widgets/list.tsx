import { Box, Text } from 'ink';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSpace } from '../frame/screen-size.ts';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import type { Cell } from '../keys/place.ts';
import { useClick } from '../keys/use-click.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { type ListMove, type ListWindow, moveList, settleList } from './list-window.ts';

/** What a row is told when it is drawn. */
export interface RowState {
  readonly selected: boolean;
  /** The list has the focus. */
  readonly focused: boolean;
  /** Columns that the row may fill, the pointer not counted. */
  readonly width: number;
  readonly index: number;
}

export interface ListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Draws one row, one line high; give each column a `<Cell>` of its own. */
  readonly renderRow: (item: T, row: RowState) => ReactNode;
  readonly focused: boolean;
  /** Default: the room of the pane. */
  readonly columns?: number;
  /** Rows, the position line included. Default: the room of the pane. */
  readonly rows?: number;
  /** The item to stand on at first, by its key; later the list keeps the item it stands on. It goes before `follow`. */
  readonly initialKey?: string | undefined;
  /** The item that it stands on, by its key, until a person moves; it is brought into sight when it changes. */
  readonly follow?: string | undefined;
  /** Told which item the list stands on, at first and after each change. */
  readonly onHighlight?: ((item: T | undefined) => void) | undefined;
  /** Told the key of the item that a person has moved to. */
  readonly onMove?: ((key: string) => void) | undefined;
  /** Enter; absent: Enter goes on to the layers below. */
  readonly onSubmit?: ((item: T) => void) | undefined;
  readonly submitLabel?: string;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** What the items are, for the position line: `profiles`. */
  readonly noun?: string;
  /** False: only arrows and page keys move, since letters are typed into a filter. Default true. */
  readonly letters?: boolean;
  /** True: without the focus no row is marked. Default false. */
  readonly quiet?: boolean;
}

const moves: readonly (readonly [ListMove, string, readonly string[], readonly string[]])[] = [
  ['up', 'up', ['up'], ['k']],
  ['down', 'move', ['down'], ['j']],
  ['page-up', 'page up', ['pageup', 'ctrl+b'], []],
  ['page-down', 'page down', ['pagedown', 'ctrl+f'], []],
  ['start', 'to the first', ['home'], ['g']],
  ['end', 'to the last', ['end'], ['G']],
];

function moveCommands(letters: boolean, named: boolean): readonly Command[] {
  return moves.map(([move, label, keys, more]) => ({
    id: `list.${move}`,
    label,
    keys: letters ? [...keys, ...more] : keys,
    group: 'Moving',
    palette: false,
    ...(move === 'down' && named ? { footer: 50, footerKey: '↑↓', help: 'down' } : {}),
  }));
}
const withLetters = moveCommands(true, true);
const withoutLetters = moveCommands(false, true);
/** Of one row, or of none, there is nothing to move to. */
const ofOne = moveCommands(true, false);
const ofOneWithoutLetters = moveCommands(false, false);

function movesIn(count: number, letters: boolean): readonly Command[] {
  if (count > 1) return letters ? withLetters : withoutLetters;
  return letters ? ofOne : ofOneWithoutLetters;
}

/**
 * Any number of one-line rows, of which only the visible ones are drawn. It stays on its item when items come, go or
 * change places. Too long for its room, it shows where it is in its last row.
 */
export function List<T>(props: ListProps<T>) {
  const { items, keyOf, renderRow, focused, onSubmit, empty, letters = true, quiet = false } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const space = useSpace();
  const columns = props.columns ?? space.columns;
  const room = Math.max(1, props.rows ?? space.rows);
  const scrolls = items.length > room;
  // Without the focus a quiet list does not say where it stands.
  const rows = scrolls && room > 2 && (focused || !quiet) ? room - 1 : room;

  const [moved, setMoved] = useState(() => items.some((item) => keyOf(item) === props.initialKey));
  const followed = moved ? undefined : props.follow;
  const [window, setWindow] = useListWindow(items, keyOf, rows, props.initialKey, followed);
  // The newest place, also between two keys that arrive before React has drawn the first.
  const latest = useRef(window);
  latest.current = window;
  useHighlight(items[window.index], keyOf, props.onHighlight);
  const goTo = (next: ListWindow) => {
    setMoved(true);
    latest.current = next;
    setWindow(next);
    const item = items[next.index];
    if (item !== undefined) props.onMove?.(keyOf(item));
  };
  const submit: readonly Command[] =
    onSubmit === undefined || items.length === 0
      ? []
      : [
          {
            id: 'list.submit',
            label: props.submitLabel ?? 'open',
            keys: ['enter'],
            group: 'Moving',
            footer: 1,
            palette: false,
          },
        ];
  useKeyLayer({
    active: focused,
    commands: focused ? [...submit, ...movesIn(items.length, letters)] : [],
    onCommand: (id) => {
      const item = items[latest.current.index];
      if (id === 'list.submit') {
        if (item !== undefined) onSubmit?.(item);
        return;
      }
      goTo(moveList(latest.current, id.slice('list.'.length) as ListMove, items.length, rows));
    },
  });

  const click = (cell: Cell, type: (key: string) => void) => {
    const { index, top } = latest.current;
    const at = top + cell.row;
    if (cell.row >= rows || at >= items.length) return;
    if (at === index) return onSubmit && type('enter');
    goTo(settleList({ index: at, top }, items.length, rows));
  };
  // A click stands on a row, a click on that row opens it; where Enter means the whole pane it is only for the key.
  const box = useClick(focused ? click : undefined);

  if (items.length === 0) return <Box flexShrink={0}>{empty}</Box>;
  return (
    <Box
      ref={box}
      flexDirection="column"
      width={columns}
      height={Math.min(room, items.length)}
      flexShrink={0}
      overflow="hidden"
    >
      {items.slice(window.top, window.top + rows).map((item, offset) => {
        const index = window.top + offset;
        const selected = index === window.index;
        return (
          <Box key={keyOf(item)} height={1} width={columns} flexShrink={0} overflow="hidden">
            <Text {...(focused ? theme.accent : theme.dim)}>
              {selected && (focused || !quiet) ? `${glyphs.pointer} ` : '  '}
            </Text>
            {renderRow(item, {
              selected: selected && (focused || !quiet),
              focused,
              width: columns - 2,
              index,
            })}
          </Box>
        );
      })}
      {rows < room ? (
        <Position window={window} rows={rows} count={items.length} noun={props.noun} columns={columns} />
      ) : null}
    </Box>
  );
}

interface PositionProps {
  readonly window: ListWindow;
  readonly rows: number;
  readonly count: number;
  readonly noun: string | undefined;
  readonly columns: number;
}

/** `▲▼ 12 of 10,000 profiles`: where the list stands, and whether there is more. */
function Position({ window, rows, count, noun, columns }: PositionProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const above = window.top > 0 ? glyphs.moreAbove : ' ';
  const below = window.top + rows < count ? glyphs.moreBelow : ' ';
  const place = `${(window.index + 1).toLocaleString('en-US')} of ${count.toLocaleString('en-US')}`;
  return (
    <Box width={columns} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.dim} wrap="truncate">
        {`  ${place}${noun === undefined ? '' : ` ${noun}`} ${above}${below}`.trimEnd()}
      </Text>
    </Box>
  );
}

/** A window, and the key of the item that it stands on: the two are one state, so that no drawing sees half of a move. */
interface Stand extends ListWindow {
  readonly key: string | undefined;
}

/** The window over the items; when they change it follows the item it stood on. */
function useListWindow<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  rows: number,
  initialKey: string | undefined,
  followed: string | undefined,
): [ListWindow, (next: ListWindow) => void] {
  const standAt = (window: ListWindow): Stand => {
    const item = items[window.index];
    return { ...window, key: item === undefined ? undefined : keyOf(item) };
  };
  const [stored, store] = useState<Stand>(() => {
    const index = initialKey === undefined ? 0 : items.findIndex((item) => keyOf(item) === initialKey);
    return standAt(settleList({ index: Math.max(0, index), top: 0 }, items.length, rows));
  });
  const wanted = followed === undefined || followed === stored.key ? stored : { ...stored, key: followed };
  const current = standAt(settleList(follow(wanted, items, keyOf), items.length, rows));
  if (current.index !== stored.index || current.top !== stored.top || current.key !== stored.key)
    store(current);
  return [current, (next) => store(standAt(next))];
}

function follow<T>(stood: Stand, items: readonly T[], keyOf: (item: T) => string): ListWindow {
  if (stood.key === undefined) return stood;
  const now = items[stood.index];
  if (now !== undefined && keyOf(now) === stood.key) return stood;
  const moved = items.findIndex((item) => keyOf(item) === stood.key);
  // Gone (filtered out, for instance): the best match is the first.
  return { index: Math.max(0, moved), top: stood.top };
}

function useHighlight<T>(
  item: T | undefined,
  keyOf: (item: T) => string,
  onHighlight: ((item: T | undefined) => void) | undefined,
): void {
  const key = item === undefined ? undefined : keyOf(item);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each item, however often it is drawn
  useEffect(() => {
    onHighlight?.(item);
  }, [key]);
}
