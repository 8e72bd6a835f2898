import { Box, Text } from 'ink';
import { useTheme } from '../../theme/theme-context.tsx';

/** The name in half blocks. */
const letters = [
  '▄▀█ █▀▄▀█ █▀█ █   █ █▀▀ █▄█ ▄▄ ▀█▀ █ █ █',
  '█▀█ █ ▀ █ █▀▀ █▄▄ █ █▀   █      █  █▄█ █',
] as const;

/** The rows it takes, including the empty ones around it. */
export const wordmarkRows = letters.length + 2;
export const wordmarkColumns = letters[0].length;

/** The logo of a new folder's first screen, if there is room to spare. */
export function Wordmark() {
  const theme = useTheme();
  return (
    <Box flexDirection="column" height={wordmarkRows} paddingTop={1} flexShrink={0} aria-hidden>
      {letters.map((row) => (
        <Text key={row} wrap="truncate" {...theme.accent}>
          {row}
        </Text>
      ))}
    </Box>
  );
}
