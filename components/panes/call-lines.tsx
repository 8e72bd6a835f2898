import { Box } from 'ink';
import { callResult, wentWell } from '../../src/aws/calls/outcome.ts';
import type { NumberedCall } from '../../src/aws/calls/record.ts';
import { timeOfDay } from '../../src/core/text.ts';
import type { Command } from '../keys/commands.ts';
import { StateMark } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';

/** The key that copies a call. */
export const copyCommand: Command = {
  id: 'calls.copy',
  label: 'copy as an aws command',
  keys: ['y'],
  group: 'Program',
  footer: 2,
  help: 'A word in capitals replaces what may be secret.',
};

/** The text for the filter. */
export function callText({ service, action, why, error, requestId, status }: NumberedCall): string {
  return [service, action, why, status, error, requestId].filter(Boolean).join(' ');
}

/** How long a call took: `84 ms`, `1.2 s`. */
export function callTime(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** How a call ended, as its row shows it. */
export function outcomeText(call: NumberedCall): string {
  return callResult(call) + (call.attempts > 1 ? `  ${call.attempts} tries` : '');
}

/** One call in a row; what does not fit is dropped, its purpose first. */
export function CallRow({
  call,
  columns,
  plain = false,
  longest = Number.POSITIVE_INFINITY,
}: {
  readonly call: NumberedCall;
  readonly columns: number;
  /** Dim and without its purpose, for a corner of another pane. */
  readonly plain?: boolean;
  /** Columns of the longest outcome among the rows: what it does not need goes to the purpose. */
  readonly longest?: number;
}) {
  const theme = useTheme();
  const text = plain ? theme.dim : theme.text;
  const isWell = wentWell(call);
  const result = isWell ? theme.dim : theme.bad;
  if (columns < 48) {
    // In few columns how long it took says more than the second at which it was made.
    const isTimed = columns >= 34;
    const seconds = columns >= 38 || (columns >= 28 && !isTimed);
    return (
      <Box width={columns} height={1} flexShrink={0} overflow="hidden">
        <Cell width={seconds ? 9 : 6} style={theme.dim}>
          {timeOfDay(call.at).slice(0, seconds ? 8 : 5)}
        </Cell>
        <Cell style={isWell ? text : theme.bad}>{call.action}</Cell>
        {isWell ? null : <StateMark tone="failed" />}
        {isTimed ? (
          <Cell width={7} align="right" style={result}>
            {callTime(call.ms)}
          </Cell>
        ) : null}
      </Box>
    );
  }
  const why = !plain && columns >= 110;
  const service = columns >= 66;
  const outcome = Math.min(longest, columns >= 100 ? 26 : columns >= 76 ? 20 : 12);
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
          {outcomeText(call)}
        </Cell>
      </Box>
    </Box>
  );
}
