import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useState } from 'react';
import type { FollowConnection } from '../../../src/aws/progress/model.ts';
import { useCopy } from '../../deployment/use-copy.ts';
import { wide } from '../../deployment/use-failure.ts';
import { WholeStack } from '../../deployment/whole-stack.tsx';
import { useScreenSize, useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';

/** The deployment while it runs by itself: creating, storing, writing, removing. */
export function DeployingPane({ session, meta, host }: PaneProps) {
  const { plan, update, connection, abandoned } = useSelector(
    deploymentOf(session),
    (snapshot) => snapshot.context,
  );
  const theme = useTheme();
  const inWords = useKeyWords();
  // On a wide screen, the details of the selected row are open from the start.
  const { columns } = useScreenSize();
  const { columns: space } = useSpace();
  const [chosen, choose] = useState<boolean>();
  const details = [chosen ?? columns >= wide, choose, chosen === true] as const;
  const copies = useCopy({ session, host });
  const waiting = meta.busy !== undefined && update?.progress.outcome !== 'running';
  // While a stack is followed, its own header shows the connection.
  const own =
    connection && connection.kind !== 'ok' && connection !== update?.connection ? connection : undefined;
  const advice =
    connection?.kind === 'expired'
      ? inWords(adviceOn(connection, plan.access.kind === 'profile'))
      : undefined;
  const taken = (waiting ? 2 : 0) + (own ? 3 : 0) + (own && advice ? textRows(advice, space).length : 0);
  return (
    <Box flexDirection="column">
      {own ? (
        <Box marginBottom={1} flexDirection="column" flexShrink={0}>
          <ConnectionLine connection={own} />
          {advice ? <Paragraph>{advice}</Paragraph> : null}
        </Box>
      ) : null}
      {update ? (
        <WholeStack
          update={update}
          learned={host.learned}
          details={details}
          taken={taken}
          copies={copies}
          advice={own ? undefined : advice}
        />
      ) : (
        <Text {...theme.dim} wrap="truncate">
          {plan.stackName}
        </Text>
      )}
      {waiting ? (
        <Box marginTop={1}>
          <Waiting key={meta.busy} what={meta.busy ?? meta.title} leave="esc continues in the background" />
        </Box>
      ) : null}
      {abandoned ? (
        <Paragraph {...theme.dim}>
          It is deleted as soon as AWS has answered whether the stack is there.
        </Paragraph>
      ) : null}
    </Box>
  );
}

/** Which key continues a deployment that AWS no longer lets look. */
function adviceOn(
  { code, signIn }: Extract<FollowConnection, { kind: 'expired' }>,
  hasProfile: boolean,
): string {
  if (code === 'MFA_NEEDED') return 'Press r to enter the code, or p for another profile.';
  if (signIn !== undefined) return 'Press l to sign in, or p for another profile.';
  return hasProfile
    ? 'Refresh your credentials and press r, or press p for another profile in this account.'
    : 'The keys of the environment cannot change any more: press p for a profile in this account.';
}
