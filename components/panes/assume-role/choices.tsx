import { Box, Text } from 'ink';
import { useState } from 'react';
import { plainText } from '../../../src/core/text.ts';
import { fieldWords } from '../../../src/flows/assume-role/answers.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { FilterList } from '../../widgets/filter-list.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useAssume } from './use-assume-role.ts';

/** The choices for a field: existing roles, devices, policies and profiles. */
export function ChoicesPane({ session, meta }: PaneProps) {
  const { flow, choosing, choices, problem, values } = useAssume(session);
  const theme = useTheme();
  const space = useSpace();
  const [selected, setSelected] = useState<string>();
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  if (problem) return <ProblemView problem={problem} />;
  if (!choosing || !choices) return null;
  const notes = Math.max(0, ...choices.map(({ note }) => columnsOf(note)));
  const longest = Math.max(0, ...choices.map(({ value }) => columnsOf(plainText(value))));
  const valueWidth = Math.max(24, Math.min(longest, space.columns - 4 - notes));
  // The selected value is shown in full below if any is too long for its column.
  const told = plainText(selected ?? '');
  const below = longest > valueWidth ? textRows(told, space.columns) : [];
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">
        {fieldWords[choosing].label}
      </Text>
      <FilterList
        items={choices}
        keyOf={({ value }) => value}
        textOf={({ value, note }) => `${value} ${note}`}
        focused
        rows={Math.max(3, space.rows - 1 - Math.max(1, below.length))}
        initialKey={values[choosing]}
        noun="choices"
        submitLabel="take it"
        onSubmit={({ value }) => flow.send({ type: 'PICK', value })}
        empty={<Text {...theme.dim}>There is none yet. esc goes back; type it there.</Text>}
        onHighlight={(choice) => setSelected(choice?.value)}
        renderRow={({ value, note }, { width, selected }) => (
          <Box width={width} flexShrink={0}>
            <Cell width={valueWidth + 2} gap={2} cut="middle" style={selected ? theme.selection : theme.text}>
              {plainText(value)}
            </Cell>
            <Cell style={theme.dim}>{note}</Cell>
          </Box>
        )}
      />
      {below.map((text) => (
        <Text key={text} {...theme.dim}>
          {text}
        </Text>
      ))}
    </Box>
  );
}
