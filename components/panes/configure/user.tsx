import { Box } from 'ink';
import { userNameFault, userNameRule } from '../../../src/flows/configure/user-name.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** The name of the IAM user, with the rule for it. */
export function UserPane({ session, meta }: PaneProps) {
  const { flow, answers, localState, verified, problem } = useConfigure(session);
  const theme = useTheme();
  if (!answers) return null;
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  return (
    <Box flexDirection="column">
      <Field
        label="User name"
        value={answers.userName}
        suggestion={localState?.answers.userName}
        onChange={(userName) => flow.send({ type: 'EDIT', answers: { userName } })}
        focused
        width={40}
        hint={userNameRule}
        problem={userNameFault(answers.userName)}
      />
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : (
          <Paragraph {...theme.dim}>
            {`Created in account ${verified?.identity.account ?? ''} after the review. Names are not case-sensitive.`}
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
