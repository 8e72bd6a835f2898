import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { type AppType, sourceOfApp } from '../../../src/project/project.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Choice } from '../../widgets/choice.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

const labels: Readonly<Record<AppType, string>> = {
  javascript: 'JavaScript',
  android: 'Android',
  ios: 'iOS',
  flutter: 'Flutter',
};

/** The kind of app, preselected from files in the folder, which it names. */
export function AppTypePane({ session }: PaneProps) {
  const init = initOf(session);
  const { answers, localState } = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  if (!answers || !localState) return null;
  const { detection } = localState;
  const options = (Object.keys(labels) as AppType[]).map((value) => ({
    value,
    label: labels[value],
    ...(value === detection.app && detection.kinds.includes(value) ? { note: 'detected' } : {}),
  }));
  const choose = (app: AppType) => {
    const resDir = app === 'android' || app === 'flutter' ? { resDir: detection.resDir[app] } : {};
    init.send({ type: 'EDIT', answers: { app, ...resDir } });
  };
  return (
    <Box flexDirection="column">
      <Choice options={options} value={answers.app} focused onChange={choose} />
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>{`Suggested: ${plainText(sourceOfApp(detection))}.`}</Paragraph>
      </Box>
    </Box>
  );
}
