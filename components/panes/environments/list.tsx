import { Box, Text } from 'ink';
import {
  accessWords,
  type EnvironmentRow,
  type StackState,
  stateWords,
} from '../../../src/environments/rows.ts';
import { clip, plainText } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
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
              ? 'This machine works with it.'
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
      <Box width={14} flexShrink={0}>
        <Text {...(selected ? theme.selection : theme.text)} wrap="truncate">
          {`${row.current ? glyphs.done : ' '} ${plainText(row.name)}`}
        </Text>
      </Box>
      <Box width={18} flexShrink={0}>
        <Text wrap="truncate">{clip(plainText(accessWords(row)), 16)}</Text>
      </Box>
      {placeWidth > 0 ? (
        <Box width={placeWidth} flexShrink={0}>
          <Text {...theme.dim} wrap="truncate">
            {[row.account, row.region].filter(Boolean).join('  ')}
          </Text>
        </Box>
      ) : null}
      <Box flexShrink={1} minWidth={0}>
        <Text {...(state === undefined ? theme.dim : good ? theme.good : theme.warn)} wrap="truncate">
          {state === undefined ? glyphs.ellipsis : plainText(stateWords(state))}
        </Text>
      </Box>
    </Box>
  );
}
