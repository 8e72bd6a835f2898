import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from './cell.tsx';
import { columnsOf } from './columns.ts';

export interface KeyValueRow {
  readonly label: string;
  readonly value: string;
  /** A few dim words behind the value. */
  readonly note?: string | undefined;
  readonly tone?: Tone | undefined;
  /** Ids and ARNs: cut in the middle. Sentences: not cut, on as many rows as they take. */
  readonly cut?: 'end' | 'middle' | 'never';
}

export interface KeyValueProps {
  readonly rows: readonly KeyValueRow[];
  /** Columns of the labels; default: as the longest needs. */
  readonly labelWidth?: number;
}

/** Labels and values, lined up. */
export function KeyValue({ rows, labelWidth }: KeyValueProps) {
  const theme = useTheme();
  const { columns } = useSpace();
  const width = labelWidth ?? Math.max(0, ...rows.map((row) => columnsOf(row.label))) + 3;
  const room = Math.max(1, columns - width);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row) => {
        const mark = row.tone === undefined ? 0 : 2;
        const value = Math.min(columnsOf(row.value), room - mark);
        return (
          <Box
            key={row.label}
            {...(row.cut === 'never' ? {} : { height: 1 })}
            overflow="hidden"
            flexShrink={0}
          >
            <Cell width={width} style={theme.dim}>
              {row.label}
            </Cell>
            {row.tone === undefined ? null : (
              <Box width={2} flexShrink={0}>
                <StateMark tone={row.tone} />
              </Box>
            )}
            {row.cut === 'never' ? (
              <Box width={Math.max(1, value)} flexShrink={0}>
                <Text wrap="wrap">{row.value}</Text>
              </Box>
            ) : (
              <Cell width={Math.max(1, value)} cut={row.cut ?? 'end'}>
                {row.value}
              </Cell>
            )}
            {row.note === undefined ? null : (
              <Box marginLeft={3} flexShrink={1} minWidth={0} overflow="hidden">
                <Text wrap="truncate" {...theme.dim}>
                  {row.note}
                </Text>
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
