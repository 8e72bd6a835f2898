import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { StateMark } from '../../theme/state-mark.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';
import { KeyWaitLine } from './wait-line.tsx';

/** The finished, current and next steps. */
export function WorkingPane({ session, meta }: PaneProps) {
  const { flow, answers, wait, plan } = useConfigure(session);
  const theme = useTheme();
  if (!answers) return null;
  const creates = answers.way === 'create';
  const rotates = answers.way === 'rotate';
  const user = plainText(answers.userName);
  const steps = [
    ...(creates ? [{ state: 'makingUser', text: `user ${user} with its policy` }] : []),
    ...(creates || rotates ? [{ state: 'makingKey', text: `access key of ${user}` }] : []),
    { state: 'saving', text: `profile ${plainText(plan?.profile ?? answers.profile)}` },
    { state: 'verifying', text: 'read back and checked with AWS' },
    ...(rotates ? [{ state: 'retiring', text: 'old key switched off' }] : []),
  ];
  const now = steps.findIndex(({ state }) => state === flow.getSnapshot().value);
  return (
    <Box flexDirection="column">
      {steps.map(({ state, text }, index) => (
        <Box key={state} height={1} overflow="hidden">
          <Box width={2} flexShrink={0}>
            <StateMark tone={index < now ? 'done' : index === now ? 'running' : 'waiting'} />
          </Box>
          <Text wrap="truncate" {...(index > now ? theme.dim : theme.text)}>
            {text}
          </Text>
        </Box>
      ))}
      <Box marginTop={1} flexDirection="column">
        <Waiting what={meta.busy ?? meta.title} />
        {wait ? <KeyWaitLine wait={wait} /> : null}
      </Box>
    </Box>
  );
}
