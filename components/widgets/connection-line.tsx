import { Box } from 'ink';
import { connectionReason, connectionWords } from '../../src/aws/connection-words.ts';
import type { FollowConnection } from '../../src/aws/progress/model.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { useNow } from './clock.tsx';
import { Paragraph } from './paragraph.tsx';

export interface ConnectionLineProps {
  readonly connection: FollowConnection | undefined;
}

/** Shown only while AWS cannot be reached: since when, when it is tried again, and why; counts down by itself. */
export function ConnectionLine({ connection }: ConnectionLineProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const trouble = connection !== undefined && connection.kind !== 'ok';
  const now = useNow(1000, trouble);
  if (!trouble) return null;
  const why = connectionReason(connection);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Paragraph {...theme.warn}>{`${glyphs.warning} ${connectionWords(connection, now)}`}</Paragraph>
      {why ? (
        <Box marginLeft={2}>
          <Paragraph indent={2} {...theme.dim}>
            {why}
          </Paragraph>
        </Box>
      ) : null}
    </Box>
  );
}
