import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { noStackOf, nothingToWatch } from '../../machines/watch/nothing.ts';
import { FailureView } from '../deployment/failure-view.tsx';
import { StackView } from '../deployment/stack-view.tsx';
import { useFailure } from '../deployment/use-failure.ts';
import { ConnectionLine } from '../widgets/connection-line.tsx';
import { ProblemView } from '../widgets/problem-view.tsx';
import { Waiting } from '../widgets/waiting.tsx';
import { inKeys } from './access-trouble.ts';
import type { PaneProps } from './pane-props.ts';
import { useStackReading } from './use-stack-reading.ts';

/** One stack, live: whoever started what goes on in it. */
export function WatchPane({ session, surface }: PaneProps) {
  const { watch, identityProblem, home, access, stack } = useSelector(session, ({ context }) => context);
  const problem = useSelector(watch, (snapshot) => snapshot?.context.problem);
  const reading = useStackReading(session);
  // Nothing is followed although everything is known: there is nothing to follow.
  const own = home?.found.kind === 'project' && home.found.project.stack !== undefined;
  const missing = !access ? nothingToWatch.access : stack || own ? undefined : noStackOf(home?.found);
  const read =
    reading.kind === 'known' ? reading.update : reading.kind === 'unreadable' ? reading.last : undefined;
  // While it is followed, its own head tells what it waits for.
  const waits = reading.kind === 'unreadable' && reading.isFollowed && reading.last !== undefined;
  const found =
    reading.kind === 'unreadable' && !waits
      ? reading.problem
      : (problem ?? (watch ? undefined : (identityProblem ?? (home && missing))));
  const trouble = found && inKeys(found);
  const { failure, taken, details } = useFailure(session, read?.progress);
  return (
    <Box flexDirection="column">
      {trouble ? (
        <Box marginBottom={1} flexShrink={0}>
          <ProblemView problem={trouble} />
        </Box>
      ) : null}
      {failure ? <FailureView failure={failure} /> : null}
      {reading.kind === 'away' ? (
        <ConnectionLine connection={reading.connection} />
      ) : read ? (
        <StackView
          update={read}
          learned={surface.learned}
          focused
          eventRows={6}
          details={details}
          taken={(trouble ? 4 : 0) + taken}
        />
      ) : trouble ? null : (
        <Waiting what="Reading the stack" leave="esc home" />
      )}
    </Box>
  );
}
