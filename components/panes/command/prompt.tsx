import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import type { commandMachine } from '../../../machines/command/machine.ts';
import { plainText } from '../../../src/core/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowOf } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** A command line, and how the one before it ended. */
export function PromptPane({ session, meta }: PaneProps) {
  const flow = flowOf<typeof commandMachine>(session, 'command');
  const { typed, choice, ran, problem } = useSelector(flow, (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  const who =
    choice?.kind === 'profile' ? `the profile ${plainText(choice.name)}` : 'the access that is used here';
  return (
    <Box flexDirection="column">
      <Field
        label="Command"
        labelWidth={10}
        width={Math.max(20, columns - 12)}
        value={typed}
        placeholder="aws s3 ls"
        focused
        hint={`It gets this terminal and the credentials of ${who}.`}
        onChange={(text) => flow.send({ type: 'TYPE', text })}
      />
      <Box marginTop={1} flexDirection="column">
        {problem ? <ProblemView problem={problem} /> : null}
        {ran ? (
          <Paragraph {...(ran.code === 0 ? theme.good : theme.bad)}>
            {`${ran.code === 0 ? glyphs.done : glyphs.failed} ${plainText(ran.text)}   exit code ${ran.code}`}
          </Paragraph>
        ) : (
          <Paragraph {...theme.dim}>
            A deployment that it starts, as `amplify push` does, is live on home afterwards.
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
