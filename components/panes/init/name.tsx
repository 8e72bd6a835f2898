import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { nameFaults } from '../../../src/init/answers.ts';
import { projectNameRule } from '../../../src/project/names.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** The project's name; the rule is shown before it is broken. */
export function NamePane({ session, surface }: PaneProps) {
  const init = initOf(session);
  const context = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  const { answers, surroundings } = context;
  if (!answers || !surroundings) return null;
  const [fault] = nameFaults(answers);
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">
        {`In ${surface.showPath(context.folder)}`}
      </Text>
      <Box marginTop={1}>
        <Field
          label="Project name"
          value={answers.name}
          onChange={(name) => init.send({ type: 'EDIT', answers: { name } })}
          focused
          width={32}
          hint={projectNameRule}
          problem={fault?.text}
        />
      </Box>
      <Box marginTop={1}>
        <Text {...theme.dim} wrap="wrap">
          {`Suggested ${surroundings.nameEvidence}. The stack in AWS gets this name and the time.`}
        </Text>
      </Box>
    </Box>
  );
}
