import { Box, Text } from 'ink';
import { type ReactNode, useMemo, useState } from 'react';
import type { Rows } from '../../src/core/rows.ts';
import { filterFindable, findable } from '../../src/profiles/filter.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useClick } from '../keys/use-click.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Field } from './field.tsx';
import { List, type ListProps } from './list.tsx';
import { cutByWords } from './text-rows.ts';

export interface FilterListProps<T> extends Omit<ListProps<T>, 'letters'> {
  /** The text for the filter. */
  readonly textOf: (item: T) => string;
  /** Converts the typed text to the query, if they differ. */
  readonly queryOf?: (typed: string) => string;
  /** `slash`: `/` opens the filter. `typing`: every letter goes into it from the start. Default `slash`. */
  readonly filter?: 'slash' | 'typing';
  readonly placeholder?: string;
  /** A heading above the rows, next to the filter, from a given column. */
  readonly heading?: { readonly from: number; readonly node: ReactNode } | undefined;
  /** The initial filter. */
  readonly initialFilter?: string | undefined;
  /** Called with the filter when it changes. */
  readonly onFilter?: ((text: string) => void) | undefined;
  /** True for items whose order matters; otherwise the best match comes first. */
  readonly keepOrder?: boolean;
}

const openFilter: Command = {
  id: 'filter.open',
  label: 'filter',
  keys: ['/'],
  group: 'Moving',
  footer: 45,
  palette: false,
};
const closeFilter: Command = {
  id: 'filter.close',
  label: 'clear filter',
  keys: ['escape'],
  group: 'Moving',
  footer: 46,
  palette: false,
};

/** Computes something on first use: most lists are never filtered. */
function onceAsked<T>(make: () => T): () => T {
  let made: { readonly is: T } | undefined;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
}

/** The rows that match a query; all rows without one. */
function useFound<T>(
  { items, textOf, queryOf, keepOrder = false }: FilterListProps<T>,
  query: string,
): Rows<T> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function each render must not index all items again
  const prepared = useMemo(() => onceAsked(() => findable(items, textOf)), [items]);
  return useMemo(
    (): Rows<T> =>
      query.trim() === '' ? items : filterFindable(prepared(), queryOf?.(query) ?? query, { keepOrder }),
    [items, prepared, query, queryOf, keepOrder],
  );
}

/** A {@link List} with a filter line above it. Esc clears the filter first; Enter acts on the selected row immediately. */
export function FilterList<T>(props: FilterListProps<T>) {
  const { focused, filter = 'slash', placeholder = 'type to filter', heading } = props;
  const theme = useTheme();
  const space = useSpace();
  const columns = props.columns ?? space.columns;
  const room = props.rows ?? space.rows;
  const [query, storeQuery] = useState(props.initialFilter ?? '');
  const [open, setOpen] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const typing = filter === 'typing' || open;
  const setQuery = (text: string) => {
    storeQuery(text);
    setUsed(true);
    props.onFilter?.(text);
  };
  const found = useFound(props, query);
  const clearable = query !== '' || open;
  useKeyLayer({
    active: focused,
    commands: focused ? [...(clearable ? [closeFilter] : []), ...(typing ? [] : [openFilter])] : [],
    onCommand: (id) => {
      setOpen(id === 'filter.open');
      if (id === 'filter.close') setQuery('');
    },
  });

  const hint = useClick(focused ? (_, type) => type('/') : undefined);
  const from = heading?.from ?? columns;
  // A small list has no row for a hint.
  const line = typing || query !== '' || (filter === 'slash' && props.quiet !== true);
  return (
    <Box flexDirection="column" flexShrink={0} width={columns}>
      {line ? (
        <Box width={columns} height={1} flexShrink={0} overflow="hidden">
          <Box width={from} flexShrink={0} overflow="hidden">
            {typing || query !== '' ? (
              <Field
                label="/"
                labelWidth={1}
                value={query}
                onChange={(text) => setQuery(filter === 'typing' ? text.replace(/^\//, '') : text)}
                focused={focused && typing}
                width={Math.max(10, Math.min(40, from - 1))}
                placeholder={placeholder}
              />
            ) : (
              <Box ref={hint}>
                <Text {...theme.dim} wrap="truncate">{`/ filter`}</Text>
              </Box>
            )}
          </Box>
          {heading?.node}
        </Box>
      ) : null}
      <List
        {...props}
        items={found}
        columns={columns}
        // The found row stays selected when the filter is cleared.
        follow={query === '' && !isUsed ? props.follow : undefined}
        rows={Math.max(1, room - (line ? 1 : 0))}
        letters={!typing}
        empty={query === '' ? props.empty : <NoMatch query={query} columns={columns} />}
      />
    </Box>
  );
}

/** The text for a filter without matches, in one row however long it is. */
export function NoMatch({ query, columns }: { readonly query: string; readonly columns: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const text = cutByWords(`  Nothing matches ${query}`, columns - 1, glyphs.ellipsis);
  return <Text {...theme.dim}>{text.endsWith(glyphs.ellipsis) ? text : `${text}.`}</Text>;
}
