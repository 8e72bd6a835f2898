import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import {
  accessWords,
  type EnvironmentRow,
  type StackState,
  stateWords,
} from '../../../src/flows/environments/rows.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { List } from '../../widgets/list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useEnvironments } from './of.ts';

/** The environments of the project, with what each is tied to here and how its stack is. */
export function ListPane({ session }: PaneProps) {
  const { flow, looked, states, standing } = useEnvironments(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!looked) return null;
  const current = looked.rows.find((row) => row.current);
  return (
    <Box flexDirection="column">
      <List
        items={looked.rows}
        keyOf={({ name }) => name}
        focused
        rows={Math.max(3, Math.min(looked.rows.length, rows - 6))}
        initialKey={current?.name}
        onHighlight={(row) => flow.send({ type: 'STAND_ON', row })}
        noun="environments"
        empty={<Text {...theme.dim}>team-provider-info.json names no environment.</Text>}
        renderRow={(row, { width, selected }) => (
          <Row row={row} state={states[row.name]} width={width} selected={selected} />
        )}
      />
      {standing ? (
        <Box marginTop={1} flexDirection="column">
          <Text {...theme.dim} wrap="truncate-middle">
            {`stack   ${plainText(standing.stackName ?? 'no file names it')}`}
          </Text>
          {/* Its row has no room for a long state on a narrow screen. */}
          <Text {...theme.dim} wrap="truncate">
            {`state   ${plainText(stateWords(states[standing.name]) || glyphs.ellipsis)}`}
          </Text>
          <Text {...theme.dim} wrap="truncate">
            {standing.current
              ? 'In use on this machine.'
              : 'Switching changes files on this machine only; nothing is changed in AWS.'}
          </Text>
        </Box>
      ) : null}
    </Box>
  );
}

function Row(props: {
  readonly row: EnvironmentRow;
  readonly state: StackState | undefined;
  readonly width: number;
  readonly selected: boolean;
}) {
  const { row, state, width, selected } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const placeWidth = width >= 76 ? 28 : 0;
  const good = state?.kind === 'known' && /^(?:CREATE|UPDATE)_COMPLETE$/.test(state.status);
  return (
    <Box width={width}>
      <Cell width={14} gap={1} style={selected ? theme.selection : theme.text}>
        {`${row.current ? glyphs.done : ' '} ${plainText(row.name)}`}
      </Cell>
      <Cell width={18} gap={2}>
        {plainText(accessWords(row))}
      </Cell>
      {placeWidth > 0 ? (
        <Cell width={placeWidth} gap={1} style={theme.dim}>
          {[row.account, row.region].filter(Boolean).join('  ')}
        </Cell>
      ) : null}
      <Box flexShrink={1} minWidth={0}>
        <Text {...(state === undefined ? theme.dim : good ? theme.good : theme.warn)} wrap="truncate">
          {state === undefined ? glyphs.ellipsis : plainText(stateWords(state))}
        </Text>
      </Box>
    </Box>
  );
}
