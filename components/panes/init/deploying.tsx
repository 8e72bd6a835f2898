import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useState } from 'react';
import { useCopy } from '../../deployment/use-copy.ts';
import { wide } from '../../deployment/use-failure.ts';
import { WholeStack } from '../../deployment/whole-stack.tsx';
import { useScreenSize } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';

/** The deployment while it runs by itself: creating, storing, writing, removing. */
export function DeployingPane({ session, meta, surface }: PaneProps) {
  const { plan, update, connection, abandoned } = useSelector(
    deploymentOf(session),
    (snapshot) => snapshot.context,
  );
  const theme = useTheme();
  const inWords = useKeyWords();
  // On a wide screen, the details of the selected row are open from the start.
  const { columns } = useScreenSize();
  const [chosen, choose] = useState<boolean>();
  const details = [chosen ?? columns >= wide, choose, chosen === true] as const;
  const copies = useCopy({ session, surface });
  const waiting = meta.busy !== undefined && update?.progress.outcome !== 'running';
  // While a stack is followed, its own header shows the connection.
  const own =
    connection && connection.kind !== 'ok' && connection !== update?.connection ? connection : undefined;
  const expired = connection?.kind === 'expired';
  const taken = (waiting ? 2 : 0) + (own ? 3 : 0) + (expired ? 2 : 0);
  return (
    <Box flexDirection="column">
      {update ? (
        <WholeStack
          update={update}
          learned={surface.learned}
          details={details}
          taken={taken}
          copies={copies}
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
      {own ? (
        <Box marginTop={1}>
          <ConnectionLine connection={own} />
        </Box>
      ) : null}
      {expired ? (
        <Box marginTop={1}>
          <Paragraph>
            {inWords(
              connection.code === 'MFA_NEEDED'
                ? 'r asks for the code; or p for another profile of this account.'
                : connection.signIn !== undefined
                  ? 'l signs in, then it continues; or p for another profile of this account.'
                  : plan.access.kind === 'profile'
                    ? 'Refresh your credentials and press r, or press p for another profile in this account.'
                    : 'The keys of the environment cannot change any more: p takes a profile of this account.',
            )}
          </Paragraph>
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
