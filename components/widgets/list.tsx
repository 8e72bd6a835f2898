import { Box, Text } from 'ink';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { indexOfKey, type Rows } from '../../src/core/rows.ts';
import { numeral } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { Cell } from '../keys/place.ts';
import { useClick } from '../keys/use-click.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { type ListWindow, moveList, settleList } from './list-window.ts';
import { useListKeys } from './use-list-keys.ts';
import { useListWindow } from './use-list-window.ts';

/** The state of a row for drawing it. */
export interface RowState {
  readonly selected: boolean;
  /** Whether the list has the focus. */
  readonly focused: boolean;
  /** The columns of the row, without the pointer. */
  readonly width: number;
  readonly index: number;
}

export interface ListProps<T> {
  readonly items: Rows<T>;
  readonly keyOf: (item: T) => string;
  /** Draws one row, one line high; give each column a `<Cell>` of its own. */
  readonly renderRow: (item: T, row: RowState) => ReactNode;
  readonly focused: boolean;
  /** Default: the room of the pane. */
  readonly columns?: number;
  /** Rows, including the position line. Default: the room of the pane. */
  readonly rows?: number;
  /** The key of the initially selected item; later the list keeps its selection. It takes precedence over `follow`. */
  readonly initialKey?: string | undefined;
  /** The key of the item to select until the user moves; it is scrolled into view when it changes. */
  readonly follow?: string | undefined;
  /** Called with the selected item, initially and after each change. */
  readonly onHighlight?: ((item: T | undefined) => void) | undefined;
  /** Called with the key of the item that the user has moved to. */
  readonly onMove?: ((key: string) => void) | undefined;
  /** Enter; absent: Enter goes on to the layers below. */
  readonly onSubmit?: ((item: T) => void) | undefined;
  readonly submitLabel?: string;
  /** Why {@link onSubmit} does not work now, in a sentence: the key only reports it. */
  readonly submitOff?: string | undefined;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** What the items are, for the position line: `profiles`; or also where the selected one is. */
  readonly noun?: string | ((item: T) => string);
  /** What the position line says on a row, where not every row is an item. */
  readonly position?: (item: T, items: Rows<T>) => string;
  /** False when only arrows and page keys move, because letters are typed into a filter. Default true. */
  readonly letters?: boolean;
  /** True to mark no row without the focus. Default false. */
  readonly quiet?: boolean;
}

/**
 * Any number of one-line rows, of which only the visible ones are drawn. The same item stays selected when items come, go or
 * change places. If it is too long for its room, its last row shows the position.
 */
export function List<T>(props: ListProps<T>) {
  const { items, keyOf, renderRow, focused, onSubmit, empty, letters = true, quiet = false } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const space = useSpace();
  const columns = props.columns ?? space.columns;
  const room = Math.max(1, props.rows ?? space.rows);
  const scrolls = items.length > room;
  // Without the focus a quiet list does not show its position.
  const marked = focused || !quiet;
  const rows = scrolls && room > 2 && marked ? room - 1 : room;
  const { window, newest, goTo } = useListPlace(props, rows);
  useHighlight(items.at(window.index), keyOf, props.onHighlight);
  useListKeys({
    focused,
    count: items.length,
    letters,
    submitLabel: onSubmit && (props.submitLabel ?? 'open'),
    submitOff: props.submitOff,
    onSubmit: () => {
      const item = items.at(newest().index);
      if (item !== undefined) onSubmit?.(item);
    },
    onMove: (move) => goTo(moveList(newest(), move, items.length, rows)),
  });
  const click = (cell: Cell, type: (key: string) => void) => {
    const { index, top } = newest();
    const at = top + cell.row;
    if (cell.row >= rows || at >= items.length) return;
    if (at === index) return onSubmit && type('enter');
    goTo(settleList({ index: at, top }, items.length, rows));
  };
  // A click selects a row, another one opens it; if Enter is for the whole pane, only the key does.
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
        const selected = index === window.index && marked;
        return (
          <Box key={keyOf(item)} height={1} width={columns} flexShrink={0} overflow="hidden">
            <Text {...(focused ? theme.accent : theme.dim)}>{selected ? `${glyphs.pointer} ` : '  '}</Text>
            {renderRow(item, { selected, focused, width: columns - 2, index })}
          </Box>
        );
      })}
      {rows < room ? (
        <Position window={window} rows={rows} count={items.length} columns={columns}>
          {positionOf(props, window)}
        </Position>
      ) : null}
    </Box>
  );
}

/** The position of a list: at the followed item until the user moves. */
function useListPlace<T>(
  { items, keyOf, initialKey, follow, onMove }: ListProps<T>,
  rows: number,
): {
  readonly window: ListWindow;
  /** Also between two keys that arrive before React has drawn the first. */
  readonly newest: () => ListWindow;
  readonly goTo: (next: ListWindow) => void;
} {
  const [moved, setMoved] = useState(() => indexOfKey(items, initialKey, keyOf) >= 0);
  const followed = moved ? undefined : follow;
  const [window, setWindow] = useListWindow(items, keyOf, rows, initialKey, followed);
  const latest = useRef(window);
  latest.current = window;
  return {
    window,
    newest: () => latest.current,
    goTo: (next) => {
      setMoved(true);
      latest.current = next;
      setWindow(next);
      const item = items.at(next.index);
      if (item !== undefined) onMove?.(keyOf(item));
    },
  };
}

interface PositionProps {
  readonly window: ListWindow;
  readonly rows: number;
  readonly count: number;
  readonly columns: number;
  readonly children: string;
}

function positionOf<T>({ items, noun, position }: ListProps<T>, { index }: ListWindow): string {
  const item = items.at(index);
  if (position && item !== undefined) return position(item, items);
  const what = typeof noun === 'function' ? item !== undefined && noun(item) : noun;
  return `${numeral(index + 1)} of ${numeral(items.length)}${what ? ` ${what}` : ''}`;
}

/** `▲▼ 12 of 10,000 profiles`: the position in the list, and whether there is more. */
function Position({ window, rows, count, columns, children }: PositionProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const above = window.top > 0 ? glyphs.moreAbove : ' ';
  const below = window.top + rows < count ? glyphs.moreBelow : ' ';
  return (
    <Box width={columns} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.dim} wrap="truncate">
        {`  ${children} ${above}${below}`.trimEnd()}
      </Text>
    </Box>
  );
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
