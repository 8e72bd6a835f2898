import { Box, Text } from 'ink';
import type { AccessOption } from '../../../src/credentials/choice.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';

export interface ProfileRowProps {
  readonly option: AccessOption;
  readonly width: number;
  readonly selected: boolean;
  readonly inUse: boolean;
  /** What is wrong with it, though it can be used. */
  readonly warned: boolean;
}

/** What the filter looks at. */
export function optionText({ label, kind, region, account }: AccessOption): string {
  return `${label} ${kind} ${region ?? ''} ${account ?? ''}`;
}

/** One profile: name, badge, region and account as far as there is room, and a mark for its health. */
export function ProfileRow({ option, width, selected, inUse, warned }: ProfileRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const region = width >= 46 ? 16 : 0;
  const account = width >= 64 ? 13 : 0;
  const badge = 14;
  const name = Math.max(8, width - badge - region - account - 4);
  const ok = option.usable.ok;
  return (
    <Box width={width}>
      <Cell width={2} style={theme.accent}>
        {inUse ? glyphs.running : ' '}
      </Cell>
      <Cell width={name} gap={1} style={ok ? (selected ? theme.selection : theme.text) : theme.dim}>
        {option.label}
      </Cell>
      <Cell width={badge} gap={1} style={theme.dim}>
        {option.kind}
      </Cell>
      {region > 0 ? (
        <Cell width={region} gap={1} style={theme.dim}>
          {option.region ?? ''}
        </Cell>
      ) : null}
      {account > 0 ? (
        <Cell width={account} gap={1} style={theme.dim}>
          {option.account ?? ''}
        </Cell>
      ) : null}
      {ok ? (
        <Text {...theme.warn}>{warned ? glyphs.warning : ' '}</Text>
      ) : (
        <Text {...theme.bad}>{glyphs.failed}</Text>
      )}
    </Box>
  );
}
