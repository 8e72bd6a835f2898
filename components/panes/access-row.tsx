import { Box, Text } from 'ink';
import { choiceKey } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';

/** A stable key for lists. */
export function accessKey({ choice }: Pick<AccessOption, 'choice'>): string {
  return choiceKey(choice);
}

/** The text for the filter. */
export function accessText({ label, kind, region }: AccessOption): string {
  return `${label}\n${kind} ${region ?? ''}`;
}

export interface AccessRowProps {
  readonly option: AccessOption;
  readonly width: number;
  readonly selected: boolean;
}

/** One access in a list: name, kind, region, and a mark when it cannot be used. */
export function AccessRow({ option, width, selected }: AccessRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const kindWidth = 15;
  const regionWidth = width >= 60 ? 16 : 0;
  const nameWidth = Math.max(8, Math.min(32, width - kindWidth - regionWidth - 4));
  const style = option.usable.ok ? (selected ? theme.selection : theme.text) : theme.dim;
  return (
    <Box width={width}>
      <Cell width={nameWidth + 2} gap={2} style={style}>
        {option.label}
      </Cell>
      <Cell width={kindWidth} gap={1} style={theme.dim}>
        {option.kind}
      </Cell>
      {regionWidth > 0 ? (
        <Cell width={regionWidth} gap={1} style={theme.dim}>
          {option.region ?? ''}
        </Cell>
      ) : null}
      <Text {...theme.bad}>{option.usable.ok ? ' ' : glyphs.failed}</Text>
    </Box>
  );
}
