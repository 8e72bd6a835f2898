import { Box, Text } from 'ink';
import { plainText } from '../../src/values/text.ts';
import { StateMark, type Tone } from '../theme/state-mark.tsx';

export interface ToastProps {
  readonly tone: Tone;
  readonly text: string;
}

/** A short result in one row; it stays until the next key or the next result. */
export function Toast({ tone, text }: ToastProps) {
  return (
    <Box height={1} flexShrink={0} overflow="hidden" paddingX={1}>
      <StateMark tone={tone} />
      <Text wrap="truncate">{` ${plainText(text)}`}</Text>
    </Box>
  );
}
