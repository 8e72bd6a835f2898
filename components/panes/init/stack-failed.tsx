import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { FailureView } from '../../deployment/failure-view.tsx';
import { useCopy } from '../../deployment/use-copy.ts';
import { useFailure } from '../../deployment/use-failure.ts';
import { WholeStack } from '../../deployment/whole-stack.tsx';
import { useSpace } from '../../frame/screen-size.ts';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView, problemRows } from '../../widgets/problem-view.tsx';
import { deploymentOf, type PaneProps } from '../pane-props.ts';
import { BucketsKept } from './buckets-kept.tsx';

/** A stack that was not created: the root cause first, then every resource. The footer has the remedies. */
export function StackFailedPane({ session, host }: PaneProps) {
  const { problem, update, deletedHere, bucketsKept } = useSelector(
    deploymentOf(session),
    (snapshot) => snapshot.context,
  );
  const { columns } = useSpace();
  const { failure, taken, details } = useFailure(session, update?.progress, 'Nothing was written to disk.');
  const copies = useCopy({ session, host });
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
            <Paragraph>
              {deletedHere
                ? 'It was deleted by your clean-up. Nothing was written to disk.'
                : 'Somebody else has deleted it. Nothing was written to disk.'}
            </Paragraph>
          ) : (
            failure && <FailureView failure={failure} />
          )}
          <WholeStack
            update={update}
            learned={host.learned}
            details={details}
            copies={copies}
            taken={taken + (problem ? problemRows(problem, columns) + 1 : 0) + 2 * bucketsKept.length}
          />
        </>
      ) : null}
    </Box>
  );
}
