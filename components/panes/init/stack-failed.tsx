import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import type { StackProgress } from '../../../src/aws/progress/model.ts';
import { FailureView } from '../../deployment/failure-view.tsx';
import { StackView } from '../../deployment/stack-view.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';
import { BucketsKept } from './buckets-kept.tsx';

/** A stack that was not created: the root cause first, then every resource. What can be done is in the footer. */
export function StackFailedPane({ session, surface }: PaneProps) {
  const { problem, update, deletedHere, bucketsKept } = useSelector(
    deploymentOf(session),
    (snapshot) => snapshot.context,
  );
  const left = update && leftWords(update.progress);
  return (
    <Box flexDirection="column">
      {problem ? (
        <Box marginBottom={1} flexShrink={0}>
          <ProblemView problem={problem} />
        </Box>
      ) : null}
      <BucketsKept bucketsKept={bucketsKept} />
      {update ? (
        <>
          {update.progress.outcome === 'deleted' ? (
            <Text wrap="wrap">
              {deletedHere
                ? 'It was deleted by your clean-up. Nothing was written to the project.'
                : 'Somebody else has deleted it. Nothing was written to the project.'}
            </Text>
          ) : (
            <FailureView causes={update.progress.causes} left={left} />
          )}
          <Box marginTop={1}>
            <StackView
              update={update}
              learned={surface.learned}
              focused
              eventRows={3}
              taken={7 + (problem ? 4 : 0) + 2 * bucketsKept.length}
            />
          </Box>
        </>
      ) : null}
    </Box>
  );
}

/** What the attempt has left. */
function leftWords({ outcome, resources }: StackProgress): string {
  const isEmpty = resources.every(
    ({ state }) => state === 'waiting' || state === 'removed' || state === 'failed',
  );
  return outcome === 'rolled-back' || isEmpty
    ? 'The record of the empty stack. Nothing was written to the project.'
    : 'What is not removed below. Nothing was written to the project.';
}
