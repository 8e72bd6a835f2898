import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { newEnvironmentFaults } from '../../../machines/init/steps.ts';
import { plainText } from '../../../src/core/text.ts';
import { environmentNameRule } from '../../../src/project/names.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** The name of a new environment for the backend that is there. */
export function EnvironmentPane({ session }: PaneProps) {
  const init = initOf(session);
  const context = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  useFormFields(1);
  const { answers, surroundings } = context;
  if (!answers || !surroundings) return null;
  const others = surroundings.environments ?? [];
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="wrap">
        {`A new environment of ${plainText(answers.name)}: its own stack, bucket and roles.`}
      </Text>
      <Text {...theme.dim} wrap="wrap">
        {others.length > 0
          ? `${plainText(others.join(', '))} ${others.length === 1 ? 'stays as it is' : 'stay as they are'}.`
          : 'No file here names another one.'}
      </Text>
      <Box marginTop={1}>
        <Field
          label="Environment"
          labelWidth={16}
          value={answers.environment}
          onChange={(environment) => init.send({ type: 'EDIT', answers: { environment } })}
          focused
          width={32}
          hint={environmentNameRule}
          problem={newEnvironmentFaults(context)[0]?.text}
        />
      </Box>
    </Box>
  );
}
