import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { AccessRow, accessKey } from '../access-row.tsx';
import type { PaneProps } from '../pane-props.ts';

/** The profiles, the one in use marked; `p` opens the list to switch. */
export function ProfileLines({ session }: PaneProps) {
  const { home, access } = useSelector(session, (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const profiles = home?.profiles ?? [];
  const inUse = access && accessKey({ choice: access.choice });
  const sorted = [...profiles].sort(
    (a, b) => Number(accessKey(b) === inUse) - Number(accessKey(a) === inUse),
  );
  const shown = sorted.slice(0, sorted.length > rows ? rows - 1 : rows);
  return (
    <Box flexDirection="column">
      {home && profiles.length === 0 ? <Text {...theme.dim}>none in ~/.aws yet: c sets one up</Text> : null}
      {shown.map((option) => {
        const selected = accessKey(option) === inUse;
        return (
          <Box key={accessKey(option)} height={1} width={columns} overflow="hidden">
            <Text {...theme.accent}>{selected ? `${glyphs.pointer} ` : '  '}</Text>
            <AccessRow option={option} width={columns - 2} selected={selected} />
          </Box>
        );
      })}
      {shown.length < profiles.length ? (
        <Text {...theme.dim}>{`  and ${profiles.length - shown.length} more`}</Text>
      ) : null}
    </Box>
  );
}
