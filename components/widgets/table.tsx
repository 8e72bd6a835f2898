import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { TextStyle } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from './cell.tsx';

/** A column of a table. */
export interface Column<T> {
  readonly id: string;
  readonly title?: string;
  /** Columns of the screen; absent: what is left (give that to one column only). */
  readonly width?: number;
  readonly align?: 'left' | 'right';
  readonly cut?: 'end' | 'middle';
  readonly cell: (item: T) => ReactNode;
  readonly style?: (item: T) => TextStyle | undefined;
}

export interface TableProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly columns: readonly Column<T>[];
  /** True: a dim row of titles on top. */
  readonly titled?: boolean;
}

/** Rows that fit as they are; longer ones belong in a {@link List}, whose rows may use {@link TableRow}. */
export function Table<T>({ items, keyOf, columns, titled = false }: TableProps<T>) {
  const theme = useTheme();
  return (
    <Box flexDirection="column" flexShrink={0}>
      {titled ? (
        <Box height={1} columnGap={2} flexShrink={0} overflow="hidden">
          {columns.map((column) => (
            <Cell key={column.id} {...cellProps(column)} style={theme.dim}>
              {column.title ?? ''}
            </Cell>
          ))}
        </Box>
      ) : null}
      {items.map((item) => (
        <TableRow key={keyOf(item)} item={item} columns={columns} />
      ))}
    </Box>
  );
}

export interface TableRowProps<T> {
  readonly item: T;
  readonly columns: readonly Column<T>[];
  /** Over the styles of the columns, for a selected row. */
  readonly style?: TextStyle | undefined;
}

/** One row of columns, two columns of space between them. */
export function TableRow<T>({ item, columns, style }: TableRowProps<T>) {
  return (
    <Box height={1} columnGap={2} flexGrow={1} flexShrink={1} minWidth={0} overflow="hidden">
      {columns.map((column) => {
        const own = column.style?.(item);
        return (
          <Cell key={column.id} {...cellProps(column)} style={{ ...own, ...style }}>
            {column.cell(item)}
          </Cell>
        );
      })}
    </Box>
  );
}

function cellProps<T>({ width, align, cut }: Column<T>) {
  return {
    ...(width === undefined ? {} : { width }),
    ...(align === undefined ? {} : { align }),
    ...(cut === undefined ? {} : { cut }),
  };
}
