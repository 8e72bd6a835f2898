import { Box, Text } from 'ink';
import { useEffect, useState } from 'react';
import type { Space } from '../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface QrCodeProps {
  /** What the picture says; nothing of it is kept. */
  readonly text: string;
  /** Room there is. */
  readonly rows: number;
  readonly columns: number;
  /** What is shown where a picture of that size does not fit, or, without a size, where the terminal has no half blocks. */
  readonly instead: (size: Space | undefined) => string;
}

/** A QR code, white on black whatever the theme, with its quiet zone. */
export function QrCode({ text, rows, columns, instead }: QrCodeProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const [lines, setLines] = useState<readonly string[]>();
  useEffect(() => {
    let current = true;
    void import('../../src/flows/assume-role/qr-rows.ts').then(({ qrRows }) => {
      if (current) setLines(qrRows(text));
    });
    return () => {
      current = false;
    };
  }, [text]);
  if (!lines) return null;
  const width = lines[0]?.length ?? 0;
  const isTooLarge = lines.length > rows || width > columns;
  if (!glyphs.unicode || isTooLarge)
    return (
      <Text {...theme.dim} wrap="wrap">
        {instead(glyphs.unicode ? { columns: width, rows: lines.length } : undefined)}
      </Text>
    );
  return (
    <Box flexDirection="column" flexShrink={0} width={width}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a picture have nothing else
        <Text key={row} {...(theme.name === 'mono' ? {} : { color: '#ffffff', backgroundColor: '#000000' })}>
          {line}
        </Text>
      ))}
    </Box>
  );
}
