import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { chosenOption } from '../../../machines/init/steps.ts';
import { sameChoice, sourceWords } from '../../../src/credentials/access.ts';
import type { AccessOption } from '../../../src/credentials/access-option.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { AccessList } from '../access-list.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** Every profile of both AWS files with its kind; unusable ones say why. */
export function AccessPane({ session }: PaneProps) {
  const init = initOf(session);
  const context = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { localState, answers, problem } = context;
  if (!localState || !answers) return null;
  const missing = localState.accessMissing;
  // Here a key opens `configure`.
  if (missing)
    return (
      <ProblemView
        problem={{
          ...missing,
          next: 'Press c to set it up. You come back here with what you have answered.',
        }}
      />
    );
  const chosen = chosenOption(context);
  const { accessSource, accessGiven } = localState;
  const isGiven = answers.access !== undefined && sameChoice(answers.access, accessGiven);
  const choose = (option: AccessOption | undefined) => {
    if (option && option !== chosen) init.send({ type: 'EDIT', answers: { access: option.choice } });
  };
  return (
    <Box flexDirection="column">
      <AccessList options={localState.accessOptions} initial={answers.access} onHighlight={choose} />
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : chosen && !chosen.usable.ok ? (
          <Paragraph {...theme.bad}>{`${glyphs.failed} ${chosen.usable.why}`}</Paragraph>
        ) : localState.accessAbsent ? (
          <Paragraph {...theme.warn}>{`${glyphs.warning} ${localState.accessAbsent}`}</Paragraph>
        ) : (
          <Paragraph {...theme.dim}>
            {accessSource && isGiven
              ? `Selected ${sourceWords(accessSource)}. We check who you are before anything is written.`
              : 'We check who you are before anything is written.'}
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
