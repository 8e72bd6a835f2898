import { Box, Text } from 'ink';
import { leftInAws } from '../../../machines/configure/words.ts';
import { plainText } from '../../../src/core/text.ts';
import { savedWords } from '../../../src/flows/configure/key-words.ts';
import type { PasteText } from '../../../src/profiles/edit/paste.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** A failed step: what went wrong, and what of it is in AWS. */
export function NotFinishedPane({ session, meta }: PaneProps) {
  const { context, problem, failedStep, answers, written, paste = [], pasteShown } = useConfigure(session);
  const saved = failedStep === 'saving' ? undefined : savedWords({ answers, written });
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (!problem)
    return (
      <Paragraph>{`${glyphs.done} What was made and not saved is deleted, and so is its note.`}</Paragraph>
    );
  if (pasteShown) return <LinesByHand paste={paste} />;
  const left = leftInAws(context);
  return (
    <Box flexDirection="column">
      <ProblemView problem={problem} />
      {left.length > 0 ? (
        <Box marginTop={1} flexDirection="column">
          <Text {...theme.dim}>In AWS there is now</Text>
          {left.map((each) => (
            <Text key={each} wrap="truncate">{`  ${each}`}</Text>
          ))}
        </Box>
      ) : null}
      {saved ? (
        <Box marginTop={1}>
          <Paragraph {...theme.dim}>
            {saved}
            {failedStep === 'verifying' ? ' Only that it works is not known yet.' : ''}
          </Paragraph>
        </Box>
      ) : null}
    </Box>
  );
}

/** The lines to put into the files by hand, at the user's request. */
function LinesByHand({ paste }: { readonly paste: readonly PasteText[] }) {
  const theme = useTheme();
  const inWords = useKeyWords();
  return (
    <Box flexDirection="column">
      <Paragraph>
        {inWords('Put these lines in by hand, then press r: the profile is read back and checked.')}
      </Paragraph>
      {paste.map(({ label, text }) => (
        <Box key={label} marginTop={1} flexDirection="column">
          <Text {...theme.dim}>{`Into ${label}`}</Text>
          {text
            .reveal()
            .trimEnd()
            .split('\n')
            .map((line) => (
              <Text key={line} wrap="hard">
                {plainText(line)}
              </Text>
            ))}
        </Box>
      ))}
    </Box>
  );
}
