import { Box, render, Text, useInput, useWindowSize } from 'ink';
import { useState } from 'react';

/**
 * The yardstick: a bordered, full-screen Ink list of the terminal's size with nothing else in it. `q` quits, `j` and
 * `k` move.
 */
function PlainList() {
  const { columns, rows } = useWindowSize();
  const [index, setIndex] = useState(0);
  useInput((input) => {
    if (input === 'q') process.exit(0);
    for (const key of input) setIndex((at) => Math.max(0, at + (key === 'j' ? 1 : key === 'k' ? -1 : 0)));
  });
  const room = rows - 3;
  const top = Math.max(0, index - room + 1);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Box flexDirection="column" borderStyle="round" width={columns} height={rows - 1} overflow="hidden">
        {Array.from({ length: room }, (_, offset) => top + offset).map((row) => (
          <Text key={row} inverse={row === index} wrap="truncate">
            {`${row === index ? '▸' : ' '} profile-${String(row).padStart(5, '0')}            keys            eu-west-1`}
          </Text>
        ))}
      </Box>
      <Text> q quit</Text>
    </Box>
  );
}

render(<PlainList />, {
  alternateScreen: true,
  interactive: true,
  exitOnCtrlC: false,
  incrementalRendering: true,
  maxFps: 15,
});
