import { Box, Text } from 'ink';
import { choiceKey } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/choice.ts';
import { clip } from '../../src/values/text.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

/** A stable key for lists. */
export function accessKey({ choice }: Pick<AccessOption, 'choice'>): string {
  return choiceKey(choice);
}

/** What the filter looks at. */
export function accessText({ label, kind, region }: AccessOption): string {
  return `${label} ${kind} ${region ?? ''}`;
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
      <Box width={nameWidth + 2} flexShrink={0}>
        <Text {...style} wrap="truncate">
          {clip(option.label, nameWidth)}
        </Text>
      </Box>
      <Box width={kindWidth} flexShrink={0}>
        <Text {...theme.dim} wrap="truncate">
          {option.kind}
        </Text>
      </Box>
      {regionWidth > 0 ? (
        <Box width={regionWidth} flexShrink={0}>
          <Text {...theme.dim} wrap="truncate">
            {option.region ?? ''}
          </Text>
        </Box>
      ) : null}
      <Text {...theme.warn}>{option.usable.ok ? ' ' : glyphs.warning}</Text>
    </Box>
  );
}
