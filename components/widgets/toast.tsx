import { Box, Text } from 'ink';
import { plainText } from '../../src/core/text.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';

export interface ToastProps {
  readonly tone: Tone;
  readonly text: string;
  /** Shown whole under it, from the first column to the last, so that it can be selected. */
  readonly whole?: string | undefined;
}

/** How many rows a toast takes. */
export function toastRows(whole: string | undefined, columns: number): number {
  return 1 + linesOf(whole).reduce((sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line) / columns)), 0);
}

/** A short result in one row; it stays until the next key or the next result. */
export function Toast({ tone, text, whole }: ToastProps) {
  const theme = useTheme();
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box height={1} flexShrink={0} overflow="hidden" paddingX={1}>
        <StateMark tone={tone} />
        <Text wrap="truncate">{` ${plainText(text)}`}</Text>
      </Box>
      {whole === undefined ? null : (
        <Text wrap="hard" {...theme.accent}>
          {linesOf(whole).join('\n')}
        </Text>
      )}
    </Box>
  );
}

function linesOf(whole: string | undefined): string[] {
  return whole === undefined ? [] : whole.split('\n').map(plainText);
}
