import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { editors } from '../../../src/project/editors.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Choice } from '../../widgets/choice.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** The editor, with the user's own preselected. */
export function EditorPane({ session }: PaneProps) {
  const init = initOf(session);
  const { answers, localState } = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  if (!answers || !localState) return null;
  const options = editors.map(({ id, label }) => ({
    value: id as string,
    label,
    ...(id === localState.answers.editor ? { note: localState.editorEvidence } : {}),
  }));
  return (
    <Box flexDirection="column">
      <Choice
        options={options}
        value={answers.editor}
        focused
        onChange={(editor) => init.send({ type: 'EDIT', answers: { editor } })}
      />
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>Only stored in the project for other Amplify tools.</Paragraph>
      </Box>
    </Box>
  );
}
