import { Box, Text } from 'ink';
import type { ProblemText } from '../../src/core/problem.ts';
import { plainText } from '../../src/core/text.ts';
import { useKeyWords } from '../key-words.ts';
import { StateMark } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Hanging } from './hanging.tsx';

export interface ProblemViewProps {
  readonly problem: ProblemText;
}

/** A problem in three parts: what happened, why, what to do now. Each wraps, so nothing that helps is cut off. */
export function ProblemView({ problem }: ProblemViewProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Hanging indent={2} mark={<StateMark tone="failed" />}>
        <Text {...theme.bad}>{plainText(problem.what)}</Text>
      </Hanging>
      <Hanging indent={2} mark={<Text> </Text>}>
        <Text>{inWords(plainText(problem.why))}</Text>
      </Hanging>
      <Hanging indent={2} mark={<Text {...theme.accent}>{glyphs.next}</Text>}>
        <Text>{inWords(plainText(problem.next))}</Text>
      </Hanging>
    </Box>
  );
}
