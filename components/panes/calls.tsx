import { Box, Text } from 'ink';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { callCommand } from '../../src/aws/calls/command-line.ts';
import { callResult } from '../../src/aws/calls/outcome.ts';
import type { NumberedCall } from '../../src/aws/calls/record.ts';
import { timeOfDay } from '../../src/core/text.ts';
import { Room } from '../frame/pane.tsx';
import { useSpace } from '../frame/screen-size.ts';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import { Paragraph } from '../widgets/paragraph.tsx';
import { CallRow, callText, callTime, copyCommand, outcomeText } from './call-lines.tsx';
import { useOpenedRow } from './home/home-cursor.ts';
import type { PaneProps } from './pane-props.ts';

/** Columns of the details next to the list: a request id fits. */
const beside = 45;

const hideDetails: Command = {
  id: 'calls.hide',
  label: 'hide details',
  keys: ['escape'],
  group: 'Program',
  palette: false,
  help: 'Hides what was opened beside or below the calls.',
};

/** The calls to AWS, newest first, each with its purpose, its result, and how to make it again by hand. */
export function CallsPane({ session, host }: PaneProps) {
  const theme = useTheme();
  const { columns, rows } = useSpace();
  const calls = useSyncExternalStore(host.watchCalls, host.calls);
  const opened = useOpenedRow(session, 'calls');
  const isWide = columns >= 118;
  // Details that are open because the screen is wide are not in the way: there Esc leaves.
  const [wanted, want] = useState<boolean>();
  const isOpen = wanted ?? isWide;
  const [chosen, setChosen] = useState<NumberedCall>();
  const command = chosen && callCommand(chosen);
  const longest = useMemo(
    () => calls.reduce((most, call) => Math.max(most, outcomeText(call).length), 0),
    [calls],
  );
  useKeyLayer({
    commands: [
      ...(command === undefined ? [] : [copyCommand]),
      ...(wanted === true && chosen ? [hideDetails] : []),
    ],
    onCommand: (id) => {
      if (id === hideDetails.id) want(false);
      else if (command !== undefined) host.copy(command);
    },
  });
  const details = isOpen ? chosen : undefined;
  const taken = details && !isWide ? Math.min(11, Math.floor(rows / 2)) : 0;
  const room = details && isWide ? columns - beside - 3 : columns;
  return (
    <Box flexDirection={isWide ? 'row' : 'column'} columnGap={3} flexShrink={0}>
      <FilterList
        items={calls.toReversed()}
        keyOf={({ id }) => String(id)}
        textOf={callText}
        focused
        columns={room}
        rows={rows - taken}
        keepOrder
        noun="calls"
        initialKey={opened}
        onHighlight={setChosen}
        onSubmit={() => want(!isOpen)}
        submitLabel={isOpen ? 'hide details' : 'details'}
        empty={<Text {...theme.dim}>No call to AWS yet.</Text>}
        renderRow={(call, { width }) => <CallRow call={call} columns={width} longest={longest} />}
      />
      {details ? (
        <Box flexDirection="column" flexShrink={0} marginTop={1}>
          <Room columns={isWide ? beside : columns} rows={isWide ? rows - 1 : taken - 1}>
            <Details call={details} command={command} />
          </Room>
        </Box>
      ) : null}
    </Box>
  );
}

function Details({ call, command }: { readonly call: NumberedCall; readonly command: string | undefined }) {
  const theme = useTheme();
  const { columns } = useSpace();
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['call', `${call.service} ${call.action}`],
    ['for', call.why],
    [
      'result',
      `${callResult(call)}, ${callTime(call.ms)}, ${call.attempts === 1 ? 'one try' : `${call.attempts} tries`}`,
    ],
    ['sent', timeOfDay(call.at)],
    ['request', call.requestId],
    ['as', [call.profile && `profile ${call.profile}`, call.region].filter(Boolean).join(', ')],
    ['to', call.endpoint],
  ];
  return (
    <Box flexDirection="column" flexShrink={0} width={columns}>
      {facts.map(([label, value]) =>
        value ? (
          <Box key={label} flexShrink={0}>
            <Box width={9} flexShrink={0}>
              <Text {...theme.dim}>{label}</Text>
            </Box>
            <Box width={columns - 9} flexShrink={0}>
              <Paragraph indent={9} {...theme.text}>
                {value}
              </Paragraph>
            </Box>
          </Box>
        ) : null,
      )}
      {command === undefined ? null : (
        <Box marginTop={1} flexShrink={0} width={columns}>
          <Paragraph {...theme.accent}>{command}</Paragraph>
        </Box>
      )}
    </Box>
  );
}
