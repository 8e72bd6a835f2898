import { Box, Text } from 'ink';
import { stackWords } from '../../../src/aws/progress/narration.ts';
import { plainText } from '../../../src/core/text.ts';
import {
  accessWords,
  type EnvironmentRow,
  type StackState,
  stateWords,
} from '../../../src/flows/environments/rows.ts';
import { cutOffWords } from '../../../src/flows/environments/upgrade/undone-lines.ts';
import { agoWords } from '../../../src/flows/projects/rows.ts';
import { Room } from '../../frame/pane.tsx';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { StateMark, type Tone } from '../../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { Hanging } from '../../widgets/hanging.tsx';
import { KeyValue, type KeyValueRow } from '../../widgets/key-value.tsx';
import { List } from '../../widgets/list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { useOpenedRow } from '../home/home-cursor.ts';
import type { PaneProps } from '../pane-props.ts';
import { ageWords } from '../stack-reading.ts';
import { useEnvironments } from './use-environments.ts';

/** The environments of the project, each with its local access and the state of its stack. */
export function ListPane({ session }: PaneProps) {
  const { flow, looked, states, selected } = useEnvironments(session);
  const theme = useTheme();
  const inWords = useKeyWords();
  const { columns, rows } = useSpace();
  const opened = useOpenedRow(session, 'environments');
  if (!looked) return null;
  const left = cutOffWords(looked.layout, looked.backup);
  const cutOff = left && `${left} ${inWords('Press f to remove them.')}`;
  const cutOffRows = cutOff ? textRows(cutOff, columns - 2).length : 0;
  const current = looked.rows.find((row) => row.current);
  // The details of a row are beside the list, or below it.
  const beside = columns >= 118 ? Math.floor(columns * 0.4) : 0;
  const height = rows - cutOffRows;
  const listRows = Math.max(3, Math.min(looked.rows.length, beside > 0 ? height : height - 6));
  return (
    <Box flexDirection="column">
      {cutOff ? (
        <Hanging indent={2} mark={<StateMark tone="warning" />}>
          <Paragraph {...theme.warn} indent={2}>
            {cutOff}
          </Paragraph>
        </Hanging>
      ) : null}
      <Box flexDirection={beside > 0 ? 'row' : 'column'}>
        <List
          items={looked.rows}
          keyOf={({ name }) => name}
          focused
          columns={beside > 0 ? columns - beside - 2 : columns}
          rows={listRows}
          initialKey={opened ?? current?.name}
          onHighlight={(row) => flow.send({ type: 'SELECT_ROW', row })}
          noun="environments"
          empty={<Text {...theme.dim}>team-provider-info.json names no environment.</Text>}
          renderRow={(row, { width, selected }) => (
            <Row row={row} state={states[row.name]} width={width} selected={selected} />
          )}
        />
        {selected ? (
          <Box {...(beside > 0 ? { marginLeft: 2 } : { marginTop: 1 })}>
            <Room columns={beside > 0 ? beside : columns} rows={beside > 0 ? height : height - listRows - 1}>
              <Details row={selected} state={states[selected.name]} />
            </Room>
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}

/** What the files and AWS say about an environment, the most wanted first: the end may be cut. */
function Details({ row, state }: { readonly row: EnvironmentRow; readonly state: StackState | undefined }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const now = useNow(60_000, state !== undefined);
  const { changedAt, outputs = {} } = state?.kind === 'known' ? state : {};
  // Outputs that repeat what is known of it say nothing new.
  const told = [row.stackName, row.stackId, row.region];
  const facts: readonly KeyValueRow[] = [
    { label: 'stack', value: row.stackName ?? 'no file names it', cut: 'middle' },
    // Its row has no room for a long state on a narrow screen.
    { label: 'state', value: shownWords(state, now) || glyphs.ellipsis },
    ...(changedAt === undefined
      ? []
      : [{ label: 'changed', value: ageWords(changedAt, now), note: agoWords(now - changedAt) }]),
    { label: 'account', value: row.account ?? 'not known' },
    { label: 'region', value: row.region ?? 'not known' },
    { label: 'profile', value: accessWords(row) },
    ...Object.entries(outputs)
      .filter(([, value]) => !told.includes(value))
      .map(([name, value]): KeyValueRow => ({ label: plainText(name), value, cut: 'middle' })),
  ];
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Paragraph {...theme.dim}>
        {row.current
          ? 'In use on this machine.'
          : 'Switching changes files on this machine only; nothing is changed in AWS.'}
      </Paragraph>
      <KeyValue rows={facts} />
    </Box>
  );
}

/** A state in the words of the other panes instead of AWS's own. */
function shownWords(state: StackState | undefined, now: number): string {
  const words = stateWords(state, (at) => ageWords(at, now));
  return state?.kind === 'known' ? words.replace(state.status, stackWords(state.status)) : words;
}

function toneOf(status: string): Tone {
  if (/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return 'done';
  if (status.endsWith('_FAILED') || status === 'ROLLBACK_COMPLETE') return 'failed';
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS' ? 'running' : 'warning';
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
  const now = useNow(60_000, state?.kind === 'gone');
  const placeWidth = width >= 76 ? 28 : 0;
  const good = state?.kind === 'known' && toneOf(state.status) === 'done';
  return (
    <Box width={width}>
      <Cell width={14} gap={1} style={selected ? theme.selection : theme.text}>
        {`${row.current ? glyphs.running : ' '} ${plainText(row.name)}`}
      </Cell>
      <Cell width={18} gap={2}>
        {plainText(accessWords(row))}
      </Cell>
      {placeWidth > 0 ? (
        <Cell width={placeWidth} gap={1} style={theme.dim}>
          {[row.account, row.region].filter(Boolean).join('  ')}
        </Cell>
      ) : null}
      {state?.kind === 'known' ? (
        <Box width={2} flexShrink={0}>
          <StateMark tone={toneOf(state.status)} />
        </Box>
      ) : null}
      <Box flexShrink={1} minWidth={0}>
        <Text {...(state === undefined ? theme.dim : good ? theme.good : theme.warn)} wrap="truncate">
          {state === undefined ? glyphs.ellipsis : plainText(shownWords(state, now))}
        </Text>
      </Box>
    </Box>
  );
}
