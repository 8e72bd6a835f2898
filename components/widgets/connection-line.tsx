import { Box, Text } from 'ink';
import { connectionReason, connectionWords } from '../../src/aws/connection-words.ts';
import type { FollowConnection } from '../../src/aws/progress/model.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { useNow } from './clock.tsx';

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
      <Text {...theme.warn} wrap="wrap">{`${glyphs.warning} ${connectionWords(connection, now)}`}</Text>
      {why ? (
        <Box marginLeft={2}>
          <Text {...theme.dim} wrap="wrap">
            {why}
          </Text>
        </Box>
      ) : null}
    </Box>
  );
}
