import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { settingsFaults } from '../../../src/flows/init/answers.ts';
import { javascriptDefaults } from '../../../src/project/frontends/javascript.ts';
import {
  doubtsAbout,
  type Framework,
  frameworks,
  type JavascriptConfig,
} from '../../../src/project/project.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { InlineChoice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { HintLine } from '../../widgets/hint-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';
import { usePathCompletion } from '../use-path-completion.ts';

const fields = [
  ['sourceDir', 'Source folder', 'Your code. Configuration files for it will be written here.'],
  ['distributionDir', 'Distribution folder', 'What gets published: the folder your build writes to.'],
  ['buildCommand', 'Build command', 'Builds the app before it is published.'],
  ['startCommand', 'Start command', 'Runs the app on this machine.'],
] as const satisfies readonly (readonly [keyof JavascriptConfig, string, string])[];

const options = frameworks.map((value) => ({ value, label: value }));

const labelWidth = 22;

/** The framework and its four settings, filled in with what was detected. */
export function FrameworkPane({ session, host }: PaneProps) {
  const init = initOf(session);
  const { answers, localState } = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  // The framework comes before its settings.
  const [focus, setFocus] = useFormFields(fields.length + 1);
  const name = fields[focus - 1]?.[0];
  const put = (name: keyof JavascriptConfig, value: string) =>
    answers && init.send({ type: 'EDIT', answers: { javascript: { ...answers.javascript, [name]: value } } });
  const names = usePathCompletion({
    host,
    path: name === 'sourceDir' || name === 'distributionDir' ? answers?.javascript[name] : undefined,
    onChange: (path) => name && put(name, path),
  });
  if (!answers || !localState) return null;
  const faults = new Map(settingsFaults(answers).map((fault) => [fault.answer, fault.text]));
  const { frameworkEvidence, framework: found, javascript: foundSettings } = localState.detection;
  const settingsOf = (framework: Framework) =>
    framework === found ? foundSettings : javascriptDefaults(framework);
  const suggested = settingsOf(answers.framework);
  const choose = (framework: Framework) =>
    init.send({ type: 'EDIT', answers: { framework, javascript: settingsOf(framework) } });
  return (
    <Box flexDirection="column">
      <Paragraph {...theme.dim}>
        {frameworkEvidence
          ? `Found ${frameworkEvidence}, so these are filled in.`
          : 'No framework was recognised, so these are the usual values.'}
      </Paragraph>
      {doubtsAbout(localState.detection, answers).map((doubt) => (
        <Paragraph key={doubt} {...theme.warn}>
          {`${glyphs.warning} ${doubt}`}
        </Paragraph>
      ))}
      <Box marginTop={1} flexDirection="column">
        <FocusOnClick focused={focus === 0} onFocus={() => setFocus(0)}>
          <InlineChoice
            label="Framework"
            labelWidth={labelWidth}
            options={options}
            value={answers.framework}
            focused={focus === 0}
            onChange={choose}
          />
        </FocusOnClick>
        {fields.map(([name, label], index) => (
          <FocusOnClick key={name} focused={focus === index + 1} onFocus={() => setFocus(index + 1)}>
            <Field
              label={label}
              labelWidth={labelWidth}
              value={answers.javascript[name]}
              suggestion={suggested[name]}
              focused={focus === index + 1}
              problem={faults.get(name)}
              onChange={(value) => put(name, value)}
            />
          </FocusOnClick>
        ))}
        <HintLine text={names ?? fields[focus - 1]?.[2]} indent={labelWidth} />
      </Box>
    </Box>
  );
}
