import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { environmentFaults, nameFaults } from '../../../src/flows/init/answers.ts';
import { environmentNameRule, projectNameRule } from '../../../src/project/names.ts';
import { layoutLabels, layoutMeanings, layouts } from '../../../src/project/project.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { InlineChoice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { HintLine } from '../../widgets/hint-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

const options = layouts.map((value) => ({ value, label: layoutLabels[value] }));

const labelWidth = 16;

/** The project's name and its layout, with the rules for them. */
export function NamePane({ session, host }: PaneProps) {
  const init = initOf(session);
  const context = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  const { answers, localState } = context;
  const hasEnvironments = answers?.layout === 'multi-env';
  const [focus, setFocus] = useFormFields(hasEnvironments ? 3 : 2);
  if (!answers || !localState) return null;
  const environmentFault = environmentFaults(answers)[0]?.text;
  const edit = (change: Partial<typeof answers>) => init.send({ type: 'EDIT', answers: change });
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">
        {`In ${host.showPath(context.folder)}. The name suggested is that of the folder.`}
      </Text>
      <Box marginTop={1} flexDirection="column">
        <FocusOnClick focused={focus === 0} onFocus={() => setFocus(0)}>
          <Field
            label="Project name"
            labelWidth={labelWidth}
            value={answers.name}
            suggestion={localState.answers.name}
            onChange={(name) => edit({ name })}
            focused={focus === 0}
            width={32}
            problem={nameFaults(answers)[0]?.text}
          />
        </FocusOnClick>
        <FocusOnClick focused={focus === 1} onFocus={() => setFocus(1)}>
          <InlineChoice
            label="Layout"
            labelWidth={labelWidth}
            options={options}
            value={answers.layout}
            focused={focus === 1}
            onChange={(layout) => edit({ layout })}
          />
        </FocusOnClick>
        {hasEnvironments ? (
          <FocusOnClick focused={focus === 2} onFocus={() => setFocus(2)}>
            <Field
              label="Environment"
              labelWidth={labelWidth}
              value={answers.environment}
              suggestion={localState.answers.environment}
              onChange={(environment) => edit({ environment })}
              focused={focus === 2}
              width={32}
              problem={environmentFault}
            />
          </FocusOnClick>
        ) : null}
        <HintLine
          text={[projectNameRule, undefined, environmentFault ? undefined : environmentNameRule][focus]}
          indent={labelWidth}
        />
      </Box>
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>{layoutMeanings[answers.layout]}</Paragraph>
      </Box>
    </Box>
  );
}
