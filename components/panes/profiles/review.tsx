import { Box, Text } from 'ink';
import { fileChangeWords } from '../../../src/profiles/change-words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import type { ReviewFile } from '../../widgets/file-browser.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { diffLines, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useProfiles } from './use-profiles.ts';

/** Both files with every changed line, secrets masked; nothing is written before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { change, plan, problem } = useProfiles(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan || !change) return null;
  const files = plan.files.map(({ label, change: how, diff, warnings }): ReviewFile => {
    const told = warnings.map(
      (warning): ReviewLine => ({ text: `${glyphs.warning} ${inWords(warning)}`, style: 'warn' }),
    );
    return { label, change: how, lines: [...told, ...diffLines(diff, glyphs)] };
  });
  return (
    <Box flexDirection="column">
      {plan.files.length === 0 ? (
        <>
          <Paragraph>{fileChangeWords(change)}</Paragraph>
          <Text {...theme.dim}>Both files already say this.</Text>
        </>
      ) : (
        <ReviewList
          lines={[]}
          files={files}
          rows={rows}
          above={[{ text: fileChangeWords(change), style: 'text' }]}
        />
      )}
    </Box>
  );
}
