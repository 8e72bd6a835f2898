import { Box, Text } from 'ink';
import { useTheme } from '../theme/theme-context.tsx';

export interface RegionRowProps {
  readonly region: { readonly id: string; readonly name: string };
  readonly selected: boolean;
}

/** One region in a list: its id and where it is. */
export function RegionRow({ region, selected }: RegionRowProps) {
  const theme = useTheme();
  return (
    <>
      <Box width={18} flexShrink={0}>
        <Text {...(selected ? theme.selection : theme.text)}>{region.id}</Text>
      </Box>
      <Text {...theme.dim} wrap="truncate">
        {region.name}
      </Text>
    </>
  );
}
