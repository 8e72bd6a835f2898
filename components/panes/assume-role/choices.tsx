import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { fieldWords } from '../../../src/flows/assume-role/answers.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useAssume } from './use-assume-role.ts';

/** What a field can be filled in with: roles, devices, policies and profiles that are there. */
export function ChoicesPane({ session, meta }: PaneProps) {
  const { flow, choosing, choices, problem, values } = useAssume(session);
  const theme = useTheme();
  const space = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  if (problem) return <ProblemView problem={problem} />;
  if (!choosing || !choices) return null;
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
        rows={Math.max(3, space.rows - 2)}
        initialKey={values[choosing]}
        noun="choices"
        submitLabel="take it"
        onSubmit={({ value }) => flow.send({ type: 'PICK', value })}
        empty={<Text {...theme.dim}>There is none yet. esc goes back; type it there.</Text>}
        renderRow={({ value, note }, { width }) => (
          <Box width={width} flexShrink={0}>
            <Box flexShrink={1} minWidth={0}>
              <Text wrap="truncate-middle">{plainText(value)}</Text>
            </Box>
            <Box marginLeft={2} flexShrink={0}>
              <Text {...theme.dim}>{note}</Text>
            </Box>
          </Box>
        )}
      />
    </Box>
  );
}
