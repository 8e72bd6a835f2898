import { Box, Text } from 'ink';
import { useSyncExternalStore } from 'react';
import { callResult, wentWell } from '../../src/aws/calls/outcome.ts';
import type { NumberedCall } from '../../src/aws/calls/record.ts';
import { timeOfDay } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import type { Surface } from './pane-props.ts';

/** The newest calls to AWS, one a row, the newest first; all of it dim, for a corner of another pane. */
export function CallLines({
  surface,
  rows,
  columns,
}: {
  readonly surface: Pick<Surface, 'calls' | 'watchCalls'>;
  readonly rows: number;
  readonly columns: number;
}) {
  const theme = useTheme();
  const calls = useSyncExternalStore(surface.watchCalls, surface.calls);
  if (calls.length === 0) return <Text {...theme.dim}>No call to AWS yet.</Text>;
  return (
    <Box flexDirection="column" flexShrink={0} width={columns}>
      {calls
        .slice(-Math.max(1, rows))
        .reverse()
        .map((call) => (
          <CallRow key={call.id} call={call} columns={columns} plain />
        ))}
    </Box>
  );
}

/** How long a call took: `84 ms`, `1.2 s`. */
export function callTime(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** One call in a row; what there is no room for is left out, what it was made for first. */
export function CallRow({
  call,
  columns,
  plain = false,
}: {
  readonly call: NumberedCall;
  readonly columns: number;
  /** Dim, and without what it was made for. */
  readonly plain?: boolean;
}) {
  const theme = useTheme();
  const text = plain ? theme.dim : theme.text;
  const result = wentWell(call) ? theme.dim : theme.bad;
  const why = !plain && columns >= 110;
  const service = columns >= 66;
  const outcome = columns >= 100 ? 26 : columns >= 76 ? 20 : 12;
  return (
    <Box width={columns} height={1} flexShrink={0} overflow="hidden">
      <Cell width={10} style={theme.dim}>
        {timeOfDay(call.at)}
      </Cell>
      {service ? (
        <Cell width={15} gap={1} style={theme.dim}>
          {call.service}
        </Cell>
      ) : null}
      <Cell {...(why ? { width: 28 } : {})} gap={1} style={text}>
        {call.action}
      </Cell>
      {why ? (
        <Cell gap={2} style={theme.dim}>
          {call.why}
        </Cell>
      ) : null}
      <Cell width={8} align="right" style={theme.dim}>
        {callTime(call.ms)}
      </Cell>
      <Box marginLeft={2} flexShrink={0}>
        <Cell width={outcome} style={result}>
          {callResult(call) + (call.attempts > 1 ? `  ${call.attempts} tries` : '')}
        </Cell>
      </Box>
    </Box>
  );
}
