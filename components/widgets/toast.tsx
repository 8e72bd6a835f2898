import { Box, Text } from 'ink';
import { plainText } from '../../src/core/text.ts';
import { useScreenSize } from '../frame/screen-size.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';
import { textRows } from './text-rows.ts';

export interface ToastProps {
  readonly tone: Tone;
  readonly text: string;
  /** Shown uncut under the text, from the first column to the last, so that it can be selected. */
  readonly whole?: string | undefined;
  /** True: a text longer than a row wraps; otherwise it is cut. */
  readonly wraps?: boolean;
}

/** How many rows a wrapping toast takes. */
export function toastRows({ text, whole }: Pick<ToastProps, 'text' | 'whole'>, columns: number): number {
  return (
    rowsOf(text, columns).length +
    linesOf(whole).reduce((sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line) / columns)), 0)
  );
}

/** A short result; it stays until the next key or the next result. */
export function Toast({ tone, text, whole, wraps = false }: ToastProps) {
  const theme = useTheme();
  const { columns } = useScreenSize();
  const rows = wraps ? rowsOf(text, columns) : [plainText(text)];
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box height={rows.length} flexShrink={0} overflow="hidden" paddingX={1} gap={1}>
        <StateMark tone={tone} />
        <Text wrap="truncate">{rows.join('\n')}</Text>
      </Box>
      {whole === undefined ? null : (
        <Text wrap="hard" {...theme.accent}>
          {linesOf(whole).join('\n')}
        </Text>
      )}
    </Box>
  );
}

/** Beside the mark, inside the margins. */
function rowsOf(text: string, columns: number): string[] {
  return textRows(plainText(text), columns - 4);
}

function linesOf(whole: string | undefined): string[] {
  return whole === undefined ? [] : whole.split('\n').map(plainText);
}
