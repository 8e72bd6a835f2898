import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import type { SnapshotFrom } from 'xstate';
import type { deploymentMachine } from '../../../machines/deployment/machine.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';
import { BucketsKept } from './buckets-kept.tsx';

/** The stack exists but something after it failed, or the stack cannot be followed or deleted. */
export function NotFinishedPane({ session }: PaneProps) {
  const state = useSelector(deploymentOf(session), (snapshot) => snapshot);
  const { problem, plan, stackId, bucketsKept } = state.context;
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
        <Paragraph {...theme.dim}>{words(state)}</Paragraph>
      </Box>
      <BucketsKept bucketsKept={bucketsKept} />
    </Box>
  );
}

function words(state: SnapshotFrom<typeof deploymentMachine>): string {
  if (state.matches('notCleaned'))
    return 'Nothing was written to disk. `init` in this folder offers to finish cleaning up.';
  if (state.matches('neverMade'))
    return 'AWS has no stack of that name from this attempt. Nothing is left of it.';
  return 'Only what is missing is done again, now or by `init` in this folder later.';
}
