import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useTheme } from '../../theme/theme-context.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';

/** The stack is there but something after it did not work, or the stack cannot be followed or deleted. */
export function NotFinishedPane({ session }: PaneProps) {
  const { problem, plan, stackId } = useSelector(deploymentOf(session), (snapshot) => snapshot.context);
  const theme = useTheme();
  return (
    <Box flexDirection="column">
      {problem ? <ProblemView problem={problem} /> : null}
      <Box marginTop={1}>
        <KeyValue
          rows={[
            { label: 'Stack', value: plan.stackName },
            ...(stackId ? [{ label: 'Id', value: stackId }] : []),
            { label: 'Account', value: `${plan.identity.account} · ${plan.identity.region}` },
          ]}
        />
      </Box>
      <Box marginTop={1}>
        <Text {...theme.dim} wrap="wrap">
          Only what is missing is done again, now or by `init` in this folder later.
        </Text>
      </Box>
    </Box>
  );
}
