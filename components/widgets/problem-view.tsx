import { Box, Text } from 'ink';
import type { ProblemText } from '../../src/values/problem.ts';
import { plainText } from '../../src/values/text.ts';
import { StateMark } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';

export interface ProblemViewProps {
  readonly problem: ProblemText;
}

/** A problem in three parts: what happened, why, what to do now. Each wraps, so nothing that helps is cut off. */
export function ProblemView({ problem }: ProblemViewProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Part mark={<StateMark tone="failed" />}>
        <Text {...theme.bad}>{plainText(problem.what)}</Text>
      </Part>
      <Part mark={<Text> </Text>}>
        <Text>{plainText(problem.why)}</Text>
      </Part>
      <Part mark={<Text {...theme.accent}>{glyphs.next}</Text>}>
        <Text>{plainText(problem.next)}</Text>
      </Part>
    </Box>
  );
}

function Part({ mark, children }: { readonly mark: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <Box flexShrink={0}>
      <Box width={2} flexShrink={0}>
        {mark}
      </Box>
      <Box flexShrink={1} minWidth={0}>
        {children}
      </Box>
    </Box>
  );
}
