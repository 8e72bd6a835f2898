import { Box, Text } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { closeScreens, renderScreen } from '../../support/screen.tsx';

afterEach(closeScreens);

describe('the screen harness', () => {
  it('rejects a frame that is higher than the terminal', async () => {
    const tall = (
      <Box flexDirection="column">
        {Array.from({ length: 12 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that never change
          <Text key={at}>{`row ${at}`}</Text>
        ))}
      </Box>
    );
    await expect(renderScreen(tall, { columns: 20, rows: 6 })).rejects.toThrow('higher than the terminal');
  });

  it('rejects a row that is wider than the terminal', async () => {
    const wide = (
      <Box width={40} flexShrink={0}>
        <Text>{'x'.repeat(40)}</Text>
      </Box>
    );
    await expect(renderScreen(wide, { columns: 20, rows: 6 })).rejects.toThrow('wider than the terminal');
  });

  it('shows the screen if a text does not appear', async () => {
    const screen = await renderScreen(<Text>hello</Text>, { patience: 20 });
    await expect(screen.see('bye')).rejects.toThrow('hello');
    await expect(screen.gone('hello')).rejects.toThrow('Still on screen');
  });
});
