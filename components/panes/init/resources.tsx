import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { settingsFaults } from '../../../src/flows/init/answers.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';
import { PathField } from '../path-field.tsx';

/** For Android and Flutter: the folder for configuration files. */
export function ResourcesPane({ session, host }: PaneProps) {
  const init = initOf(session);
  const { answers, localState } = useSelector(init, (snapshot) => snapshot.context);
  const theme = useTheme();
  if (!answers) return null;
  const [fault] = settingsFaults(answers);
  return (
    <Box flexDirection="column">
      <Paragraph {...theme.dim}>
        {answers.app === 'android'
          ? 'The folder with the resources of your Android app.'
          : 'The folder of your Flutter app that configuration is written to.'}
      </Paragraph>
      <Box marginTop={1}>
        <PathField
          label="Resources"
          value={answers.resDir}
          suggestion={localState?.answers.resDir}
          host={host}
          onChange={(resDir) => init.send({ type: 'EDIT', answers: { resDir } })}
          hint="A path inside the project."
          problem={fault?.text}
        />
      </Box>
    </Box>
  );
}
