import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import {
  answersAdding,
  newEnvironmentFaults,
  parameterOptions,
  parametersChosen,
} from '../../../machines/init/steps.ts';
import { plainText } from '../../../src/core/text.ts';
import { environmentNameRule } from '../../../src/project/names.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { InlineChoice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { HintLine } from '../../widgets/hint-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

const labelWidth = 16;

/** The name of a new environment for the existing backend. */
export function EnvironmentPane({ session }: PaneProps) {
  const init = initOf(session);
  const context = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  const { answers, localState, addsTo } = context;
  const sources = localState?.withParameters ?? [];
  const [focus, setFocus] = useFormFields(sources.length > 0 ? 2 : 1);
  if (!answers || !localState) return null;
  const others = localState.environments ?? [];
  const fault = newEnvironmentFaults(context)[0]?.text;
  return (
    <Box flexDirection="column">
      <Paragraph {...theme.dim}>
        {`A new environment of ${plainText(answers.name)}: its own stack, bucket and roles.`}
      </Paragraph>
      <Paragraph {...theme.dim}>
        {others.length > 0
          ? `${plainText(others.join(', '))} ${others.length === 1 ? 'stays as it is' : 'stay as they are'}.`
          : 'No file here names another one.'}
      </Paragraph>
      <Box marginTop={1} flexDirection="column">
        <FocusOnClick focused={focus === 0} onFocus={() => setFocus(0)}>
          <Field
            label="Environment"
            labelWidth={labelWidth}
            value={answers.environment}
            onChange={(environment) => init.send({ type: 'EDIT', answers: { environment } })}
            focused={focus === 0}
            suggestion={answersAdding({ ...context, answers: localState.answers }).answers?.environment}
            width={32}
            problem={fault}
          />
        </FocusOnClick>
        {sources.length > 0 ? (
          <FocusOnClick focused={focus === 1} onFocus={() => setFocus(1)}>
            <InlineChoice
              label="Parameters"
              labelWidth={labelWidth}
              options={parameterOptions(sources)}
              value={parametersChosen(answers, addsTo, sources)}
              focused={focus === 1}
              onChange={(parametersOf) => init.send({ type: 'EDIT', answers: { parametersOf } })}
            />
          </FocusOnClick>
        ) : null}
        <HintLine
          text={focus === 0 && fault === undefined ? environmentNameRule : undefined}
          indent={labelWidth}
        />
      </Box>
      {sources.length > 0 ? (
        <Box marginTop={1}>
          <Paragraph {...theme.dim}>
            Of functions and other resources, in team-provider-info.json. What belongs to one environment
            alone is not copied.
          </Paragraph>
        </Box>
      ) : null}
    </Box>
  );
}
