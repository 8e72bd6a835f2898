import { Box } from 'ink';
import { chosenAccess } from '../../../machines/configure/answers.ts';
import type { AccessOption } from '../../../src/credentials/access-option.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { AccessList } from '../access-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** The profile to verify, or the one that may create a user. */
export function AccessPane({ session }: PaneProps) {
  const { flow, context, answers, localState } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (!localState || !answers) return null;
  const chosen = chosenAccess(context);
  const choose = (option: AccessOption | undefined) => {
    if (option && option !== chosen) flow.send({ type: 'EDIT', answers: { access: option.choice } });
  };
  return (
    <Box flexDirection="column">
      <AccessList options={localState.accessOptions} initial={answers.access} onHighlight={choose} />
      <Box marginTop={1}>
        {chosen && !chosen.usable.ok ? (
          <Paragraph {...theme.bad}>{`${glyphs.failed} ${chosen.usable.why}`}</Paragraph>
        ) : (
          <Paragraph {...theme.dim}>
            {answers.way === 'create'
              ? 'It must be allowed to create IAM users. We check who it is before anything is created.'
              : 'We check who it is. Nothing is created.'}
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
