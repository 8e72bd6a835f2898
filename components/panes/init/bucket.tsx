import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { derivedNames } from '../../../src/project/names.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { deploymentOf, initOf, type PaneProps } from '../pane-props.ts';
import { BucketsKept } from './buckets-kept.tsx';

/** The question without which a bucket is never deleted. */
export function BucketPane({ session, meta }: PaneProps) {
  const { plan, problem, connection } = useSelector(deploymentOf(session), (snapshot) => snapshot.context);
  const theme = useTheme();
  if (meta.busy) {
    return (
      <Box flexDirection="column">
        <Waiting what={meta.busy} leave="esc continues in the background" />
        <ConnectionLine connection={connection} />
      </Box>
    );
  }
  return (
    <Box flexDirection="column">
      <Paragraph>{`The stack is deleted. Its deployment bucket was kept on purpose:`}</Paragraph>
      <Box marginY={1}>
        <Text bold wrap="truncate-middle">
          {derivedNames(plan.stackName).bucket}
        </Text>
      </Box>
      <Paragraph {...theme.dim}>
        Deleting removes its contents. Keeping it costs storage and keeps the name taken.
      </Paragraph>
      {problem ? (
        <Box marginTop={1}>
          <ProblemView problem={problem} />
        </Box>
      ) : null}
    </Box>
  );
}

/** The end of a clean-up. */
export function CleanedPane({ session, meta, host }: PaneProps) {
  const deployment = useSelector(deploymentOf(session), (snapshot) => snapshot.context);
  const folder = initOf(session).getSnapshot().context.folder;
  const theme = useTheme();
  // The stack's values are known right before the files are written.
  const filesBegun = deployment.stack !== undefined || deployment.resumed?.filesBegun === true;
  if (meta.busy) return <Waiting what={meta.busy} />;
  return (
    <Box flexDirection="column">
      <Paragraph>{`The stack ${deployment.plan.stackName} is deleted.`}</Paragraph>
      <Paragraph>
        {deployment.bucketLeft
          ? `The bucket ${derivedNames(deployment.plan.stackName).bucket} is kept.`
          : 'No bucket of it is left.'}
      </Paragraph>
      <BucketsKept bucketsKept={deployment.bucketsKept} />
      {/* The problem names the files that stay. */}
      {deployment.problem ? (
        <ProblemView problem={deployment.problem} />
      ) : (
        <Paragraph {...theme.dim}>
          {filesBegun
            ? `What was written to ${host.showPath(folder)} is removed.`
            : `Nothing was written to ${host.showPath(folder)}.`}
        </Paragraph>
      )}
    </Box>
  );
}
