import { Box, Text } from 'ink';
import { placeOf } from '../../src/aws/progress/narration.ts';
import { plainText } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import type { FlatResource } from './flatten.ts';

/** Rows that {@link Details} takes. */
export const detailRows = 4;

/** What AWS tells of one resource. */
export function Details({ row: { resource, path } }: { readonly row: FlatResource }) {
  const theme = useTheme();
  const place = path.length > 0 ? `${placeOf({ ...resource, path })}   ` : '';
  const rows = [
    ['Physical id', resource.physicalId ?? 'none yet'],
    ['Type', `${place}${resource.type}   ${resource.status ?? ''}`],
    ['Reason', resource.reason ? plainText(resource.reason) : 'none given'],
  ] as const;
  return (
    <Box flexDirection="column" marginTop={1} flexShrink={0}>
      {rows.map(([label, value]) => (
        <Box key={label} height={1}>
          <Box width={14} flexShrink={0}>
            <Text {...theme.dim}>{label}</Text>
          </Box>
          <Text wrap="truncate">{value}</Text>
        </Box>
      ))}
    </Box>
  );
}
