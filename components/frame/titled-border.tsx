import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface TitledBorderProps {
  readonly title: string;
  /** Next to the title, on the right, dim: a state, a count. */
  readonly aside?: ReactNode;
  /** True: with a border. False: the same geometry without one, so that nothing moves with the focus. */
  readonly focused: boolean;
  readonly children?: ReactNode;
}

/** The rest of a border's top row: a box with only a top border draws a line of just its width. */
function TopLine() {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box
      flexGrow={1}
      flexShrink={1}
      minWidth={0}
      height={1}
      borderStyle={glyphs.ruleStyle}
      borderLeft={false}
      borderRight={false}
      borderBottom={false}
      {...(theme.borderFocus === undefined ? {} : { borderColor: theme.borderFocus })}
    />
  );
}

/** A title in the top row, content below it with one column of padding; a border only with the focus. */
export function TitledBorder({ title, aside, focused, children }: TitledBorderProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const edge = theme.borderFocus === undefined ? {} : { color: theme.borderFocus };
  const border = theme.borderFocus === undefined ? {} : { borderColor: theme.borderFocus };
  return (
    <>
      <Box height={1} flexShrink={0} overflow="hidden">
        <Text {...edge}>{focused ? `${glyphs.topLeft} ` : '  '}</Text>
        <Text wrap="truncate" {...(focused ? theme.titleFocus : theme.title)}>
          {title.toUpperCase()}
        </Text>
        <Text> </Text>
        {focused ? <TopLine /> : <Box flexGrow={1} flexShrink={1} minWidth={0} />}
        {aside === undefined ? null : (
          <Box flexShrink={0} marginX={1}>
            <Text {...theme.dim}>{aside}</Text>
          </Box>
        )}
        <Text {...edge}>{focused ? glyphs.topRight : ' '}</Text>
      </Box>
      <Box
        flexDirection="column"
        flexGrow={1}
        flexShrink={1}
        minHeight={0}
        overflow="hidden"
        paddingX={1}
        {...(focused
          ? { borderStyle: glyphs.borderStyle, borderTop: false, ...border }
          : { marginX: 1, marginBottom: 1 })}
      >
        {children}
      </Box>
    </>
  );
}
