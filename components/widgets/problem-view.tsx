import { Box, Text } from 'ink';
import type { ProblemText } from '../../src/core/problem.ts';
import { clip, plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyWords } from '../key-words.ts';
import { StateMark } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { cutMiddle } from './columns.ts';
import { Hanging } from './hanging.tsx';
import { Paragraph } from './paragraph.tsx';
import { textRows } from './text-rows.ts';

/** A text, cut to a number of rows. */
export function firstRows(text: string, columns: number, most: number): string {
  const lines = textRows(text, columns);
  if (lines.length <= most) return lines.join('\n');
  const kept = lines.slice(0, most);
  return [...kept.slice(0, -1), clip(`${kept.at(-1)} …`, columns)].join('\n');
}

/** A text made safe to show. A word of many rows, such as a path pasted by mistake, loses its middle. */
function shown(text: string, columns: number): string {
  return plainText(text).replace(/\S+/g, (word) =>
    word.length > columns * 4 ? cutMiddle(word, columns * 2) : word,
  );
}

/** How many rows a whole problem needs. */
export function problemRows({ what, why, next }: ProblemText, columns: number): number {
  const room = Math.max(10, columns - 2);
  return [what, why, next].reduce((sum, text) => sum + textRows(shown(text, room), room).length, 0);
}

export interface ProblemViewProps {
  readonly problem: ProblemText;
}

/**
 * A problem in three parts: what happened, why, what to do now. Each part wraps, so nothing helpful is cut off; if there
 * is too little room for everything, the end of the why is left out, since that quotes AWS, then the end of what happened.
 */
export function ProblemView({ problem }: ProblemViewProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { columns, rows } = useSpace();
  const room = Math.max(1, columns - 2);
  const why = inWords(shown(problem.why, room));
  const next = inWords(shown(problem.next, room));
  const rowsOf = (text: string) => textRows(text, room).length;
  const what = firstRows(shown(problem.what, room), room, Math.max(1, rows - rowsOf(next)));
  const whyRows = rows - rowsOf(what) - rowsOf(next);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Hanging indent={2} mark={<StateMark tone="failed" />}>
        <Paragraph {...theme.bad} indent={2}>
          {what}
        </Paragraph>
      </Hanging>
      {whyRows > 0 ? (
        <Hanging indent={2} mark={<Text> </Text>}>
          <Text>{firstRows(why, room, whyRows)}</Text>
        </Hanging>
      ) : null}
      <Hanging indent={2} mark={<Text {...theme.accent}>{glyphs.next}</Text>}>
        <Paragraph indent={2}>{next}</Paragraph>
      </Hanging>
    </Box>
  );
}
