import { Box, Text } from 'ink';
import { useTheme } from '../../theme/theme-context.tsx';

/** The name in half blocks. */
const letters = [
  '▄▀█ █▀▄▀█ █▀█ █   █ █▀▀ █▄█ ▄▄ ▀█▀ █ █ █',
  '█▀█ █ ▀ █ █▀▀ █▄▄ █ █▀   █      █  █▄█ █',
] as const;

/** Rows that it takes, the empty ones around it included. */
export const wordmarkRows = letters.length + 2;
export const wordmarkColumns = letters[0].length;

/** What the first screen of a new folder is known by; only where nothing has to make room for it. */
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
