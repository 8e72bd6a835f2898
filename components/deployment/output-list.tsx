import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { plainText } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { FilterList } from '../widgets/filter-list.tsx';

export interface OutputListProps {
  /** Values by their names. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
  /** Told the name of the one that is stood on. */
  readonly onStand: (name: string | undefined) => void;
}

/** What a stack gives to others, a row each; a value that is too long loses its middle. */
export function OutputList({ outputs, columns, rows, onStand }: OutputListProps) {
  const theme = useTheme();
  const items = useMemo(() => Object.entries(outputs), [outputs]);
  const names = nameWidth(items);
  return (
    <FilterList
      items={items}
      keyOf={([name]) => name}
      textOf={([name, value]) => `${name} ${value}`}
      keepOrder
      focused
      columns={columns}
      rows={rows}
      noun="outputs"
      onHighlight={(output) => onStand(output?.[0])}
      renderRow={([name, value], { selected }) => (
        <>
          <Cell width={names} gap={2} style={selected ? theme.selection : theme.dim}>
            {plainText(name)}
          </Cell>
          <Cell cut="middle">{plainText(value)}</Cell>
        </>
      )}
    />
  );
}

/** The first of them, below something else; all of them are a key away. */
export function OutputLines({ outputs, rows }: Pick<OutputListProps, 'outputs' | 'rows'>) {
  const theme = useTheme();
  const items = Object.entries(outputs);
  const names = nameWidth(items);
  return (
    <Box flexDirection="column" marginTop={1} flexShrink={0}>
      <Text {...theme.title}>OUTPUTS</Text>
      {items.slice(0, rows).map(([name, value]) => (
        <Box key={name} height={1}>
          <Cell width={names + 1} gap={2} style={theme.dim}>
            {` ${plainText(name)}`}
          </Cell>
          <Cell cut="middle">{plainText(value)}</Cell>
        </Box>
      ))}
    </Box>
  );
}

function nameWidth(items: readonly (readonly [name: string, value: string])[]): number {
  return Math.min(32, Math.max(0, ...items.map(([name]) => columnsOf(plainText(name)))) + 2);
}
