import { Box, Text } from 'ink';
import { useEffect, useState } from 'react';
import type { Space } from '../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface QrCodeProps {
  /** The content of the code; nothing of it is kept. */
  readonly text: string;
  /** The available room. */
  readonly rows: number;
  readonly columns: number;
  /** Shown if a code of that size does not fit or, without a size, if the terminal has no half blocks. */
  readonly instead: (size: Space | undefined) => string;
}

/** A QR code with its quiet zone, white on black in every theme. */
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
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a picture have no other key
        <Text key={row} {...(theme.name === 'mono' ? {} : { color: '#ffffff', backgroundColor: '#000000' })}>
          {line}
        </Text>
      ))}
    </Box>
  );
}
