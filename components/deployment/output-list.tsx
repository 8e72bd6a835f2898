import { Box, Text } from 'ink';
import { useMemo, useState } from 'react';
import { plainText } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { FilterList } from '../widgets/filter-list.tsx';
import { textRows } from '../widgets/text-rows.ts';

type Outputs = Readonly<Record<string, string>>;

/** The columns of the list's pointer. */
const pointer = 2;
/** The most rows below the list for the selected value. */
const mostTold = 4;

export interface OutputListProps {
  /** Values by name. */
  readonly outputs: Outputs;
  readonly columns: number;
  readonly rows: number;
  /** Rows below the list for the selected value, see {@link toldBelow}. */
  readonly toldRows: number;
  /** Called with the name of the selected one. */
  readonly onSelect: (name: string | undefined) => void;
}

/** The outputs of a stack, one per row; a value that is too long is cut in the middle, and shown in full below. */
export function OutputList({ outputs, columns, rows, toldRows, onSelect }: OutputListProps) {
  const theme = useTheme();
  const items = useMemo(() => Object.entries(outputs), [outputs]);
  const [at, selectRow] = useState<string>();
  const names = nameWidth(items);
  return (
    <>
      <FilterList
        items={items}
        keyOf={([name]) => name}
        textOf={([name, value]) => `${name} ${value}`}
        keepOrder
        focused
        columns={columns}
        rows={rows}
        noun="outputs"
        onHighlight={(output) => {
          selectRow(output?.[0]);
          onSelect(output?.[0]);
        }}
        renderRow={([name, value], { selected }) => (
          <>
            <Cell width={names} gap={2} style={selected ? theme.selection : theme.dim}>
              {plainText(name)}
            </Cell>
            <Cell cut="middle">{plainText(value)}</Cell>
          </>
        )}
      />
      {toldRows > 0 ? (
        <Box marginTop={1} marginLeft={pointer} height={toldRows} flexShrink={0} overflow="hidden">
          <Text>{textRows(plainText(outputs[at ?? ''] ?? ''), columns - pointer).join('\n')}</Text>
        </Box>
      ) : null}
    </>
  );
}

/**
 * How many rows show any value that the list cuts in full below it; the same for every selection, so that nothing moves.
 *
 * @param room rows besides those of the list
 * @returns 0 when no value is cut, or there is no room
 */
export function toldBelow(outputs: Outputs, columns: number, room: number): number {
  const items = Object.entries(outputs);
  const width = columns - pointer - nameWidth(items);
  const cut = items.map(([, value]) => plainText(value)).filter((value) => columnsOf(value) > width);
  const rows = Math.max(0, ...cut.map((value) => textRows(value, columns - pointer).length));
  // Besides them: the two rows of the head, the filter, the line below the list, and blanks.
  return rows <= mostTold && room - rows >= 7 ? rows : 0;
}

/** Outputs in rows, each value in full. */
export function outputLines(outputs: Outputs, columns: number): readonly OutputLine[] {
  const items = Object.entries(outputs);
  const width = Math.max(8, columns - nameWidth(items) - 1);
  return items.flatMap(([name, value]) =>
    textRows(plainText(value), width).map((text, row) => ({
      key: `${name} ${row}`,
      name: row === 0 ? plainText(name) : '',
      text,
    })),
  );
}

interface OutputLine {
  readonly key: string;
  /** Empty when it continues the row above. */
  readonly name: string;
  readonly text: string;
}

/** The first of them, below something else; a key shows all. */
export function OutputLines({
  outputs,
  columns,
  rows,
}: Pick<OutputListProps, 'outputs' | 'columns' | 'rows'>) {
  const theme = useTheme();
  const items = Object.entries(outputs);
  const names = nameWidth(items);
  const whole = outputLines(outputs, columns);
  const cut = () =>
    items.map(([name, value]) => ({ key: name, name: plainText(name), text: plainText(value) }));
  return (
    <Box flexDirection="column" marginTop={1} flexShrink={0}>
      <Text {...theme.title}>OUTPUTS</Text>
      {(whole.length <= rows ? whole : cut().slice(0, rows)).map(({ key, name, text }) => (
        <Box key={key} height={1}>
          <Cell width={names + 1} gap={2} style={theme.dim}>
            {` ${name}`}
          </Cell>
          <Cell cut="middle">{text}</Cell>
        </Box>
      ))}
    </Box>
  );
}

function nameWidth(items: readonly (readonly [name: string, value: string])[]): number {
  return Math.min(32, Math.max(0, ...items.map(([name]) => columnsOf(plainText(name)))) + 2);
}
