import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { StackView } from '../../deployment/stack-view.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';

/** The deployment while it goes by itself: creating, storing, writing, removing. */
export function DeployingPane({ session, meta, surface }: PaneProps) {
  const { plan, update } = useSelector(deploymentOf(session), (snapshot) => snapshot.context);
  const theme = useTheme();
  const waiting = meta.busy !== undefined && update?.progress.outcome !== 'running';
  return (
    <Box flexDirection="column">
      {update ? (
        <StackView update={update} learned={surface.learned} focused eventRows={4} taken={waiting ? 2 : 0} />
      ) : (
        <Text {...theme.dim} wrap="truncate">
          {plan.stackName}
        </Text>
      )}
      {waiting ? (
        <Box marginTop={1}>
          <Waiting what={meta.busy ?? meta.title} leave="esc goes on in the background" />
        </Box>
      ) : null}
    </Box>
  );
}
