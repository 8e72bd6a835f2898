import { Box, Text } from 'ink';
import type { TextStyle, Theme } from '../theme/theme.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { type FrameStatus, type TopLine as Line, type TopLineRole, topLine } from './top-line-parts.ts';

const styles: Readonly<Record<TopLineRole, keyof Theme & string>> = {
  program: 'dim',
  project: 'text',
  path: 'dim',
  cloud: 'dim',
  demo: 'badge',
  readOnly: 'badge',
  production: 'production',
  profile: 'text',
  account: 'text',
  region: 'dim',
  time: 'dim',
  elsewhere: 'accent',
};

/** The top line; a production profile colours all of it. */
export function TopLine({ status, columns }: { readonly status: FrameStatus; readonly columns: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const line = topLine(status, columns, glyphs.ellipsis);
  if (status.production) {
    return (
      <Box width={columns} height={1} flexShrink={0} overflow="hidden">
        <Text wrap="truncate" {...theme.production}>
          {asText(line, columns)}
        </Text>
      </Box>
    );
  }
  // Only names stand out: who acts, on what.
  const style = (role: TopLineRole): TextStyle => ({
    ...(theme[styles[role]] as TextStyle),
    ...(role === 'project' || role === 'account' || (role === 'program' && status.project === undefined)
      ? { bold: true }
      : {}),
  });
  return (
    <Box
      width={columns}
      height={1}
      flexShrink={0}
      overflow="hidden"
      paddingX={1}
      justifyContent="space-between"
    >
      <Box columnGap={2} flexShrink={0}>
        {line.left.map(({ role, text }) => (
          <Text key={role} {...style(role)}>
            {text}
          </Text>
        ))}
      </Box>
      <Box columnGap={line.gap} flexShrink={0}>
        {line.right.map(({ role, text }) => (
          <Text key={role} {...style(role)}>
            {text}
          </Text>
        ))}
      </Box>
    </Box>
  );
}

function asText({ left, right, gap }: Line, columns: number): string {
  const start = ` ${left.map(({ text }) => text).join('  ')}`;
  const end = `${right.map(({ text }) => text).join(' '.repeat(gap))} `;
  return start + ' '.repeat(Math.max(0, columns - columnsOf(start) - columnsOf(end))) + end;
}
