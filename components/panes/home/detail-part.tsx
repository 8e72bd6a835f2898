import { Box, Text } from 'ink';
import { useSyncExternalStore } from 'react';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { HomeCursor } from './home-cursor.ts';
import { factsOf, type HomeFacts, type PartId, type RowFacts } from './parts.ts';

/** Of a value below its label. */
const indent = 2;
/** Columns of a time, with the gap after it. */
const timeWidth = 10;

export interface DetailPartProps {
  /** The part with the focus. */
  readonly part: PartId;
  readonly cursor: HomeCursor;
  readonly data: HomeFacts;
  /** Whether the stack is being read for the first time. */
  readonly isReading: boolean;
}

/** The facts about the selected row, wrapped, then its activity. */
export function DetailPart({ part, cursor, data, isReading }: DetailPartProps) {
  const theme = useTheme();
  const { columns, rows } = useSpace();
  const at = useSyncExternalStore(cursor.listen, cursor.get)[part];
  const found = factsOf(part, at, data);
  if (!found) {
    const isUnknown = part === 'stack' && !data.update;
    return (
      <Paragraph {...theme.dim}>
        {isUnknown
          ? isReading
            ? 'Its resources are being read.'
            : 'Nothing is known about its resources.'
          : 'Move the cursor onto a row.'}
      </Paragraph>
    );
  }
  const labelWidth = Math.min(
    Math.max(16, Math.floor(columns / 3)),
    Math.max(4, ...found.facts.map(({ label }) => label.length)) + 2,
  );
  const lines = found.facts.flatMap((fact) => factLines(fact, columns, labelWidth));
  const left = rows - 1 - lines.length;
  const happened = found.events.flatMap(({ at, words }) =>
    textRows(words, Math.max(8, columns - timeWidth)).map(
      (text, row) => (row === 0 ? at : '').padEnd(timeWidth) + text,
    ),
  );
  return (
    <Box flexDirection="column">
      <Text bold wrap="truncate-middle">
        {found.title}
      </Text>
      {lines.slice(0, rows - 1).map(({ key, label, text, from }) => (
        <Box key={key} height={1}>
          <Box width={from} paddingRight={1} flexShrink={0}>
            <Text {...theme.dim} wrap="truncate">
              {label}
            </Text>
          </Box>
          <Text wrap="truncate">{text}</Text>
        </Box>
      ))}
      {left > 1 && found.events.length > 0 ? (
        <Box marginTop={1} flexDirection="column">
          {happened.slice(0, left - 1).map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <Text key={row} {...theme.dim} wrap="truncate">
              {line}
            </Text>
          ))}
        </Box>
      ) : null}
    </Box>
  );
}

interface FactLine {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** The column in which the text begins. */
  readonly from: number;
}

/** Next to its label, or below it if a long id takes no more rows there and is cut less. */
function factLines(
  { label, value }: RowFacts['facts'][number],
  columns: number,
  labelWidth: number,
): FactLine[] {
  const beside = textRows(value, Math.max(8, columns - labelWidth));
  const below = textRows(value, Math.max(8, columns - indent));
  const isCut = value.split(/\s+/).some((word) => columnsOf(word) > columns - labelWidth);
  if (isCut && below.length < beside.length)
    return [
      { key: label, label, text: '', from: columns },
      ...below.map((text, row) => ({ key: `${label} ${row}`, label: '', text, from: indent })),
    ];
  return beside.map((text, row) => ({
    key: `${label} ${row}`,
    label: row === 0 ? label : '',
    text,
    from: labelWidth,
  }));
}
