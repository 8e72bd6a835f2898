import { Box, Text } from 'ink';
import { plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from './cell.tsx';
import { columnsOf } from './columns.ts';
import { textRows } from './text-rows.ts';

export interface KeyValueRow {
  readonly label: string;
  readonly value: string;
  /** A few dim words after the value, or below it if they do not fit. */
  readonly note?: string | undefined;
  readonly tone?: Tone | undefined;
  /** How a long value is cut if there are few rows: ids and ARNs in the middle, sentences never. */
  readonly cut?: 'end' | 'middle' | 'never';
}

export interface KeyValueProps {
  readonly rows: readonly KeyValueRow[];
  /** Columns of the labels; default: those of the longest. */
  readonly labelWidth?: number;
}

/** From this height, a value has as many rows as needed; below it each row counts. */
const roomy = 14;
/** Columns between a value and its note. */
const noteGap = 3;

/** Labels and values, aligned and safe to show. */
export function KeyValue({ rows, labelWidth }: KeyValueProps) {
  const theme = useTheme();
  const { columns, rows: height } = useSpace();
  const width = labelWidth ?? Math.max(0, ...rows.map((row) => columnsOf(row.label))) + 3;
  const room = Math.max(1, columns - width);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row) => {
        const mark = row.tone === undefined ? 0 : 2;
        const text = plainText(row.value);
        const value = Math.max(1, Math.min(columnsOf(text), room - mark));
        const isWhole = row.cut === 'never' || height >= roomy;
        const note = row.note === undefined ? undefined : plainText(row.note);
        const below = isWhole && note !== undefined && mark + value + noteGap + columnsOf(note) > room;
        return (
          <Box key={row.label} {...(isWhole ? {} : { height: 1 })} overflow="hidden" flexShrink={0}>
            <Cell width={width} style={theme.dim}>
              {row.label}
            </Cell>
            {row.tone === undefined ? null : (
              <Box width={2} flexShrink={0}>
                <StateMark tone={row.tone} />
              </Box>
            )}
            {isWhole ? (
              <Box width={below ? room - mark : value} flexShrink={0} flexDirection="column">
                <Text>{textRows(text, below ? room - mark : value).join('\n')}</Text>
                {below ? <Text {...theme.dim}>{textRows(note, room - mark).join('\n')}</Text> : null}
              </Box>
            ) : (
              <Cell width={value} cut={row.cut ?? 'end'}>
                {text}
              </Cell>
            )}
            {note === undefined || below ? null : (
              <Box marginLeft={noteGap} flexShrink={1} minWidth={0} overflow="hidden">
                <Text wrap="truncate" {...theme.dim}>
                  {note}
                </Text>
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
