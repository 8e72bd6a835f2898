import { Box, Text } from 'ink';
import { foundWords, wayWords } from '../../../machines/configure/words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Choice } from '../../widgets/choice.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** What is already set up, and three ways to go on. */
export function WayPane({ session }: PaneProps) {
  const { flow, answers, localState } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!answers || !localState) return null;
  const way = answers.way === 'rotate' ? 'existing' : answers.way;
  const missing = localState.accessOptions.length === 0;
  return (
    <Box flexDirection="column">
      <Paragraph {...theme.dim}>{foundWords(localState)}</Paragraph>
      <Box marginTop={1}>
        <Choice
          options={[
            {
              value: 'existing',
              label: wayWords.existing.label,
              ...(missing ? { note: 'there is none' } : {}),
            },
            {
              value: 'create',
              label: wayWords.create.label,
              ...(missing ? { note: 'needs a profile' } : {}),
            },
            { value: 'console', label: wayWords.console.label },
          ]}
          value={way}
          onChange={(next) => flow.send({ type: 'EDIT', answers: { way: next } })}
          focused
        />
      </Box>
      <Box marginTop={1}>
        {missing && way !== 'console' ? (
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} This needs a profile, and there is none on this machine yet.`}
          </Paragraph>
        ) : (
          <Paragraph>{wayWords[way].text}</Paragraph>
        )}
      </Box>
      {localState.findings.slice(0, Math.max(0, rows - 10)).map((finding) => (
        <Text key={finding} {...theme.warn} wrap="truncate">{`${glyphs.warning} ${finding}`}</Text>
      ))}
    </Box>
  );
}
